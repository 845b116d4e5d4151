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

import io.flinkbundle.connector.pubsub.source.split.ReadPosition;

import org.apache.flink.annotation.Internal;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;

/**
 * From which time of publication on each subscription may have messages that a checkpoint does not
 * hold. Readers tell theirs a checkpoint later, which is early enough: what was published since is
 * younger. Coordinator thread only.
 */
@Internal
final class ReadPositions {

    /** What an earlier attempt has leased comes again within this time. */
    private static final long SETTLED_MILLIS = Duration.ofMinutes(10).toMillis();

    private final LongSupplier clock;
    private final long beginMillis;
    private final Map<Integer, Map<String, Long>> reported = new HashMap<>();
    private final Map<String, Long> known;

    /**
     * @param known those of the checkpoint that the job starts from
     * @param clock milliseconds since the epoch
     */
    ReadPositions(Map<String, Long> known, LongSupplier clock) {
        this.known = new TreeMap<>(known);
        this.clock = clock;
        this.beginMillis = clock.getAsLong();
    }

    /** Subscriptions were moved to a time. */
    void moved(List<String> subscriptions, Instant time) {
        subscriptions.forEach(each -> known.put(each, time.toEpochMilli()));
    }

    void report(int subtask, ReadPosition position) {
        reported.put(subtask, position.publishMillis());
    }

    /**
     * Milliseconds since the epoch; none for a subscription of which nothing is known.
     *
     * @param readers how many there are
     */
    Map<String, Long> current(int readers) {
        Map<String, Long> current = new TreeMap<>();
        reported.values()
                .forEach(
                        each -> each.forEach((name, time) -> current.merge(name, time, Math::min)));
        if (isSettled(readers)) {
            known.forEach(current::putIfAbsent);
        } else {
            current.keySet().retainAll(known.keySet());
            known.forEach((name, time) -> current.merge(name, time, Math::min));
        }
        return current;
    }

    /** Whether what readers have told counts alone. */
    private boolean isSettled(int readers) {
        return reported.size() >= readers && clock.getAsLong() - beginMillis >= SETTLED_MILLIS;
    }
}
