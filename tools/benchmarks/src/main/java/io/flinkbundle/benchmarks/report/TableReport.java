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

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The results as one aligned table, and a line for each peer and each baseline below it. */
@Internal
public final class TableReport {

    private static final List<String> HEADER =
            List.of(
                    "benchmark",
                    "rows",
                    "rounds",
                    "connector rows/s",
                    "baseline rows/s",
                    "ratio",
                    "min … max",
                    "obj. reuse",
                    "connector CPU/row",
                    "baseline CPU/row",
                    "reference",
                    "Flink alone rows/s");

    private TableReport() {}

    public static String of(List<BenchmarkResult> results) {
        List<List<String>> lines = new ArrayList<>();
        lines.add(HEADER);
        results.forEach(result -> lines.add(line(result)));
        StringBuilder report = new StringBuilder(aligned(lines));
        report.append(System.lineSeparator());
        for (BenchmarkResult result : results) {
            append(report, "%s: baseline is %s", result.name(), result.baseline());
            for (PeerResult peer : result.peers()) {
                append(
                        report,
                        "%s: %.2f x the speed of %s (%,.0f rows/s, %,.0f ns CPU/row)",
                        result.name(),
                        peer.ratio(),
                        peer.name(),
                        peer.rowsPerSecond(),
                        peer.cpuNanosPerRow());
            }
        }
        return report.toString();
    }

    private static List<String> line(BenchmarkResult result) {
        return List.of(
                result.name(),
                count(result.rows()),
                count(result.rounds()),
                count(result.connectorRowsPerSecond()),
                count(result.baselineRowsPerSecond()),
                ratio(result.ratio()),
                ratio(result.ratioMin()) + " … " + ratio(result.ratioMax()),
                ratio(result.ratioObjectReuse()),
                count(result.connectorCpuNanosPerRow()) + " ns",
                count(result.baselineCpuNanosPerRow()) + " ns",
                count(result.referenceCpuNanosPerRow()) + " ns",
                count(result.flinkOnlyRowsPerSecond()));
    }

    private static String count(double value) {
        return String.format(Locale.ROOT, "%,.0f", value);
    }

    private static String ratio(double value) {
        return String.format(Locale.ROOT, "%.2f", value);
    }

    private static void append(StringBuilder report, String format, Object... values) {
        report.append(String.format(Locale.ROOT, format, values)).append(System.lineSeparator());
    }

    /** Names to the left, figures to the right. */
    private static String aligned(List<List<String>> lines) {
        int columns = lines.get(0).size();
        int[] widths = new int[columns];
        for (List<String> line : lines) {
            for (int column = 0; column < columns; column++) {
                widths[column] = Math.max(widths[column], line.get(column).length());
            }
        }
        StringBuilder table = new StringBuilder();
        for (List<String> line : lines) {
            for (int column = 0; column < columns; column++) {
                String padding = " ".repeat(widths[column] - line.get(column).length());
                String cell = line.get(column);
                table.append(column == 0 ? cell + padding : "  " + padding + cell);
            }
            table.append(System.lineSeparator());
        }
        return table.toString();
    }
}
