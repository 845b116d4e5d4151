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

package io.flinkbundle.connector.pubsub.source.enumerator;

import org.apache.flink.annotation.Internal;

import java.util.List;
import java.util.Map;

/**
 * What a checkpoint holds of the enumerator.
 *
 * @param prepared whether the subscriptions were created and moved as they are to be
 * @param startMillis when the job first started
 * @param subscriptions the full names, with those that were made up
 * @param nextNumber of splits
 * @param assigned whether splits were given out
 * @param positions for each subscription from which time of publication on, in milliseconds since
 *     the epoch, there may be messages that the checkpoint does not hold; none where that is not
 *     known
 */
@Internal
public record PubSubEnumeratorState(
        boolean prepared,
        long startMillis,
        List<String> subscriptions,
        long nextNumber,
        boolean assigned,
        Map<String, Long> positions) {

    public PubSubEnumeratorState {
        subscriptions = List.copyOf(subscriptions);
        positions = Map.copyOf(positions);
    }

    /** Of a job that starts now. */
    public static PubSubEnumeratorState initial(long startMillis, List<String> subscriptions) {
        return new PubSubEnumeratorState(false, startMillis, subscriptions, 0, false, Map.of());
    }
}
