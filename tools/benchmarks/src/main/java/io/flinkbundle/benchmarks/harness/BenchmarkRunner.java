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

import io.flinkbundle.benchmarks.measure.LostRowsException;
import io.flinkbundle.benchmarks.measure.Measurement;

import org.apache.flink.annotation.Internal;

import java.io.IOException;
import java.util.Locale;
import java.util.function.Consumer;

/**
 * Runs a benchmark: warm-up, then A B A B … of the raw loop and the connector in this process.
 *
 * <p><b>What the clock covers.</b> Start-up (cluster, job, connections, laying out the data) is not
 * in it, and neither is the check of the rows that follows every run.
 *
 * <ul>
 *   <li>A sink is clocked from its first row, when the generator makes it, to the end of the job:
 *       everything is committed and closed by then. The raw loop is clocked from its first row
 *       until its last reply is in or its file is committed and closed.
 *   <li>A source is clocked from the first row that a reader of it holds to the last one, on both
 *       sides.
 * </ul>
 *
 * <p>CPU time is that of this process, so a server in its own process is not in it. A garbage
 * collection before each run keeps one side from paying for the other's garbage.
 */
@Internal
public final class BenchmarkRunner {

    private final BenchmarkEnvironment environment;
    private final RunOptions options;
    private final Consumer<String> progress;

    public BenchmarkRunner(
            BenchmarkEnvironment environment, RunOptions options, Consumer<String> progress) {
        this.environment = environment;
        this.options = options;
        this.progress = progress;
    }

    /**
     * @throws LostRowsException if any run of any contender lost, repeated or altered a row
     */
    public BenchmarkResult run(Benchmark benchmark) throws Exception {
        TimeBudget budget = new TimeBudget(options.budget(), options.rounds(), System::nanoTime);
        progress.accept(benchmark.name() + ": warm-up");
        try (Benchmark.Session session = benchmark.open(environment)) {
            LineUp lineUp = LineUp.of(session, options.peers());
            long rows = WarmUp.run(session, lineUp, options.rows(), options.minRound());
            session.prepare(rows);
            progress.accept(
                    "%s: %,d rows, %d rounds".formatted(benchmark.name(), rows, options.rounds()));
            return measure(lineUp, rows, budget).result(benchmark, options.parallelism());
        }
    }

    private Rounds measure(LineUp lineUp, long rows, TimeBudget budget) throws Exception {
        Contender connector = recorded(lineUp.connector());
        Rounds rounds = new Rounds(lineUp);
        for (int round = 0; round < options.rounds(); round++) {
            long start = System.nanoTime();
            rounds.add(lineUp.baseline(), take(lineUp.baseline(), rows));
            rounds.add(lineUp.connector(), take(connector, rows));
            long pairDone = System.nanoTime();
            budget.pairTook(pairDone - start);
            if (budget.affordsContext(round)) {
                for (Contender contender : lineUp.context()) {
                    rounds.add(contender, take(contender, rows));
                }
                budget.contextTook(System.nanoTime() - pairDone);
            }
        }
        return rounds;
    }

    private Contender recorded(Contender connector) throws IOException {
        if (options.recording().isEmpty()) {
            return connector;
        }
        FlightRecorder recorder = new FlightRecorder(options.recording().get());
        return TimedContender.of(connector.name(), rows -> recorder.record(connector, rows));
    }

    private Measurement take(Contender contender, long rows) throws Exception {
        System.gc();
        Measurement measurement = contender.runAtMost(rows);
        progress.accept(
                String.format(
                        Locale.ROOT,
                        "  %-34s %,12.0f rows/s  %,8.0f ns CPU/row  %6.2f s",
                        contender.name(),
                        measurement.rowsPerSecond(),
                        measurement.cpuNanosPerRow(),
                        measurement.nanos() / 1e9));
        return measurement;
    }
}
