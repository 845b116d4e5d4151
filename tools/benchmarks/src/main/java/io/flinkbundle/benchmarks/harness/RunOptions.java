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

import org.apache.flink.annotation.Internal;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * How benchmarks are run.
 *
 * @param rows rows a round; empty: as many as fill {@code minRound}
 * @param rounds interleaved pairs
 * @param parallelism of the connector's jobs; the raw loop is one thread
 * @param minRound the shortest round of the faster side when rows are calibrated
 * @param budget what a whole benchmark may take; when it is short, figures that are context are
 *     taken in fewer rounds
 * @param peers whether the optional peers run
 * @param recording where a flight recording of the connector's rounds goes
 */
@Internal
public record RunOptions(
        OptionalLong rows,
        int rounds,
        int parallelism,
        Duration minRound,
        Duration budget,
        boolean peers,
        Optional<Path> recording) {

    public static final int DEFAULT_ROUNDS = 3;
    public static final Duration DEFAULT_MIN_ROUND = Duration.ofSeconds(5);

    /** Leaves ten seconds of two minutes for starting the cluster and the servers. */
    public static final Duration DEFAULT_BUDGET = Duration.ofSeconds(110);

    public RunOptions {
        if (rounds < 1) {
            throw new IllegalArgumentException("At least one round is needed, got " + rounds);
        }
        if (rows.isPresent() && rows.getAsLong() < 1) {
            throw new IllegalArgumentException(
                    "At least one row is needed, got " + rows.getAsLong());
        }
    }

    /** Few rows, calibrated nothing: what a test needs. */
    public static RunOptions fixed(long rows, int rounds) {
        return new RunOptions(
                OptionalLong.of(rows),
                rounds,
                1,
                DEFAULT_MIN_ROUND,
                DEFAULT_BUDGET,
                false,
                Optional.empty());
    }

    /** The same with what a user would otherwise pick. */
    public RunOptions withPeers() {
        return new RunOptions(rows, rounds, parallelism, minRound, budget, true, recording);
    }

    /** The same with another parallelism of the connector's jobs. */
    public RunOptions withParallelism(int other) {
        return new RunOptions(rows, rounds, other, minRound, budget, peers, recording);
    }
}
