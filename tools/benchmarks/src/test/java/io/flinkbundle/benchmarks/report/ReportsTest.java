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

import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;
import org.w3c.dom.Document;

import javax.xml.parsers.DocumentBuilderFactory;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;

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
        return new BenchmarkResult(
                name,
                1_000,
                3,
                "a < loop",
                2e6,
                1e6,
                ratio,
                ratio - 0.1,
                ratio + 0.1,
                ratio,
                500,
                400,
                410,
                7e6,
                peers);
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
}
