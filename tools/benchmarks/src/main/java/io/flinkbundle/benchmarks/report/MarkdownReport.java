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

import org.apache.flink.annotation.Internal;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The results as pages of Markdown that say how they came about. */
@Internal
final class MarkdownReport {

    private static final String NEWLINE = "\n";

    private MarkdownReport() {}

    /**
     * @param command what repeats the run
     * @param seed of the rows
     * @param byParallelism the results of each parallelism, in the order of their tables
     */
    static String of(
            String command,
            long seed,
            Machine machine,
            Map<Integer, List<BenchmarkResult>> byParallelism) {
        StringBuilder page = new StringBuilder();
        line(page, "# Benchmarks");
        line(page, "");
        line(page, "Written by `%s`. Rows have the seed %d.", command, seed);
        line(page, "");
        line(page, "%s", machine.describe());
        line(page, "");
        line(
                page,
                "*Ratio* is rows a second of the connector's job by those of the raw loop, the median"
                        + " of pairs that took turns in one process, with the lowest and the highest"
                        + " pair. The raw loop is one thread. Every row was checked after each run.");
        byParallelism.forEach((parallelism, results) -> section(page, parallelism, results));
        return page.toString();
    }

    private static void section(
            StringBuilder page, int parallelism, List<BenchmarkResult> results) {
        line(page, "");
        line(page, "## Parallelism %d", parallelism);
        line(page, "");
        line(page, "![Ratios](%s)", ReportFolder.chart(parallelism));
        line(page, "");
        line(
                page,
                "| Benchmark | Raw loop | Rows | Rounds | Connector, rows/s | Raw loop, rows/s | Ratio"
                        + " | Object reuse on | CPU ns/row, connector and raw loop |");
        line(page, "| --- | --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        results.forEach(result -> row(page, result));
        List<BenchmarkResult> doubtful =
                results.stream().filter(BenchmarkResult::isBaselineTooSlow).toList();
        if (!doubtful.isEmpty()) {
            line(page, "");
            line(
                    page,
                    "The raw loop of %s needed more than 1.3 times the CPU of its reference: the"
                            + " machine was busy or differs from that of the reference, and the ratio"
                            + " may be flattered.",
                    names(doubtful));
        }
        peers(page, results);
    }

    private static String names(List<BenchmarkResult> results) {
        return String.join(", ", results.stream().map(r -> "`" + r.name() + "`").toList());
    }

    private static void row(StringBuilder page, BenchmarkResult result) {
        line(
                page,
                "| `%s` | %s | %,d | %d | %,.0f | %,.0f | **%.2f** (%.2f … %.2f) | %.2f | %,.0f / %,.0f |",
                result.name(),
                cell(result.baseline()),
                result.rows(),
                result.rounds(),
                result.connectorRowsPerSecond(),
                result.baselineRowsPerSecond(),
                result.ratio(),
                result.ratioMin(),
                result.ratioMax(),
                result.ratioObjectReuse(),
                result.connectorCpuNanosPerRow(),
                result.baselineCpuNanosPerRow());
    }

    private static void peers(StringBuilder page, List<BenchmarkResult> results) {
        if (results.stream().allMatch(result -> result.peers().isEmpty())) {
            return;
        }
        line(page, "");
        line(
                page,
                "| Benchmark | What one would otherwise take | Its rows/s | Connector, times as fast |");
        line(page, "| --- | --- | ---: | ---: |");
        for (BenchmarkResult result : results) {
            for (PeerResult peer : result.peers()) {
                line(
                        page,
                        "| `%s` | %s | %,.0f | %.2f |",
                        result.name(),
                        cell(peer.name()),
                        peer.rowsPerSecond(),
                        peer.ratio());
            }
        }
    }

    /** The hot methods of some benchmarks. */
    static String profiles(Map<BenchmarkResult, List<HotMethods.Share>> profiles) {
        StringBuilder page = new StringBuilder();
        line(page, "# Profiles of the slowest ratios");
        line(page, "");
        line(
                page,
                "Of one round of the connector's job each, by the JDK's flight recorder: the methods"
                        + " on top of most stacks of Java code. Reading from sockets, native code and"
                        + " waiting are not in it.");
        profiles.forEach(
                (result, shares) -> {
                    line(page, "");
                    line(page, "## `%s`, ratio %.2f", result.name(), result.ratio());
                    line(page, "");
                    line(page, "| Method | Part of the samples |");
                    line(page, "| --- | ---: |");
                    shares.forEach(
                            share ->
                                    line(
                                            page,
                                            "| `%s` | %.1f %% |",
                                            share.method(),
                                            100 * share.share()));
                });
        return page.toString();
    }

    private static String cell(String text) {
        return text.replace("|", "\\|").replace("<", "&lt;");
    }

    private static void line(StringBuilder page, String format, Object... values) {
        page.append(String.format(Locale.ROOT, format, values)).append(NEWLINE);
    }
}
