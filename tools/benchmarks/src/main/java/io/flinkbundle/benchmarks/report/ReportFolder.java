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
import io.flinkbundle.benchmarks.rows.RowSlots;

import org.apache.flink.annotation.Internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** A folder with a report for people (Markdown and charts) and for programs (JSON). */
@Internal
public final class ReportFolder {

    private final Path folder;

    /** Creates the folder where it does not exist. */
    public ReportFolder(Path folder) throws IOException {
        this.folder = Files.createDirectories(folder);
    }

    static String chart(int parallelism) {
        return "parallelism-" + parallelism + ".svg";
    }

    /**
     * Writes the tables, a chart for each parallelism and the JSON.
     *
     * @param command what repeats the run
     */
    public void write(String command, Machine machine, List<BenchmarkResult> results)
            throws IOException {
        Map<Integer, List<BenchmarkResult>> byParallelism =
                results.stream()
                        .collect(
                                Collectors.groupingBy(
                                        BenchmarkResult::parallelism,
                                        TreeMap::new,
                                        Collectors.toList()));
        for (Map.Entry<Integer, List<BenchmarkResult>> part : byParallelism.entrySet()) {
            SvgChart.write(part.getValue(), folder.resolve(chart(part.getKey())));
        }
        JsonReport.write(results, folder.resolve("results.json"));
        Files.writeString(
                folder.resolve("README.md"),
                MarkdownReport.of(command, RowSlots.DEFAULT_SEED, machine, byParallelism));
    }

    /** Writes the hot methods of benchmarks, in the order of the map. */
    public void writeProfiles(Map<BenchmarkResult, List<HotMethods.Share>> profiles)
            throws IOException {
        Files.writeString(folder.resolve("profiles.md"), MarkdownReport.profiles(profiles));
    }
}
