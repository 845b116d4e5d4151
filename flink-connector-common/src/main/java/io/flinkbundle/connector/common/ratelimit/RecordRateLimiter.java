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

package io.flinkbundle.connector.common.ratelimit;

import org.apache.flink.annotation.PublicEvolving;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import static org.apache.flink.util.Preconditions.checkArgument;

/**
 * Slows a reader down to a number of records per second.
 *
 * <p>It is asked once a batch, inside a {@code SplitReader}, and the thread sleeps: Flink's own
 * {@code RateLimiterStrategy} is asked once a record and keeps the task thread busy while it waits.
 * A batch of any size passes; the batch after it waits until the rate is met again.
 *
 * <p>Thread-safe; one thread acquires.
 */
@PublicEvolving
public final class RecordRateLimiter {

    private final double nanosPerRecord;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition wakeUp = lock.newCondition();
    private long freeAtNanos = System.nanoTime();
    private boolean wokenUp;

    /**
     * @param recordsPerSecond the rate, more than zero
     */
    public RecordRateLimiter(double recordsPerSecond) {
        checkArgument(
                recordsPerSecond > 0,
                "The number of records per second must be more than zero, but is %s.",
                recordsPerSecond);
        this.nanosPerRecord = TimeUnit.SECONDS.toNanos(1) / recordsPerSecond;
    }

    /**
     * Waits until the records acquired before have used up their time, or {@link #wakeUp()}.
     *
     * @param records how many records the caller is about to hand on; they count in either case
     */
    public void acquire(int records) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            long remaining = freeAtNanos - System.nanoTime();
            while (remaining > 0 && !wokenUp) {
                remaining = wakeUp.awaitNanos(remaining);
            }
            wokenUp = false;
            freeAtNanos =
                    Math.max(freeAtNanos, System.nanoTime()) + (long) (records * nanosPerRecord);
        } finally {
            lock.unlock();
        }
    }

    /** Ends the wait that is under way, or else the next one. */
    public void wakeUp() {
        lock.lock();
        try {
            wokenUp = true;
            wakeUp.signalAll();
        } finally {
            lock.unlock();
        }
    }
}
