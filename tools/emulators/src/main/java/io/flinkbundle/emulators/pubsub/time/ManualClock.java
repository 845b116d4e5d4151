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

package io.flinkbundle.emulators.pubsub.time;

import org.apache.flink.annotation.PublicEvolving;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A clock that stands still until a test moves it.
 *
 * <pre>{@code
 * ManualClock clock = new ManualClock();
 * PubSubEmulator emulator = PubSubEmulator.builder().clock(clock).start();
 * …                                       // pull a message and do not acknowledge it
 * clock.advance(Duration.ofSeconds(10));  // its lease has passed, it is delivered again
 * }</pre>
 *
 * <p>{@link #advance} runs every task that comes due in the thread of the caller, in the order of
 * their times, and the clock shows the time of a task while it runs: what a task schedules within
 * the same advance runs too.
 */
@PublicEvolving
public final class ManualClock implements EmulatorClock {

    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final Object lock = new Object();
    private final TreeMap<Long, List<Runnable>> tasks = new TreeMap<>();

    private volatile long millis;

    /** Starts at 2026-01-01T00:00:00Z. */
    public ManualClock() {
        this(START);
    }

    public ManualClock(Instant start) {
        this.millis = start.toEpochMilli();
    }

    @Override
    public long millis() {
        return millis;
    }

    /** Moves the clock forward; see the comment of the class. */
    public void advance(Duration step) {
        if (step.isNegative()) {
            throw new IllegalArgumentException(
                    "The clock cannot go back by " + step.negated() + ".");
        }
        long target = millis + step.toMillis();
        for (Optional<Runnable> due = nextDue(target); due.isPresent(); due = nextDue(target)) {
            due.get().run();
        }
    }

    private Optional<Runnable> nextDue(long target) {
        synchronized (lock) {
            Map.Entry<Long, List<Runnable>> first = tasks.firstEntry();
            if (first == null || first.getKey() > target) {
                millis = Math.max(millis, target);
                return Optional.empty();
            }
            millis = Math.max(millis, first.getKey());
            Runnable task = first.getValue().remove(0);
            if (first.getValue().isEmpty()) {
                tasks.remove(first.getKey());
            }
            return Optional.of(task);
        }
    }

    @Override
    public Timer schedule(long atMillis, Runnable task) {
        synchronized (lock) {
            if (atMillis > millis) {
                tasks.computeIfAbsent(atMillis, time -> new ArrayList<>()).add(task);
                return () -> remove(atMillis, task);
            }
        }
        task.run();
        return () -> {};
    }

    private void remove(long atMillis, Runnable task) {
        synchronized (lock) {
            List<Runnable> sameTime = tasks.get(atMillis);
            if (sameTime != null && sameTime.remove(task) && sameTime.isEmpty()) {
                tasks.remove(atMillis);
            }
        }
    }

    @Override
    public void close() {
        synchronized (lock) {
            tasks.clear();
        }
    }
}
