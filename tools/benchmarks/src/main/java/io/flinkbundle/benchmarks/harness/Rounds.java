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

import io.flinkbundle.benchmarks.measure.Measurement;

import org.apache.flink.annotation.Internal;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** The measurements of a benchmark, round by round, and the figures drawn from them. */
@Internal
final class Rounds {

    private final LineUp lineUp;
    private final Map<Contender, List<Measurement>> measurements = new LinkedHashMap<>();

    Rounds(LineUp lineUp) {
        this.lineUp = lineUp;
    }

    /** Adds the next round of {@code contender}; rounds of two contenders pair up in this order. */
    void add(Contender contender, Measurement measurement) {
        measurements.computeIfAbsent(contender, c -> new ArrayList<>()).add(measurement);
    }

    BenchmarkResult result(Benchmark benchmark, int parallelism) {
        Spread ratio = ratio(lineUp.connector(), lineUp.baseline());
        List<Measurement> connector = measurements.get(lineUp.connector());
        return new BenchmarkResult(
                benchmark.name(),
                connector.get(0).rows(),
                connector.size(),
                parallelism,
                benchmark.baseline(),
                median(lineUp.connector(), Measurement::rowsPerSecond),
                median(lineUp.baseline(), Measurement::rowsPerSecond),
                ratio.median(),
                ratio.min(),
                ratio.max(),
                ratio(lineUp.objectReuse(), lineUp.baseline()).median(),
                median(lineUp.connector(), Measurement::cpuNanosPerRow),
                median(lineUp.baseline(), Measurement::cpuNanosPerRow),
                benchmark.referenceCpuNanosPerRow(),
                median(lineUp.flinkOnly(), Measurement::rowsPerSecond),
                lineUp.peers().stream().map(this::peer).toList());
    }

    private PeerResult peer(Contender peer) {
        return new PeerResult(
                peer.name(),
                measurements.get(peer).get(0).rows(),
                median(peer, Measurement::rowsPerSecond),
                median(peer, Measurement::cpuNanosPerRow),
                ratio(lineUp.connector(), peer).median());
    }

    /** Of the rounds that both have run; what runs less often runs in the first rounds. */
    private Spread ratio(Contender contender, Contender reference) {
        List<Measurement> over = measurements.get(contender);
        List<Measurement> under = measurements.get(reference);
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < Math.min(over.size(), under.size()); round++) {
            ratios.add(over.get(round).rowsPerSecond() / under.get(round).rowsPerSecond());
        }
        return Spread.of(ratios);
    }

    private double median(Contender contender, ToDoubleFunction<Measurement> figure) {
        return Spread.of(measurements.get(contender).stream().map(figure::applyAsDouble).toList())
                .median();
    }
}
