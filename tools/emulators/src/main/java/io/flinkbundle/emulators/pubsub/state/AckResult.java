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

package io.flinkbundle.emulators.pubsub.state;

import org.apache.flink.annotation.Internal;

import java.util.List;
import java.util.Map;

/**
 * What became of the ids of a request.
 *
 * @param refused id to reason; always empty without exactly-once delivery, where nothing is ever
 *     refused
 */
@Internal
public record AckResult(Map<String, Refusal> refused) {

    static final AckResult ACCEPTED = new AckResult(Map.of());

    /** Why an id was refused, under the name that the service gives it. */
    @Internal
    public enum Refusal {
        /** It is not the latest id of a message that is outstanding. */
        PERMANENT_FAILURE_INVALID_ACK_ID,
        /** An earlier message of the ordering key is not acknowledged yet. */
        TRANSIENT_FAILURE_UNORDERED_ACK_ID
    }

    public List<String> acceptedOf(List<String> ackIds) {
        return refused.isEmpty()
                ? ackIds
                : ackIds.stream().filter(id -> !refused.containsKey(id)).toList();
    }

    public List<String> refusedFor(Refusal reason) {
        return refused.entrySet().stream()
                .filter(entry -> entry.getValue() == reason)
                .map(Map.Entry::getKey)
                .toList();
    }
}
