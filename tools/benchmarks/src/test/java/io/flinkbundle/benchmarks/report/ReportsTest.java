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

package io.flinkbundle.benchmarks.report;

import io.flinkbundle.benchmarks.harness.BenchmarkResult;
import io.flinkbundle.benchmarks.harness.PeerResult;
import io.flinkbundle.benchmarks.rows.NarrowRows;
import io.flinkbundle.benchmarks.rows.RowSlots;

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import jdk.jfr.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;

import javax.xml.parsers.DocumentBuilderFactory;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class ReportsTest {

    private static final List<BenchmarkResult> RESULTS =
            List.of(
                    result("short", 1.25, List.of()),
                    result(
                            "a-longer-name",
                            0.5,
                            List.of(new PeerResult("the usual way", 50, 10, 20, 3.25))));

    private static BenchmarkResult result(String name, double ratio, List<PeerResult> peers) {
        return result(name, ratio, peers, 410);
    }

    private static BenchmarkResult result(
            String name, double ratio, List<PeerResult> peers, double referenceCpuNanos) {
        return new BenchmarkResult(
                name,
                1_000,
                3,
                1,
                "a < loop",
                2e6,
                1e6,
                ratio,
                ratio - 0.1,
                ratio + 0.1,
                ratio,
                500,
                400,
                referenceCpuNanos,
                7e6,
                peers);
    }

    @ParameterizedTest
    @CsvSource({"400, false", "310, false", "300, true"})
    void warnsOfABaselineThatNeedsMuchMoreThanItsReference(double reference, boolean warned) {
        String report = TableReport.of(List.of(result("short", 1.25, List.of(), reference)));

        assertThat(report.contains("DO NOT QUOTE THE RATIO")).isEqualTo(warned);
    }

    @Test
    void jsonIsAListWithTheAgreedKeys() {
        JsonObject benchmark =
                JsonParser.parseString(JsonReport.of(RESULTS))
                        .getAsJsonArray()
                        .get(1)
                        .getAsJsonObject();

        assertThat(benchmark.keySet())
                .containsExactly(
                        "name",
                        "rows",
                        "rounds",
                        "parallelism",
                        "baseline",
                        "connectorRowsPerSecond",
                        "baselineRowsPerSecond",
                        "ratio",
                        "ratioMin",
                        "ratioMax",
                        "ratioObjectReuse",
                        "connectorCpuNanosPerRow",
                        "baselineCpuNanosPerRow",
                        "referenceCpuNanosPerRow",
                        "flinkOnlyRowsPerSecond",
                        "peers");
        assertThat(benchmark.get("ratio").getAsDouble()).isEqualTo(0.5);
        assertThat(benchmark.getAsJsonArray("peers").get(0).getAsJsonObject().keySet())
                .containsExactly("name", "rows", "rowsPerSecond", "cpuNanosPerRow", "ratio");
    }

    @Test
    void tableIsAligned() {
        List<String> lines = TableReport.of(RESULTS).lines().limit(3).toList();

        assertThat(lines).extracting(String::length).containsOnly(lines.get(0).length());
        assertThat(lines.get(2)).startsWith("a-longer-name").contains("0.40 … 0.60");
    }

    @Test
    void tableTellsBaselinesAndPeersBelow() {
        assertThat(TableReport.of(RESULTS))
                .contains("short: baseline is a < loop")
                .contains("a-longer-name: 3.25 x the speed of the usual way");
    }

    @Test
    void chartIsWellFormedAndHasABarForEachBenchmark() throws Exception {
        Document chart =
                DocumentBuilderFactory.newInstance()
                        .newDocumentBuilder()
                        .parse(
                                new ByteArrayInputStream(
                                        SvgChart.of(RESULTS).getBytes(StandardCharsets.UTF_8)));

        // One rectangle is the ground.
        assertThat(chart.getElementsByTagName("rect").getLength()).isEqualTo(1 + RESULTS.size());
    }

    @Test
    void folderHoldsTablesChartsAndTheConditionsOfTheRun(@TempDir Path folder) throws Exception {
        Machine machine =
                new Machine(
                        "a processor",
                        2,
                        8,
                        "Linux",
                        "a JVM 17",
                        "2.3.0",
                        0.5,
                        List.of("jedis-8.0.2"));

        new ReportFolder(folder).write("tools/bench --all", machine, RESULTS);

        assertThat(folder)
                .isDirectoryContaining("glob:**/results.json")
                .isDirectoryContaining("glob:**/parallelism-1.svg");
        assertThat(folder.resolve("README.md"))
                .content()
                .contains("`tools/bench --all`", "seed 20260101")
                .contains("a processor, 2 cores, 8 GiB", "Flink 2.3.0", "jedis-8.0.2")
                .contains("![Ratios](parallelism-1.svg)")
                .contains("| `a-longer-name` | a &lt; loop | 1,000 | 3 |", "**0.50** (0.40 … 0.60)")
                .contains("| `a-longer-name` | the usual way | 10 | 3.25 |")
                .doesNotContain("more than 1.3 times");
    }

    @Test
    void pageWarnsOfABaselineThatIsTooSlow() {
        String page =
                MarkdownReport.of(
                        "tools/bench x",
                        1,
                        new Machine("p", 1, 1, "s", "j", "f", 0, List.of()),
                        Map.of(1, List.of(result("short", 1.25, List.of(), 300))));

        assertThat(page).contains("The raw loop of `short` needed more than 1.3 times");
    }

    @Test
    @Timeout(60)
    void profilesNameTheMethodOnTopOfMostStacks(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("busy.jfr");
        try (Recording recording = new Recording()) {
            recording.enable("jdk.ExecutionSample").withPeriod(Duration.ofMillis(1));
            recording.start();
            do {
                digestRows();
                recording.dump(file);
            } while (HotMethods.of(file, 1).isEmpty());
        }

        List<HotMethods.Share> shares = HotMethods.of(file, 3);

        assertThat(shares).hasSizeBetween(1, 3);
        assertThat(shares.get(0).share()).isBetween(0.0, 1.0);
        new ReportFolder(folder).writeProfiles(Map.of(RESULTS.get(1), shares));
        assertThat(folder.resolve("profiles.md"))
                .content()
                .contains("## `a-longer-name`, ratio 0.50", shares.get(0).method());
    }

    private static void digestRows() {
        NarrowRows rows = new NarrowRows(RowSlots.DEFAULT_SEED);
        assertThat(rows.expectedDigest(200_000).rows()).isEqualTo(200_000);
    }
}
