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

package io.flinkbundle.emulators.pubsub.call;

import org.apache.flink.annotation.PublicEvolving;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * The calls that reached the emulator: how many of each method, and the last {@value #KEPT} of all.
 * Thread-safe.
 */
@PublicEvolving
public final class CallLog {

    private static final int KEPT = 10_000;

    private final ArrayDeque<RecordedCall> calls = new ArrayDeque<>();
    private final Map<Rpc, Long> counts = new EnumMap<>(Rpc.class);

    synchronized void add(RecordedCall call) {
        if (calls.size() == KEPT) {
            calls.pollFirst();
        }
        calls.addLast(call);
        counts.merge(call.rpc(), 1L, Long::sum);
        notifyAll();
    }

    /** The last calls, the oldest first. */
    public synchronized List<RecordedCall> calls() {
        return List.copyOf(calls);
    }

    /** The last calls of a method, the oldest first. */
    public List<RecordedCall> calls(Rpc rpc) {
        return calls().stream().filter(call -> call.rpc() == rpc).toList();
    }

    /**
     * The calls of a method so far; a call counts once it is answered, a stream once it is opened.
     */
    public synchronized long count(Rpc rpc) {
        return counts.getOrDefault(rpc, 0L);
    }

    /**
     * Waits until there have been so many calls of a method.
     *
     * @throws IllegalStateException when the time passes before
     */
    public synchronized void await(Rpc rpc, long count, Duration timeout)
            throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (count(rpc) < count) {
            long millis = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
            if (millis <= 0) {
                throw new IllegalStateException(
                        "There were "
                                + count(rpc)
                                + " calls of "
                                + rpc.methodName()
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
