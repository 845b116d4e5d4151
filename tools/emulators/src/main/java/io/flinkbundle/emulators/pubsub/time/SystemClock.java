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

import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;

import static java.util.concurrent.TimeUnit.MILLISECONDS;

/** The clock of the machine, with one daemon thread for the tasks. */
@PublicEvolving
public final class SystemClock implements EmulatorClock {

    private final ScheduledThreadPoolExecutor timers;

    public SystemClock() {
        timers =
                new ScheduledThreadPoolExecutor(
                        1,
                        task -> {
                            Thread thread = new Thread(task, "pubsub-emulator-clock");
                            thread.setDaemon(true);
                            return thread;
                        });
        timers.setRemoveOnCancelPolicy(true);
        timers.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    }

    @Override
    public long millis() {
        return System.currentTimeMillis();
    }

    @Override
    public Timer schedule(long atMillis, Runnable task) {
        long delay = Math.max(0, atMillis - millis());
        Future<?> pending = timers.schedule(task, delay, MILLISECONDS);
        return () -> pending.cancel(false);
    }

    @Override
    public void close() {
        timers.shutdownNow();
    }
}
