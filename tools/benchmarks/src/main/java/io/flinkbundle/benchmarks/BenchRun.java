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
import io.flinkbundle.benchmarks.harness.RunOptions;

import org.apache.flink.annotation.Internal;
import org.apache.flink.util.FileUtils;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Runs benchmarks one after the other, on a cluster and with a folder for their files.
 *
 * @param workDirectory where the folder is made; empty: among the temporary files
 * @param progress one line for each step
 */
@Internal
record BenchRun(
        Duration checkpointInterval,
        Fault fault,
        Optional<Path> workDirectory,
        Consumer<String> progress) {

    List<BenchmarkResult> run(Collection<Benchmark> benchmarks, RunOptions options)
            throws Exception {
        Path files = createWorkDirectory();
        // Database files may be large: they go even if somebody interrupts the run.
        Thread removeFiles = new Thread(() -> FileUtils.deleteDirectoryQuietly(files.toFile()));
        Runtime.getRuntime().addShutdownHook(removeFiles);
        List<BenchmarkResult> results = new ArrayList<>();
        try (FlinkCluster cluster = FlinkCluster.start(options.parallelism())) {
            BenchmarkRunner runner =
                    new BenchmarkRunner(
                            new BenchmarkEnvironment(cluster, files, checkpointInterval, fault),
                            options,
                            progress);
            for (Benchmark benchmark : benchmarks) {
                if (options.parallelism() == 1 || benchmark.scales()) {
                    results.add(runner.run(benchmark));
                }
            }
        } finally {
            Runtime.getRuntime().removeShutdownHook(removeFiles);
            FileUtils.deleteDirectory(files.toFile());
        }
        return results;
    }

    private Path createWorkDirectory() throws IOException {
        if (workDirectory.isEmpty()) {
            return Files.createTempDirectory("flink-bench-");
        }
        Files.createDirectories(workDirectory.get());
        return Files.createTempDirectory(workDirectory.get(), "flink-bench-");
    }
}
