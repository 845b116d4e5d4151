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

package io.flinkbundle.emulators.bigquery.call;

import org.apache.flink.annotation.PublicEvolving;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The calls that came: how many of each operation, and the last ones whole. A call is here before
 * its client has the answer. Thread-safe.
 */
@PublicEvolving
public final class CallLog {

    private static final int KEPT = 100_000;

    private final ArrayDeque<RecordedCall> calls = new ArrayDeque<>();
    private final Map<Operation, Long> counts = new EnumMap<>(Operation.class);

    /** Takes in a call. */
    public synchronized void add(RecordedCall call) {
        if (calls.size() == KEPT) {
            calls.pollFirst();
        }
        calls.addLast(call);
        counts.merge(call.operation(), 1L, Long::sum);
        notifyAll();
    }

    /** The last calls, the oldest first. */
    public synchronized List<RecordedCall> calls() {
        return List.copyOf(calls);
    }

    /** The last calls of an operation, the oldest first. */
    public List<RecordedCall> calls(Operation operation) {
        return calls().stream().filter(call -> call.operation() == operation).toList();
    }

    /** The calls of an operation so far. */
    public synchronized long count(Operation operation) {
        return counts.getOrDefault(operation, 0L);
    }

    /**
     * Waits until there have been so many calls of an operation.
     *
     * @throws IllegalStateException when the time passes before
     */
    public synchronized void await(Operation operation, long count, Duration timeout)
            throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (count(operation) < count) {
            long millis = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
            if (millis <= 0) {
                throw new IllegalStateException(
                        "There were "
                                + count(operation)
                                + " calls of "
                                + operation
                                + " after "
                                + timeout
                                + ", not "
                                + count
                                + ".");
            }
            wait(millis);
        }
    }

    public synchronized void clear() {
        calls.clear();
        counts.clear();
    }
}
