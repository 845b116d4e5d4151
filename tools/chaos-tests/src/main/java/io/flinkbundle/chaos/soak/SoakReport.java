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

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The samples of a soak run as a chart, a table and a file of comma-separated values. */
@Internal
public final class SoakReport {

    private static final String LAG = "Rows not read yet, lowest of a minute";

    private final String title;
    private final List<Sample> samples;

    SoakReport(String title, List<Sample> samples) {
        this.title = title;
        this.samples = List.copyOf(samples);
    }

    /** Writes {@code NAME.svg}, {@code NAME.csv} and {@code NAME.md}. */
    public void write(Path folder, String name) {
        try {
            Files.createDirectories(folder);
            Files.writeString(folder.resolve(name + ".svg"), SoakChart.of(title, panels()));
            Files.writeString(folder.resolve(name + ".csv"), csv());
            Files.writeString(folder.resolve(name + ".md"), page(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The table of the page. */
    public String table() {
        List<String> lines = new ArrayList<>();
        lines.add("| Measure | Process | Early | Late |");
        lines.add("| --- | --- | ---: | ---: |");
        panels().forEach((panel, lane) -> lane.forEach(series -> lines.add(series.row(panel))));
        return String.join("\n", lines) + "\n";
    }

    private Map<String, List<Series>> panels() {
        Map<String, List<Series>> panels = new LinkedHashMap<>();
        panels.put(LAG, List.of(Series.of("source", samples, Sample::lag)));
        for (Measure measure : Measure.values()) {
            panels.put(
                    measure.title(),
                    samples.get(0).processes().keySet().stream()
                            .map(process -> series(measure, process))
                            .toList());
        }
        return panels;
    }

    private Series series(Measure measure, String process) {
        return Series.of(process, samples, sample -> measure.of(sample.processes().get(process)));
    }

    private String page(String name) {
        return """
               # %s

               ![Lag, memory, threads and files](%s.svg)

               *Early* is the mean of the first third behind five minutes of warm-up, *late* the mean of the last
               third; of each minute the lowest sample counts. All samples stand in [%s.csv](%s.csv).

               %s"""
                .formatted(title, name, name, name, table());
    }

    private String csv() {
        StringBuilder csv =
                new StringBuilder(
                        "seconds,sent,lag,process,heap_bytes,direct_bytes,metaspace_bytes,threads,files\n");
        for (Sample sample : samples) {
            sample.processes()
                    .forEach(
                            (process, usage) ->
                                    csv.append(
                                            String.format(
                                                    Locale.ROOT,
                                                    "%d,%d,%d,%s,%d,%d,%d,%d,%d%n",
                                                    sample.seconds(),
                                                    sample.sent(),
                                                    sample.lag(),
                                                    process,
                                                    usage.heap(),
                                                    usage.direct(),
                                                    usage.metaspace(),
                                                    usage.threads(),
                                                    usage.files())));
        }
        return csv.toString();
    }
}
