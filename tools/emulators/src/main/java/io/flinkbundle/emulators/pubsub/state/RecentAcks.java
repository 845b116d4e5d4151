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

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The deliveries that were acknowledged last, so that the repetition of an acknowledgement whose
 * reply was lost is no error with exactly-once delivery either.
 */
@Internal
final class RecentAcks {

    private static final int REMEMBERED = 100_000;

    private final Map<Long, Boolean> deliveries =
            new LinkedHashMap<>() {

                private static final long serialVersionUID = 1L;

                @Override
                protected boolean removeEldestEntry(Map.Entry<Long, Boolean> eldest) {
                    return size() > REMEMBERED;
                }
            };

    void add(long delivery) {
        deliveries.put(delivery, Boolean.TRUE);
    }

    boolean contains(long delivery) {
        return deliveries.containsKey(delivery);
    }
}
