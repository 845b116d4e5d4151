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

package io.flinkbundle.benchmarks.flink;

import io.flinkbundle.benchmarks.measure.ClockReading;
import io.flinkbundle.benchmarks.rows.RowDigest;

import org.apache.flink.annotation.Internal;

import java.io.Serializable;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What the operators of one job tell the harness in the same JVM.
 *
 * <p>Operators are serialized even on a local cluster, so a probe is an identifier that leads back
 * to the observation of its run. The table behind it is the one place where static state cannot be
 * avoided; closing the probe removes the entry.
 */
@Internal
public final class RunProbe implements Serializable, AutoCloseable {

    private static final long serialVersionUID = 1L;

    private static final ConcurrentMap<UUID, Observation> OBSERVATIONS = new ConcurrentHashMap<>();

    private final UUID run = UUID.randomUUID();

    private RunProbe() {}

    public static RunProbe open() {
        RunProbe probe = new RunProbe();
        OBSERVATIONS.put(probe.run, new Observation());
        return probe;
    }

    /** Looked up once by an operator when it starts, not for each row. */
    public Observation observation() {
        Observation observation = OBSERVATIONS.get(run);
        if (observation == null) {
            throw new IllegalStateException(
                    "Run "
                            + run
                            + " is over, or its operators run in another JVM: benchmarks need a"
                            + " cluster inside the process");
        }
        return observation;
    }

    @Override
    public void close() {
        OBSERVATIONS.remove(run);
    }

    /** Written by operators, read by the harness; thread-safe. */
    public static final class Observation {

        private final AtomicReference<ClockReading> firstRow = new AtomicReference<>();
        private final AtomicReference<ClockReading> lastRow = new AtomicReference<>();
        private final RowDigest digest = new RowDigest();

        void firstRow() {
            firstRow.compareAndSet(null, ClockReading.now());
        }

        void lastRow() {
            lastRow.set(ClockReading.now());
        }

        /**
         * Adds what one subtask has seen. With several subtasks none of them knows the last row, so
         * that the end of the input stands for it.
         */
        synchronized void seen(RowDigest rows, long expectedRows) {
            digest.add(rows);
            if (digest.rows() == expectedRows) {
                lastRow.compareAndSet(null, ClockReading.now());
            }
        }

        /** When the first row passed the probe; empty if none did. */
        public Optional<ClockReading> first() {
            return Optional.ofNullable(firstRow.get());
        }

        /** When the last row passed the probe; empty if fewer than expected did. */
        public Optional<ClockReading> last() {
            return Optional.ofNullable(lastRow.get());
        }

        /** What the checking sink saw; no rows of subtasks that never came to their end. */
        public synchronized RowDigest digest() {
            return digest;
        }
    }
}
