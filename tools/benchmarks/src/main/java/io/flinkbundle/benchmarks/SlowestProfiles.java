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

import io.flinkbundle.benchmarks.harness.BenchmarkResult;
import io.flinkbundle.benchmarks.harness.RunOptions;
import io.flinkbundle.benchmarks.report.HotMethods;

import org.apache.flink.annotation.Internal;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** Runs the benchmarks with the slowest ratios once more, under the flight recorder. */
@Internal
record SlowestProfiles(BenchRun runner, RunOptions options) {

    private static final int BENCHMARKS = 5;
    private static final int METHODS = 12;

    /** The hot methods at parallelism 1, the slowest ratio first. */
    Map<BenchmarkResult, List<HotMethods.Share>> of(List<BenchmarkResult> results)
            throws Exception {
        List<BenchmarkResult> slowest =
                results.stream()
                        .filter(result -> result.parallelism() == 1)
                        .sorted(Comparator.comparingDouble(BenchmarkResult::ratio))
                        .limit(BENCHMARKS)
                        .toList();
        Map<BenchmarkResult, List<HotMethods.Share>> profiles = new LinkedHashMap<>();
        for (BenchmarkResult result : slowest) {
            profiles.put(result, profile(result));
        }
        return profiles;
    }

    private List<HotMethods.Share> profile(BenchmarkResult result) throws Exception {
        Path recording = Files.createTempFile("flink-bench-", ".jfr");
        try {
            RunOptions once =
                    new RunOptions(
                            OptionalLong.of(result.rows()),
                            1,
                            1,
                            options.minRound(),
                            Duration.ZERO,
                            false,
                            Optional.of(recording));
            runner.run(List.of(BenchmarkSuite.find(result.name()).orElseThrow()), once);
            return HotMethods.of(recording, METHODS);
        } finally {
            Files.deleteIfExists(recording);
        }
    }
}
