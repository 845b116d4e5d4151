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

import io.flinkbundle.connector.redis.client.StreamId;

import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.connector.source.SourceSplit;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * A stream and how far it has been read.
 *
 * @param stream the key of the stream, which is the id of the split too
 * @param after the id of the last entry that was emitted; reading goes on behind it
 * @param stop the highest id to be read; empty if the split has no end
 * @param entriesBefore how many entries were ever added up to {@code after}, as the server counts
 *     them; empty if not known
 */
@PublicEvolving
public record RedisStreamsSplit(
        String stream, StreamId after, Optional<StreamId> stop, OptionalLong entriesBefore)
        implements SourceSplit {

    @Override
    public String splitId() {
        return stream;
    }
}
