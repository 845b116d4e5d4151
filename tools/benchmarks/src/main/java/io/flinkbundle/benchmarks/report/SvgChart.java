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

import org.apache.flink.annotation.Internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/**
 * The ratios as a bar chart: one bar a benchmark, a whisker from the worst to the best pair, and a
 * line where the raw loop is.
 */
@Internal
public final class SvgChart {

    private static final int LABEL_WIDTH = 230;
    private static final int PLOT_WIDTH = 480;
    private static final int VALUE_WIDTH = 350;
    private static final int ROW_HEIGHT = 34;
    private static final int TOP = 50;
    private static final int BOTTOM = 30;
    private static final double SMALLEST_AXIS = 1.25;

    private SvgChart() {}

    public static void write(List<BenchmarkResult> results, Path file) throws IOException {
        Files.writeString(file, of(results));
    }

    public static String of(List<BenchmarkResult> results) {
        double axis =
                results.stream()
                        .mapToDouble(r -> 1.05 * Math.max(r.ratioMax(), r.ratioObjectReuse()))
                        .reduce(SMALLEST_AXIS, Math::max);
        int height = TOP + results.size() * ROW_HEIGHT + BOTTOM;
        StringBuilder svg = new StringBuilder();
        line(
                svg,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\""
                        + " font-family=\"sans-serif\" font-size=\"13\" role=\"img\">",
                LABEL_WIDTH + PLOT_WIDTH + VALUE_WIDTH,
                height);
        line(svg, "<title>Speed of the connectors, raw client loop = 1</title>");
        line(svg, "<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>");
        line(
                svg,
                "<text x=\"12\" y=\"24\" font-size=\"15\">Rows per second, raw client loop in the"
                        + " same run = 1</text>");
        for (int i = 0; i < results.size(); i++) {
            bar(svg, results.get(i), TOP + i * ROW_HEIGHT, axis);
        }
        double one = x(1, axis);
        line(
                svg,
                "<line x1=\"%1$.1f\" y1=\"%2$d\" x2=\"%1$.1f\" y2=\"%3$d\" stroke=\"#444444\""
                        + " stroke-dasharray=\"4 3\"/>",
                one,
                TOP - 6,
                height - BOTTOM + 4);
        line(
                svg,
                "<text x=\"%.1f\" y=\"%d\" text-anchor=\"middle\" fill=\"#444444\">1</text>",
                one,
                height - BOTTOM + 20);
        line(svg, "</svg>");
        return svg.toString();
    }

    private static void bar(StringBuilder svg, BenchmarkResult result, int top, double axis) {
        int middle = top + ROW_HEIGHT / 2;
        line(
                svg,
                "<text x=\"%d\" y=\"%d\" text-anchor=\"end\">%s</text>",
                LABEL_WIDTH - 10,
                middle + 4,
                escaped(result.name()));
        line(
                svg,
                "<rect x=\"%d\" y=\"%d\" width=\"%.1f\" height=\"%d\" fill=\"#3b7dd8\"/>",
                LABEL_WIDTH,
                top + 6,
                x(result.ratio(), axis) - LABEL_WIDTH,
                ROW_HEIGHT - 12);
        line(
                svg,
                "<line x1=\"%.1f\" y1=\"%3$d\" x2=\"%.1f\" y2=\"%3$d\" stroke=\"#12305c\""
                        + " stroke-width=\"2\"/>",
                x(result.ratioMin(), axis),
                x(result.ratioMax(), axis),
                middle);
        line(
                svg,
                "<text x=\"%d\" y=\"%d\">%.2f, with object reuse %.2f; %,.0f rows/s</text>",
                LABEL_WIDTH + PLOT_WIDTH + 10,
                middle + 4,
                result.ratio(),
                result.ratioObjectReuse(),
                result.connectorRowsPerSecond());
    }

    private static double x(double ratio, double axis) {
        return LABEL_WIDTH + PLOT_WIDTH * ratio / axis;
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }

    private static void line(StringBuilder svg, String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
