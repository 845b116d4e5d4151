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

import java.time.Instant;

/**
 * What the emulator takes for the time: publish times, leases, back-offs, retention and delays all
 * follow it, so that a test that holds a {@link ManualClock} decides when a deadline passes.
 *
 * <p>Implementations are thread-safe.
 */
@PublicEvolving
public interface EmulatorClock extends AutoCloseable {

    /** The time now, in milliseconds since the epoch. */
    long millis();

    /** The time now. */
    default Instant now() {
        return Instant.ofEpochMilli(millis());
    }

    /**
     * Runs a task once this clock has reached a time, at once when it has already. The task must
     * neither block nor throw.
     *
     * @param atMillis in milliseconds since the epoch
     */
    Timer schedule(long atMillis, Runnable task);

    /** Drops the tasks that have not run. */
    @Override
    void close();

    /** A task that waits for its time. */
    @PublicEvolving
    interface Timer {

        /** Keeps the task from running, unless it runs or has run already. */
        void cancel();
    }
}
