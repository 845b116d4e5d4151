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

package io.flinkbundle.benchmarks.harness;

import org.apache.flink.annotation.Internal;

import java.util.List;

/**
 * The outcome of a benchmark; the component names are those of the JSON report.
 *
 * @param name the benchmark
 * @param rows rows a round
 * @param rounds interleaved pairs that were measured
 * @param parallelism of the connector's job; the raw loop is one thread
 * @param baseline what the raw loop does
 * @param connectorRowsPerSecond median rate of the connector with Flink's default object reuse
 *     (off)
 * @param baselineRowsPerSecond median rate of the raw loop
 * @param ratio connector rate divided by baseline rate, median of the pairs
 * @param ratioMin the worst pair
 * @param ratioMax the best pair
 * @param ratioObjectReuse the same ratio with object reuse on
 * @param connectorCpuNanosPerRow median CPU time a row, object reuse off
 * @param baselineCpuNanosPerRow median CPU time a row of the raw loop
 * @param referenceCpuNanosPerRow what the raw loop needed when it was studied on its own
 * @param flinkOnlyRowsPerSecond the same job with a trivial source or sink in the connector's place
 * @param peers other ways to do the same
 */
@Internal
public record BenchmarkResult(
        String name,
        long rows,
        int rounds,
        int parallelism,
        String baseline,
        double connectorRowsPerSecond,
        double baselineRowsPerSecond,
        double ratio,
        double ratioMin,
        double ratioMax,
        double ratioObjectReuse,
        double connectorCpuNanosPerRow,
        double baselineCpuNanosPerRow,
        double referenceCpuNanosPerRow,
        double flinkOnlyRowsPerSecond,
        List<PeerResult> peers) {

    /**
     * How much more than its reference a raw loop may need before its ratio is not to be trusted.
     */
    private static final double MAX_BASELINE_COST = 1.3;

    public BenchmarkResult {
        peers = List.copyOf(peers);
    }

    /**
     * Whether the raw loop needed much more CPU time than when it was studied on its own: the
     * machine is busy, or the loop has become slow, and either flatters the ratio.
     */
    public boolean isBaselineTooSlow() {
        return baselineCpuNanosPerRow > MAX_BASELINE_COST * referenceCpuNanosPerRow;
    }
}
