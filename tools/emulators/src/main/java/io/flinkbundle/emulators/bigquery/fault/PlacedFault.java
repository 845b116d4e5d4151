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

package io.flinkbundle.emulators.bigquery.fault;

import org.apache.flink.annotation.PublicEvolving;

import java.time.Duration;

/** A fault in force, to see whether it has happened. Thread-safe. */
@PublicEvolving
public final class PlacedFault {

    private long occurrences;

    PlacedFault() {}

    synchronized void happened() {
        occurrences++;
        notifyAll();
    }

    /** How many calls have met it; a delayed call has when its delay begins. */
    public synchronized long occurrences() {
        return occurrences;
    }

    /**
     * Waits until so many calls have met it.
     *
     * @throws IllegalStateException when the time passes before
     */
    public synchronized void await(long count, Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        while (occurrences < count) {
            long millis = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
            if (millis <= 0) {
                throw new IllegalStateException(
                        "The fault happened "
                                + occurrences
                                + " times within "
                                + timeout
                                + ", not "
                                + count
                                + " times.");
            }
            wait(millis);
        }
    }
}
