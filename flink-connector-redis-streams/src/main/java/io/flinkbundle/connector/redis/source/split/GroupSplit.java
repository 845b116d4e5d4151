/*
 * Licensed under the Apache License, Version 2.0 (the "License");
 * you may not use this file except in compliance with the License.
 * You may obtain a copy of the License at
 *
 *     http://www.apache.org/licenses/LICENSE-2.0
 *
 * Unless required by applicable law or agreed to in writing, software
 * distributed under the License is distributed on an "AS IS" BASIS,
 * WITHOUT WARRANTIES OR CONDITIONS OF ANY KIND, either express or implied.
 * See the License for the specific language governing permissions and
 * limitations under the License.
 */

package io.flinkbundle.connector.redis.source.split;

import io.flinkbundle.connector.redis.client.EntryIds;

import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.connector.source.SourceSplit;

/**
 * One member's share of a stream in a consumer group. Which entries that is, the server decides.
 *
 * <p>Members are given new splits at each start. One that comes from a checkpoint is read no
 * further: it carries what is to be acknowledged.
 *
 * @param stream the key of the stream
 * @param number tells it from other splits of the stream
 * @param unacknowledged entries that were emitted before the checkpoint, in their order
 * @param restored whether it comes from a checkpoint
 */
@PublicEvolving
public record GroupSplit(String stream, long number, EntryIds unacknowledged, boolean restored)
        implements SourceSplit {

    @Override
    public String splitId() {
        return stream + "#" + number;
    }
}
