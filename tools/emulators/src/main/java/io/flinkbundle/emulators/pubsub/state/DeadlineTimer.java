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

import io.flinkbundle.emulators.pubsub.time.EmulatorClock;

import org.apache.flink.annotation.Internal;

/**
 * Runs a task at the earliest time it was armed for.
 *
 * <p>A timer that an earlier one made unnecessary is not cancelled: the task finds nothing to do,
 * and is armed again for what comes next.
 */
@Internal
final class DeadlineTimer {

    private final EmulatorClock clock;
    private final Runnable task;

    private long armedFor = Long.MAX_VALUE;

    DeadlineTimer(EmulatorClock clock, Runnable task) {
        this.clock = clock;
        this.task = task;
    }

    void arm(long atMillis) {
        synchronized (this) {
            if (atMillis >= armedFor) {
                return;
            }
            armedFor = atMillis;
        }
        clock.schedule(atMillis, () -> fire(atMillis));
    }

    private void fire(long atMillis) {
        synchronized (this) {
            if (armedFor == atMillis) {
                armedFor = Long.MAX_VALUE;
            }
        }
        task.run();
    }
}
