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

package io.flinkbundle.chaos;

import io.flinkbundle.chaos.process.Layout;
import io.flinkbundle.chaos.process.SmallDisk;
import io.flinkbundle.chaos.scenario.Scenario;
import io.flinkbundle.chaos.soak.SoakReport;
import io.flinkbundle.chaos.soak.SoakRun;

import org.apache.flink.annotation.Internal;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The command line of the chaos tests. */
@Internal
@Command(
        name = "chaos",
        mixinStandardHelpOptions = true,
        description =
                "Kills and pauses a Flink cluster and its servers at random, and counts every row.",
        subcommandsRepeatable = false)
public final class Chaos {

    private static final int KEPT = 0;
    private static final int BROKEN = 1;

    private final Path module;

    @Spec private CommandSpec spec;

    private Chaos(Path module) {
        this.module = module;
    }

    /** The first argument is the folder of this module; the launcher gives it. */
    public static void main(String[] arguments) {
        CommandLine commandLine = new CommandLine(new Chaos(Path.of(arguments[0])));
        commandLine.setExecutionExceptionHandler(
                (failure, command, parsed) -> {
                    if (!(failure instanceof ChaosException)) {
                        throw failure;
                    }
                    command.getErr().println("chaos: " + failure.getMessage());
                    return BROKEN;
                });
        List<String> rest = List.of(arguments).subList(1, arguments.length);
        System.exit(commandLine.execute(rest.toArray(String[]::new)));
    }

    @Command(description = "Names the connectors and guarantees, and the faults.")
    int list() {
        Stream.of(Scenario.values()).map(Scenario::label).forEach(out()::println);
        out().println("Faults: " + Fault.labels());
        return KEPT;
    }

    @Command(description = "Runs jobs through faults; exit code 1 if a promise was broken.")
    int run(
            @Option(
                            names = "--connector",
                            paramLabel = "X",
                            description = "One of 'chaos list', repeatable (default: all).")
                    List<String> connectors,
            @Option(
                            names = "--rounds",
                            paramLabel = "N",
                            defaultValue = "20",
                            description = "Faults for each (default: ${DEFAULT-VALUE}).")
                    int rounds,
            @Option(
                            names = "--seed",
                            paramLabel = "S",
                            defaultValue = "1",
                            description =
                                    "The same seed draws the same faults (default:"
                                            + " ${DEFAULT-VALUE}).")
                    long seed,
            @Option(
                            names = "--rate",
                            paramLabel = "ROWS",
                            defaultValue = "1000",
                            description = "Rows a second (default: ${DEFAULT-VALUE}).")
                    int rate,
            @Option(
                            names = "--faults",
                            paramLabel = "FAULT",
                            split = ",",
                            description =
                                    "What may happen, separated by commas; see 'chaos list' (default:"
                                            + " all but older-savepoint).")
                    List<String> faults)
            throws InterruptedException {
        List<Fault> drawn = faults(faults);
        List<ChaosResult> results = new ArrayList<>();
        for (Scenario scenario : scenarios(connectors)) {
            Path work = module.resolve("target/chaos").resolve(scenario.folder());
            delete(work);
            out().printf("%s, seed %d (logs in %s)%n", scenario.label(), seed, work);
            results.add(
                    ChaosRun.run(
                            scenario,
                            new Layout(module, work),
                            new Schedule(drawn, rounds, seed),
                            rate,
                            this::say));
        }
        out().println();
        out().print(ChaosResult.table(results));
        out().flush();
        return results.stream().allMatch(ChaosResult::isKept) ? KEPT : BROKEN;
    }

    @Command(
            description =
                    "Runs one job for a long time without a fault, and draws what its processes"
                            + " hold.")
    int soak(
            @Option(
                            names = "--connector",
                            paramLabel = "X",
                            defaultValue = "duckdb/exactly-once",
                            description = "One of 'chaos list' (default: ${DEFAULT-VALUE}).")
                    String connector,
            @Option(
                            names = "--minutes",
                            paramLabel = "N",
                            defaultValue = "60",
                            description = "How long (default: ${DEFAULT-VALUE}).")
                    int minutes,
            @Option(
                            names = "--rate",
                            paramLabel = "ROWS",
                            defaultValue = "10000",
                            description = "Rows a second (default: ${DEFAULT-VALUE}).")
                    int rate,
            @Option(
                            names = "--report",
                            paramLabel = "DIR",
                            description = "Where the chart, the table and the samples go.")
                    Optional<Path> report)
            throws InterruptedException {
        Scenario scenario = scenarios(List.of(connector)).get(0);
        Path work = module.resolve("target/chaos").resolve("soak-" + scenario.folder());
        delete(work);
        out().printf("%s, %,d rows a second (logs in %s)%n", scenario.label(), rate, work);
        SoakReport samples =
                SoakRun.run(
                        scenario,
                        new Layout(module, work),
                        rate,
                        Duration.ofMinutes(minutes),
                        this::say);
        out().print(samples.table());
        report.ifPresent(folder -> samples.write(folder, "soak-" + scenario.folder()));
        out().flush();
        return KEPT;
    }

    private void say(String line) {
        out().println(line);
        out().flush();
    }

    private List<Fault> faults(List<String> labels) {
        if (labels == null) {
            return Stream.of(Fault.values()).filter(fault -> !fault.repeatsRows()).toList();
        }
        return labels.stream()
                .map(label -> Fault.of(label).orElseThrow(() -> unknown(label, Fault.labels())))
                .toList();
    }

    private List<Scenario> scenarios(List<String> labels) {
        if (labels == null) {
            return List.of(Scenario.values());
        }
        return labels.stream()
                .map(
                        label ->
                                Scenario.of(label)
                                        .orElseThrow(() -> unknown(label, Scenario.labels())))
                .toList();
    }

    private ParameterException unknown(String label, String known) {
        return new ParameterException(
                spec.commandLine(), "There is no '%s'; there are: %s".formatted(label, known));
    }

    private static void delete(Path folder) throws InterruptedException {
        if (!Files.exists(folder)) {
            return;
        }
        try {
            SmallDisk.unmountAllIn(folder);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private PrintWriter out() {
        return spec.commandLine().getOut();
    }
}
