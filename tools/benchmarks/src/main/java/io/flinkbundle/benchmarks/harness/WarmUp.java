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

package io.flinkbundle.benchmarks.harness;

import io.flinkbundle.benchmarks.measure.Measurement;

import org.apache.flink.annotation.Internal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;

/**
 * The runs that are thrown away: they give the compiler its profile, and a guess at the speed from
 * which the rows of a round follow.
 */
@Internal
final class WarmUp {

    /** Enough for the hot loops to be compiled, few enough for the slowest to be done soon. */
    private static final long FIRST_ROWS = 100_000;

    /** A run as long as this is taken as a hint of the speed. */
    private static final long TELLING_NANOS = 1_200_000_000L;

    private static final int LEAST_GROWTH = 2;
    private static final int MOST_GROWTH = 8;

    /** A warm-up underestimates the speed, and a round must not be too short. */
    private static final double MARGIN = 1.4;

    private static final long ROUND_TO = 1_000;

    private WarmUp() {}

    /** Runs everybody once at least, and returns the rows that a round is given. */
    static long run(
            Benchmark.Session session, LineUp lineUp, OptionalLong fixedRows, Duration minRound)
            throws Exception {
        long most = fixedRows.orElse(Long.MAX_VALUE);
        long rows = Math.min(FIRST_ROWS, most);
        Measurement fastest = fastest(session, lineUp.pair(), rows);
        while (rows < most && fastest.nanos() < TELLING_NANOS) {
            rows = Math.min(longer(rows, fastest), most);
            fastest = fastest(session, lineUp.pair(), rows);
        }
        for (Contender contender : lineUp.context()) {
            contender.runAtMost(rows);
        }
        double perSecond = fastest.rowsPerSecond();
        return fixedRows.orElseGet(() -> filling(minRound, perSecond));
    }

    private static Measurement fastest(
            Benchmark.Session session, List<Contender> contenders, long rows) throws Exception {
        session.prepare(rows);
        List<Measurement> measurements = new ArrayList<>();
        for (Contender contender : contenders) {
            measurements.add(contender.runAtMost(rows));
        }
        return measurements.stream()
                .min(Comparator.comparingLong(Measurement::nanos))
                .orElseThrow();
    }

    private static long longer(long rows, Measurement fastest) {
        double growth = 1.2 * TELLING_NANOS / fastest.nanos();
        return (long) (rows * Math.max(LEAST_GROWTH, Math.min(MOST_GROWTH, growth)));
    }

    static long filling(Duration minRound, double rowsPerSecond) {
        double rows = rowsPerSecond * MARGIN * minRound.toNanos() / 1e9;
        return Math.max(1, (long) Math.ceil(rows / ROUND_TO)) * ROUND_TO;
    }
}
