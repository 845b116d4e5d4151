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

package io.flinkbundle.chaos.soak;

import org.apache.flink.annotation.Internal;

import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Panels below each other, one for each measure, with a line for each process. */
@Internal
final class SoakChart {

    private static final int WIDTH = 900;
    private static final int LEFT = 70;
    private static final int RIGHT = 20;
    private static final int TOP = 40;
    private static final int PANEL = 130;
    private static final int PLOT = 80;
    private static final int TITLE = 22;
    private static final List<String> COLORS = List.of("#3b7dd8", "#c2571a", "#3a8f4d");

    private final StringBuilder svg = new StringBuilder();

    private SoakChart() {}

    static String of(String title, Map<String, List<Series>> panels) {
        SoakChart chart = new SoakChart();
        int height = TOP + panels.size() * PANEL;
        chart.line(
                "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"%d\" height=\"%d\""
                        + " font-family=\"sans-serif\" font-size=\"12\" role=\"img\">",
                WIDTH, height);
        chart.line("<title>%s</title>", title);
        chart.line("<rect width=\"100%%\" height=\"100%%\" fill=\"#ffffff\"/>");
        chart.line("<text x=\"12\" y=\"22\" font-size=\"15\">%s</text>", title);
        int top = TOP;
        for (Map.Entry<String, List<Series>> panel : panels.entrySet()) {
            chart.panel(panel.getKey(), panel.getValue(), top);
            top += PANEL;
        }
        chart.line("</svg>");
        return chart.svg.toString();
    }

    private void panel(String title, List<Series> lane, int top) {
        double highest =
                lane.stream()
                        .flatMap(series -> series.minutes().stream())
                        .mapToDouble(Double::doubleValue)
                        .max()
                        .orElse(0);
        double axis = Math.max(1, highest * 1.1);
        line("<text x=\"%d\" y=\"%d\">%s</text>", LEFT, top + 14, title);
        line(
                "<rect x=\"%d\" y=\"%d\" width=\"%d\" height=\"%d\" fill=\"none\""
                        + " stroke=\"#cccccc\"/>",
                LEFT, top + TITLE, WIDTH - LEFT - RIGHT, PLOT);
        label(axis, top + TITLE + 10);
        label(0, top + TITLE + PLOT);
        for (int i = 0; i < lane.size(); i++) {
            curve(lane.get(i), COLORS.get(i % COLORS.size()), axis, top + TITLE, i);
        }
    }

    private void label(double value, int y) {
        line(
                "<text x=\"%d\" y=\"%d\" text-anchor=\"end\" fill=\"#444444\">%,.0f</text>",
                LEFT - 6, y, value);
    }

    private void curve(Series series, String color, double axis, int top, int index) {
        List<Double> minutes = series.minutes();
        StringBuilder points = new StringBuilder();
        for (int i = 0; i < minutes.size(); i++) {
            double x =
                    LEFT + (WIDTH - LEFT - RIGHT) * (i / (double) Math.max(1, minutes.size() - 1));
            points.append(
                    String.format(
                            Locale.ROOT,
                            "%.1f,%.1f ",
                            x,
                            top + PLOT * (1 - minutes.get(i) / axis)));
        }
        line(
                "<polyline points=\"%s\" fill=\"none\" stroke=\"%s\" stroke-width=\"1.5\"/>",
                points.toString().trim(), color);
        line(
                "<text x=\"%d\" y=\"%d\" fill=\"%s\" text-anchor=\"end\">%s</text>",
                WIDTH - RIGHT - 110 * index, top - 8, color, series.name());
    }

    private void line(String format, Object... values) {
        svg.append(String.format(Locale.ROOT, format, values)).append('\n');
    }
}
