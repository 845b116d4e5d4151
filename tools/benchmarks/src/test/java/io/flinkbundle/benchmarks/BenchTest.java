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

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

import java.io.PrintWriter;
import java.io.StringWriter;

import static org.assertj.core.api.Assertions.assertThat;

class BenchTest {

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int bench(String... arguments) {
        CommandLine commandLine = Bench.commandLine();
        commandLine.setOut(new PrintWriter(out, true));
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }

    @Test
    void listsEveryBenchmark() {
        assertThat(bench("--list")).isZero();
        assertThat(out.toString())
                .contains(
                        "redis-source",
                        "redis-sink",
                        "duckdb-append ",
                        "duckdb-append-exactly-once",
                        "duckdb-scan");
    }

    @Test
    void namesABenchmarkThatDoesNotExist() {
        assertThat(bench("redis-sauce")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("'redis-sauce'", "--list");
    }

    @Test
    void asksForAName() {
        assertThat(bench()).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("Name a benchmark");
    }

    @Test
    void refusesToRunNoRounds() {
        assertThat(bench("redis-sink", "--rounds", "0")).isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("At least one round");
    }

    @Test
    void refusesAParallelismThatTheClusterHasNoSlotsFor() {
        assertThat(bench("redis-sink", "--parallelism", "1,5"))
                .isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("--parallelism is 1 to 4, not 5");
    }

    @Test
    void refusesToRecordTwoBenchmarksIntoOneFile() {
        assertThat(bench("redis-sink", "redis-source", "--jfr", "x.jfr"))
                .isEqualTo(CommandLine.ExitCode.USAGE);
        assertThat(err.toString()).contains("--jfr records one benchmark");
    }

    @Test
    void helpTellsWhatTheClockCovers() {
        assertThat(bench("--help")).isZero();
        assertThat(out.toString()).contains("commit is inside", "Start-up");
    }
}
