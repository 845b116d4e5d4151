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

package io.flinkbundle.emulators.bigquery.store;

import io.flinkbundle.emulators.pubsub.time.EmulatorClock;

import org.apache.flink.annotation.Internal;

/**
 * Gives each commit a time of its own, in microseconds since the epoch, and later ones later times.
 * Thread-safe.
 */
@Internal
public final class CommitClock {

    private static final long MICROS_PER_MILLI = 1_000;

    private final EmulatorClock clock;
    private long last;

    public CommitClock(EmulatorClock clock) {
        this.clock = clock;
    }

    /** The time of a commit. */
    public synchronized long next() {
        last = Math.max(last + 1, clock.millis() * MICROS_PER_MILLI);
        return last;
    }

    /** A time that no earlier commit is after and every later commit is. */
    public synchronized long now() {
        last = Math.max(last, clock.millis() * MICROS_PER_MILLI);
        return last;
    }

    public EmulatorClock clock() {
        return clock;
    }

    public long millis() {
        return clock.millis();
    }
}
