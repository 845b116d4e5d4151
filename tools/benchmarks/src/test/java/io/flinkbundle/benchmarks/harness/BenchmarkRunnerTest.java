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

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

class BenchmarkRunnerTest {

    private static final RunOptions TWO_ROUNDS_OF_100_ROWS = RunOptions.fixed(100, 2);

    private final FakeBenchmark benchmark = new FakeBenchmark();

    private BenchmarkResult run(RunOptions options) throws Exception {
        // The fake needs nothing of an environment.
        return new BenchmarkRunner(null, options, line -> {}).run(benchmark);
    }

    @Test
    void interleavesBaselineAndConnectorAfterAWarmUpOfAll() throws Exception {
        run(TWO_ROUNDS_OF_100_ROWS);

        assertThat(benchmark.runs)
                .containsExactly(
                        "baseline 100",
                        "connector 100",
                        "reuse 100",
                        "flink 100",
                        "slow 50",
                        "baseline 100",
                        "connector 100",
                        "reuse 100",
                        "flink 100",
                        "slow 50",
                        "baseline 100",
                        "connector 100",
                        "reuse 100",
                        "flink 100",
                        "slow 50");
    }

    @Test
    void dividesTheConnectorsRateByTheBaselines() throws Exception {
        BenchmarkResult result = run(TWO_ROUNDS_OF_100_ROWS);

        assertThat(result.rounds()).isEqualTo(2);
        assertThat(result.rows()).isEqualTo(100);
        assertThat(result.ratio()).isCloseTo(0.8, within(1e-6));
        assertThat(result.ratioObjectReuse()).isCloseTo(0.9, within(1e-4));
        assertThat(result.connectorCpuNanosPerRow()).isCloseTo(2_500, within(1e-6));
        assertThat(result.flinkOnlyRowsPerSecond()).isCloseTo(5_000_000, within(1.0));
    }

    @Test
    void tellsHowOftenTheConnectorIsAsFastAsAPeerEvenIfThatHadFewerRows() throws Exception {
        PeerResult slow = run(TWO_ROUNDS_OF_100_ROWS).peers().get(0);

        assertThat(slow.name()).isEqualTo("slow");
        assertThat(slow.rows()).isEqualTo(50);
        assertThat(slow.ratio()).isCloseTo(800, within(1e-3));
    }

    @Test
    void runsOptionalPeersOnRequestOnly() throws Exception {
        RunOptions withPeers =
                new RunOptions(
                        OptionalLong.of(100),
                        1,
                        1,
                        Duration.ofSeconds(5),
                        Duration.ofMinutes(1),
                        true,
                        Optional.empty());

        assertThat(run(withPeers).peers())
                .extracting(PeerResult::name)
                .containsExactly("slow", "other");
    }

    @Test
    void leavesContextOutOfLaterRoundsWhenTimeIsShort() throws Exception {
        RunOptions hurried =
                new RunOptions(
                        OptionalLong.of(100),
                        3,
                        1,
                        Duration.ofSeconds(5),
                        Duration.ZERO,
                        false,
                        Optional.empty());

        BenchmarkResult result = run(hurried);

        assertThat(result.rounds()).isEqualTo(3);
        // Once to warm up, once in the first round.
        assertThat(benchmark.runs).filteredOn("flink 100"::equals).hasSize(2);
    }

    @Test
    void calibratesRowsSoThatTheFasterSideFillsARound() throws Exception {
        RunOptions calibrated =
                new RunOptions(
                        OptionalLong.empty(),
                        1,
                        1,
                        Duration.ofSeconds(5),
                        Duration.ofMinutes(1),
                        false,
                        Optional.empty());

        BenchmarkResult result = run(calibrated);

        assertThat(result.rows() / result.baselineRowsPerSecond()).isGreaterThanOrEqualTo(5);
        assertThat(benchmark.prepared).endsWith(result.rows());
    }

    @Test
    void closesTheSession() throws Exception {
        run(TWO_ROUNDS_OF_100_ROWS);

        assertThat(benchmark.closed).isTrue();
    }
}
