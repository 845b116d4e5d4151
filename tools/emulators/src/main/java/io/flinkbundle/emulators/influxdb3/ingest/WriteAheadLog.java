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

package io.flinkbundle.emulators.influxdb3.ingest;

import io.flinkbundle.emulators.pubsub.time.EmulatorClock;

import org.apache.flink.annotation.Internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/**
 * The log that a write has to reach before it is confirmed and before queries see it. The server
 * flushes it once a second, and a durable write takes until then. Without such a tick each write is
 * flushed at once. Thread-safe.
 */
@Internal
public final class WriteAheadLog implements AutoCloseable {

    /** How many writes may wait, as the server has it unless it is told otherwise. */
    private static final int MAX_WAITING = 100_000;

    private final EmulatorClock clock;
    private final Optional<Duration> tick;

    private List<Entry> waiting = new ArrayList<>();
    private Optional<EmulatorClock.Timer> nextTick = Optional.empty();
    private boolean closed;

    private record Entry(Runnable effect, CompletableFuture<Void> flushed) {}

    public WriteAheadLog(EmulatorClock clock, Optional<Duration> tick) {
        this.clock = clock;
        this.tick = tick;
        scheduleTick();
    }

    private synchronized void scheduleTick() {
        if (!closed) {
            tick.ifPresent(
                    interval -> clock.schedule(clock.millis() + interval.toMillis(), this::onTick));
        }
    }

    private void onTick() {
        flush();
        scheduleTick();
    }

    /**
     * Takes in a write.
     *
     * @param effect makes its points visible
     * @return completes once that is done
     * @throws WriteRefusedException when too many writes wait, or the log is closed
     */
    public CompletableFuture<Void> append(Runnable effect) throws WriteRefusedException {
        if (tick.isEmpty()) {
            effect.run();
            return CompletableFuture.completedFuture(null);
        }
        synchronized (this) {
            if (closed) {
                throw WriteRefusedException.failed("error from wal: it is closed");
            }
            if (waiting.size() >= MAX_WAITING) {
                throw WriteRefusedException.failed(
                        "error from wal: wal buffer full with " + waiting.size() + " ops");
            }
            Entry entry = new Entry(effect, new CompletableFuture<>());
            waiting.add(entry);
            notifyAll();
            return entry.flushed();
        }
    }

    /** Waits until so many writes wait, and says whether that came in time. */
    public synchronized boolean awaitWaiting(int count, Duration timeout)
            throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (waiting.size() < count) {
            long millis = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
            if (millis <= 0) {
                return false;
            }
            wait(millis);
        }
        return true;
    }

    /** Flushes now what waits. */
    public void flush() {
        List<Entry> flushed;
        synchronized (this) {
            flushed = waiting;
            waiting = new ArrayList<>();
        }
        flushed.forEach(entry -> entry.effect().run());
        flushed.forEach(entry -> entry.flushed().complete(null));
    }

    /** Forgets what waits, as a crash would: its writes fail. */
    public void discard() {
        List<Entry> lost;
        synchronized (this) {
            lost = waiting;
            waiting = new ArrayList<>();
        }
        lost.forEach(entry -> entry.flushed().cancel(false));
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            nextTick.ifPresent(EmulatorClock.Timer::cancel);
        }
        discard();
    }
}
