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
import io.flinkbundle.benchmarks.harness.BenchmarkResult;
import io.flinkbundle.benchmarks.harness.RunOptions;
import io.flinkbundle.benchmarks.measure.LostRowsException;
import io.flinkbundle.benchmarks.report.JsonReport;
import io.flinkbundle.benchmarks.report.Machine;
import io.flinkbundle.benchmarks.report.ReportFolder;
import io.flinkbundle.benchmarks.report.SvgChart;
import io.flinkbundle.benchmarks.report.TableReport;

import org.apache.flink.annotation.Internal;

import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;

/**
 * The command line of the benchmarks.
 *
 * <p>Exit codes: 0 all rows arrived, 1 a benchmark could not be run, 2 the command line is wrong, 3
 * a run lost, repeated or altered a row.
 */
@Internal
@Command(
        name = "bench",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        usageHelpWidth = 100,
        description = "Measures connectors against the fastest raw client loop, in the same run.",
        footerHeading = "%nWhat is measured%n",
        footer = {
            "  The raw loop and the connector's job take turns (A B A B ...) in this process, with",
            "  the same rows of five columns, after a warm-up of both. The ratio is the median of",
            "  the pairs. The raw loop is one thread, whatever the parallelism of the job.",
            "  Sinks: from the first row made until the job has ended (raw loop: until it has closed",
            "  its file or has all replies), so the commit is inside. Sources: from the first row in",
            "  hand to the last. Start-up and the check of the rows are outside.",
            "  CPU is that of this process: a server in its own process does not count.",
            "  'ratio' is with Flink's default, object reuse off. 'reference' is the CPU that the raw",
            "  loop needed when it was studied on its own: a baseline above 1.3 times that is slow.",
            "  Every row is checked after each run; a lost row fails the benchmark with exit code 3.",
            "%nOthers use this machine's cores? Then the figures are noise; the check is not."
        })
public final class Bench implements Callable<Integer> {

    static final int ROWS_LOST = 3;

    @Spec private CommandSpec spec;

    @Parameters(
            paramLabel = "NAME",
            arity = "0..*",
            description = "Benchmarks to run, or 'all'; see --list.")
    private List<String> names = List.of();

    @Option(names = "--list", description = "List the benchmarks and exit.")
    private boolean list;

    @Option(names = "--all", description = "Run all benchmarks; the same as the name 'all'.")
    private boolean all;

    @Option(
            names = "--rows",
            paramLabel = "N",
            description =
                    "Rows a round (default: as many as the faster side moves in --min-round).")
    private Optional<Long> rows = Optional.empty();

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "Interleaved pairs (default: ${DEFAULT-VALUE}).")
    private int rounds = RunOptions.DEFAULT_ROUNDS;

    @Option(
            names = "--min-round",
            paramLabel = "SECONDS",
            description = "Shortest round when rows are not given (default: ${DEFAULT-VALUE}).")
    private long minRoundSeconds = RunOptions.DEFAULT_MIN_ROUND.toSeconds();

    @Option(
            names = "--checkpoint-interval",
            paramLabel = "MILLIS",
            description = "Of jobs that have checkpoints (default: ${DEFAULT-VALUE}).")
    private long checkpointMillis = 2_000;

    @Option(
            names = "--parallelism",
            paramLabel = "N",
            split = ",",
            description =
                    "Of the jobs, one or several (default: 1; 1,2 with --report). What has one"
                            + " stream or one order runs with 1 only.")
    private List<Integer> parallelisms = List.of();

    @Option(names = "--peer", description = "Also run what a user would otherwise pick.")
    private boolean peer;

    @Option(names = "--json", paramLabel = "FILE", description = "Write the results as JSON.")
    private Optional<Path> json = Optional.empty();

    @Option(
            names = "--svg",
            paramLabel = "FILE",
            description = "Write a bar chart (default: beside the JSON, if that is written).")
    private Optional<Path> svg = Optional.empty();

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description =
                    "Write README.md with tables, charts, the machine and the versions, and"
                            + " profiles.md with the hot methods of the five slowest ratios.")
    private Optional<Path> report = Optional.empty();

    @Option(
            names = "--jfr",
            paramLabel = "FILE",
            description = "Record the connector's rounds with Java Flight Recorder; one NAME only.")
    private Optional<Path> recording = Optional.empty();

    @Option(
            names = "--work-directory",
            paramLabel = "DIR",
            description = "Where database files go (default: a temporary directory).")
    private Optional<Path> workDirectory = Optional.empty();

    @Option(
            names = "--inject",
            paramLabel = "FAULT",
            description =
                    "Make the connector's jobs spoil a row, to see the check find it:"
                            + " ${COMPLETION-CANDIDATES}.")
    private Fault fault = Fault.NONE;

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Bench())
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setParameterExceptionHandler(Bench::refuse)
                .setExecutionExceptionHandler(Bench::report);
    }

    /** One line: the whole help would bury it. */
    private static int refuse(ParameterException wrong, String[] arguments) {
        PrintWriter err = wrong.getCommandLine().getErr();
        err.println("bench: " + wrong.getMessage() + " (see --help)");
        return wrong.getCommandLine().getCommandSpec().exitCodeOnInvalidInput();
    }

    private static int report(
            Exception failure, CommandLine commandLine, CommandLine.ParseResult parsed) {
        PrintWriter err = commandLine.getErr();
        if (failure instanceof LostRowsException) {
            err.println(failure.getMessage());
            return ROWS_LOST;
        }
        failure.printStackTrace(err);
        return commandLine.getCommandSpec().exitCodeOnExecutionException();
    }

    @Override
    public Integer call() throws Exception {
        PrintWriter out = spec.commandLine().getOut();
        if (list) {
            BenchmarkSuite.ALL.forEach(b -> out.printf("%-28s %s%n", b.name(), b.summary()));
            return CommandLine.ExitCode.OK;
        }
        Set<Benchmark> selected = selected();
        Machine machine = Machine.current();
        List<BenchmarkResult> results = new ArrayList<>();
        for (int parallelism : parallelisms()) {
            results.addAll(runner().run(selected, options().withParallelism(parallelism)));
        }
        out.println();
        out.print(TableReport.of(results));
        write(results, out);
        if (report.isPresent()) {
            writeReport(machine, results, out);
        }
        out.flush();
        return CommandLine.ExitCode.OK;
    }

    private Set<Benchmark> selected() {
        Set<Benchmark> selected = new LinkedHashSet<>(all ? BenchmarkSuite.ALL : List.of());
        for (String name : names) {
            if (name.equals("all")) {
                selected.addAll(BenchmarkSuite.ALL);
            } else {
                selected.add(
                        BenchmarkSuite.find(name)
                                .orElseThrow(
                                        () ->
                                                wrong(
                                                        "There is no benchmark '%s'; --list names"
                                                                + " those there are",
                                                        name)));
            }
        }
        if (selected.isEmpty()) {
            throw wrong("Name a benchmark, or 'all'; --list names them");
        }
        if (recording.isPresent() && selected.size() > 1) {
            throw wrong("--jfr records one benchmark, and %d are named", selected.size());
        }
        return selected;
    }

    private RunOptions options() {
        try {
            return new RunOptions(
                    rows.map(OptionalLong::of).orElseGet(OptionalLong::empty),
                    rounds,
                    1,
                    Duration.ofSeconds(minRoundSeconds),
                    RunOptions.DEFAULT_BUDGET,
                    peer,
                    recording);
        } catch (IllegalArgumentException e) {
            throw wrong("%s", e.getMessage());
        }
    }

    private ParameterException wrong(String format, Object... values) {
        return new ParameterException(spec.commandLine(), format.formatted(values));
    }

    private List<Integer> parallelisms() {
        for (int parallelism : parallelisms) {
            if (parallelism < 1 || parallelism > FlinkCluster.SLOTS) {
                throw wrong("--parallelism is 1 to %d, not %d", FlinkCluster.SLOTS, parallelism);
            }
        }
        if (parallelisms.isEmpty()) {
            return report.isPresent() ? List.of(1, 2) : List.of(1);
        }
        return parallelisms;
    }

    private BenchRun runner() {
        PrintWriter err = spec.commandLine().getErr();
        return new BenchRun(
                Duration.ofMillis(checkpointMillis), fault, workDirectory, err::println);
    }

    private void write(List<BenchmarkResult> results, PrintWriter out) throws IOException {
        if (json.isPresent()) {
            JsonReport.write(results, json.get());
            out.println("JSON: " + json.get());
        }
        Optional<Path> chart = svg.or(() -> json.map(Bench::besideJson));
        if (chart.isPresent()) {
            SvgChart.write(results, chart.get());
            out.println("Chart: " + chart.get());
        }
    }

    private void writeReport(Machine machine, List<BenchmarkResult> results, PrintWriter out)
            throws Exception {
        ReportFolder folder = new ReportFolder(report.get());
        folder.write("tools/bench " + String.join(" ", arguments()), machine, results);
        folder.writeProfiles(new SlowestProfiles(runner(), options()).of(results));
        out.println("Report: " + report.get());
    }

    private List<String> arguments() {
        return spec.commandLine().getParseResult().originalArgs();
    }

    private static Path besideJson(Path json) {
        String name = json.getFileName().toString();
        String stem = name.endsWith(".json") ? name.substring(0, name.length() - 5) : name;
        return json.resolveSibling(stem + ".svg");
    }
}
