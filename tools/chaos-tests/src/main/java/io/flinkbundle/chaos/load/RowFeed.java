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

package io.flinkbundle.chaos.load;

import io.flinkbundle.chaos.ChaosException;

import org.apache.flink.annotation.Internal;

import java.time.Duration;
import java.util.concurrent.TimeUnit;

/** Adds numbered rows at a steady rate until it is stopped, in a thread of its own. */
@Internal
public final class RowFeed implements AutoCloseable {

    private static final long TICK_MILLIS = 50;
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final RowOrigin origin;
    private final int rowsPerTick;
    private final Thread thread = new Thread(this::run, "row-feed");

    private volatile boolean stopped;
    private volatile long added;
    private volatile Throwable failure;

    private RowFeed(RowOrigin origin, int rowsPerSecond) {
        this.origin = origin;
        this.rowsPerTick = Math.max(1, (int) (rowsPerSecond * TICK_MILLIS / 1_000));
    }

    public static RowFeed start(RowOrigin origin, int rowsPerSecond) {
        RowFeed feed = new RowFeed(origin, rowsPerSecond);
        feed.thread.setDaemon(true);
        feed.thread.start();
        return feed;
    }

    private void run() {
        try {
            long next = System.nanoTime();
            while (!stopped) {
                addTick();
                next += TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS);
                TimeUnit.NANOSECONDS.sleep(Math.max(0, next - System.nanoTime()));
            }
        } catch (Throwable e) {
            failure = e;
        }
    }

    /** Adds the rows of one tick, however long the server is away. */
    private void addTick() throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!origin.add(added, added + rowsPerTick)) {
            if (System.nanoTime() > deadline) {
                throw new ChaosException("No rows can be added for " + PATIENCE);
            }
            TimeUnit.MILLISECONDS.sleep(TICK_MILLIS);
        }
        added += rowsPerTick;
    }

    /** How many rows are there for certain. */
    public long added() {
        if (failure != null) {
            throw new ChaosException("The feed has failed: " + failure, failure);
        }
        return added;
    }

    /** Stops adding, and returns how many rows there are. */
    public long finish() throws InterruptedException {
        stopped = true;
        thread.join();
        return added();
    }

    @Override
    public void close() {
        stopped = true;
        thread.interrupt();
    }
}
