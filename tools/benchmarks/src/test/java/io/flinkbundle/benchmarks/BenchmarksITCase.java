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

package io.flinkbundle.benchmarks;

import io.flinkbundle.benchmarks.flink.Fault;
import io.flinkbundle.benchmarks.flink.FlinkCluster;
import io.flinkbundle.benchmarks.harness.Benchmark;
import io.flinkbundle.benchmarks.harness.BenchmarkEnvironment;
import io.flinkbundle.benchmarks.harness.BenchmarkResult;
import io.flinkbundle.benchmarks.harness.BenchmarkRunner;
import io.flinkbundle.benchmarks.harness.PeerResult;
import io.flinkbundle.benchmarks.harness.RunOptions;
import io.flinkbundle.benchmarks.measure.LostRowsException;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

/** Every benchmark once, with few rows: what is checked is that rows are checked. */
class BenchmarksITCase {

    private static final long ROWS = 5_000;

    private static FlinkCluster cluster;

    @TempDir private Path workDirectory;

    @BeforeAll
    static void startCluster() throws Exception {
        cluster = FlinkCluster.start(1);
    }

    @AfterAll
    static void stopCluster() throws Exception {
        cluster.close();
    }

    static List<String> benchmarks() {
        return BenchmarkSuite.ALL.stream().map(Benchmark::name).toList();
    }

    private BenchmarkResult run(String name, Fault fault) throws Exception {
        return run(name, fault, RunOptions.fixed(ROWS, 1));
    }

    private BenchmarkResult run(String name, Fault fault, RunOptions options) throws Exception {
        BenchmarkEnvironment environment =
                new BenchmarkEnvironment(cluster, workDirectory, Duration.ofMillis(200), fault);
        return new BenchmarkRunner(environment, options, line -> {})
                .run(BenchmarkSuite.find(name).orElseThrow());
    }

    @ParameterizedTest
    @MethodSource("benchmarks")
    void movesEveryRow(String name) throws Exception {
        BenchmarkResult result = run(name, Fault.NONE);

        assertThat(result.name()).isEqualTo(name);
        assertThat(result.rows()).isEqualTo(ROWS);
        assertThat(result.rounds()).isEqualTo(1);
        assertThat(workDirectory).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "redis-source-group",
                "duckdb-append",
                "influxdb3-scan",
                "pubsub-source",
                "bigquery-append-exactly-once"
            })
    void movesEveryRowWithTwoSubtasks(String name) throws Exception {
        BenchRun twice =
                new BenchRun(
                        Duration.ofMillis(200), Fault.NONE, Optional.of(workDirectory), line -> {});

        List<BenchmarkResult> results =
                twice.run(
                        List.of(BenchmarkSuite.find(name).orElseThrow()),
                        RunOptions.fixed(ROWS, 1).withParallelism(2));

        assertThat(results)
                .singleElement()
                .satisfies(result -> assertThat(result.parallelism()).isEqualTo(2));
        assertThat(workDirectory).isEmptyDirectory();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "duckdb-append",
                "duckdb-append-wide",
                "duckdb-upsert",
                "duckdb-lookup",
                "duckdb-scan"
            })
    void measuresPeersWhenAsked(String name) throws Exception {
        BenchmarkResult result = run(name, Fault.NONE, RunOptions.fixed(500, 1).withPeers());

        assertThat(result.peers())
                .extracting(PeerResult::name)
                .anyMatch(peer -> peer.contains("JDBC"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"redis-source", "redis-sink", "redis-sink-exactly-once"})
    void measuresJedisWhenAsked(String name) throws Exception {
        BenchmarkResult result = run(name, Fault.NONE, RunOptions.fixed(500, 1).withPeers());

        assertThat(result.peers())
                .extracting(PeerResult::name)
                .anyMatch(peer -> peer.contains("Jedis"));
    }

    @ParameterizedTest
    @MethodSource("benchmarks")
    void failsOnALostRow(String name) {
        assertThatExceptionOfType(LostRowsException.class)
                .isThrownBy(() -> run(name, Fault.LOSE_ROW))
                .withMessageContaining("rows were lost, repeated or altered");
    }

    /** A change that is applied twice makes the same row. */
    static List<String> benchmarksOfInserts() {
        return benchmarks().stream().filter(name -> !name.endsWith("-upsert")).toList();
    }

    @ParameterizedTest
    @MethodSource("benchmarksOfInserts")
    void failsOnARepeatedRow(String name) {
        assertThatExceptionOfType(LostRowsException.class)
                .isThrownBy(() -> run(name, Fault.REPEAT_ROW))
                .withMessageContaining("rows were lost, repeated or altered");
    }
}
