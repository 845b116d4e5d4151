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

package io.flinkbundle.connector.pubsub.source.split;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.connector.source.SourceEvent;

import java.util.Map;

/**
 * How far a reader has come; told when a checkpoint is complete.
 *
 * @param publishMillis for each subscription the time of publication from which on there may be
 *     messages that were not read, in milliseconds since the epoch; none where nothing has come
 */
@Internal
public record ReadPosition(Map<String, Long> publishMillis) implements SourceEvent {

    private static final long serialVersionUID = 1L;

    public ReadPosition {
        publishMillis = Map.copyOf(publishMillis);
    }
}
