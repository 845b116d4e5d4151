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

package io.flinkbundle.examples;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;

/**
 * Lists and runs the examples. The script {@code examples} in the root folder builds what this
 * needs and starts it.
 */
@Command(
        name = "examples",
        sortOptions = false,
        subcommands = {Examples.ListCommand.class, Examples.RunCommand.class, WithCommand.class},
        description = "SQL that runs as it stands, through the SQL Gateway, with checked results.")
public final class Examples implements Callable<Integer> {

    private static final Logger LOG = LoggerFactory.getLogger(Examples.class);
    private static final int INTERRUPTED = 130;

    @Option(names = "--module", required = true, hidden = true)
    private Path module;

    @Option(names = "--work", required = true, hidden = true)
    private Path work;

    @Option(
            names = "--debug",
            scope = CommandLine.ScopeType.INHERIT,
            description = "Show the stack trace of a failure.")
    private boolean debug;

    @Option(
            names = {"-h", "--help"},
            usageHelp = true,
            scope = CommandLine.ScopeType.INHERIT,
            description = "Show this help.")
    private boolean help;

    public static void main(String[] args) {
        System.exit(execute(args));
    }

    /** Does what the arguments say, and returns the exit code. */
    static int execute(String... args) {
        Examples examples = new Examples();
        CommandLine command = new CommandLine(examples);
        command.setCaseInsensitiveEnumValuesAllowed(true);
        command.setExecutionExceptionHandler((failure, line, parsed) -> examples.report(failure));
        return command.execute(args);
    }

    @Override
    public Integer call() {
        new CommandLine(this).usage(System.out);
        return CommandLine.ExitCode.USAGE;
    }

    private int report(Exception failure) {
        if (failure instanceof InterruptedException) {
            return INTERRUPTED;
        }
        LOG.error("The examples failed.", failure);
        if (!(failure instanceof ExampleException)) {
            System.err.printf(
                    "examples: unexpected %s; %s has its stack trace.%n",
                    failure, System.getProperty("log.file"));
            return 1;
        }
        System.err.println("examples: " + failure.getMessage());
        if (debug) {
            System.err.println(((ExampleException) failure).serverTrace().orElse(""));
        }
        return 1;
    }

    @Command(name = "list", description = "List the examples.")
    static final class ListCommand implements Callable<Integer> {

        @CommandLine.ParentCommand private Examples parent;

        @Override
        public Integer call() {
            List<Example> examples = new ExampleCatalog(parent.module).all();
            int width = examples.stream().mapToInt(each -> each.name().length()).max().orElse(1);
            String format = "  %-" + Math.max(width, Quickstart.EXAMPLE.length()) + "s  %s%n";
            System.out.printf(
                    format, Quickstart.EXAMPLE, "Redis stream to DuckDB, live (./quickstart)");
            examples.forEach(each -> System.out.printf(format, each.name(), each.title()));
            return 0;
        }
    }

    @Command(name = "run", sortOptions = false, description = "Run examples and check them.")
    static final class RunCommand implements Callable<Integer> {

        @CommandLine.ParentCommand private Examples parent;

        @ArgGroup(multiplicity = "1")
        private Choice choice;

        static final class Choice {
            @Parameters(
                    arity = "1..*",
                    paramLabel = "NAME",
                    description = "Names or numbers of examples.")
            private List<String> names = List.of();

            @Option(names = "--all", description = "All examples, one after the other.")
            private boolean all;
        }

        @Option(
                names = "--endpoint",
                paramLabel = "URL",
                description = "Use the SQL Gateway there, and start no Flink.")
        private URI endpoint;

        @Override
        public Integer call() throws InterruptedException {
            ExampleCatalog catalog = new ExampleCatalog(parent.module);
            List<Example> chosen =
                    choice.all ? catalog.all() : choice.names.stream().map(catalog::find).toList();
            Layout layout = new Layout(parent.module, parent.work);
            layout.claim();
            Progress progress = new Progress(System.out);
            try (OrderlyStop stop = OrderlyStop.ofThisThread();
                    Lab lab = open(layout, progress)) {
                return run(lab, chosen, progress);
            }
        }

        private Lab open(Layout layout, Progress progress) {
            return endpoint == null
                    ? Lab.start(layout, System.getenv(), progress)
                    : Lab.at(endpoint, layout, System.getenv(), progress);
        }

        private int run(Lab lab, List<Example> chosen, Progress progress)
                throws InterruptedException {
            List<String> wrong = new ArrayList<>();
            for (Example example : chosen) {
                progress.line("%n%s: %s".formatted(example.name(), example.title()));
                if (!runs(lab, example)) {
                    wrong.add(example.name());
                }
            }
            progress.line(
                    "%n%d of %d as expected%s"
                            .formatted(
                                    chosen.size() - wrong.size(),
                                    chosen.size(),
                                    wrong.stream()
                                            .map(name -> ", not " + name)
                                            .collect(Collectors.joining())));
            return wrong.isEmpty() ? 0 : 1;
        }

        /**
         * Whether it is as expected; with several, a failure of one does not keep the next back.
         */
        private boolean runs(Lab lab, Example example) throws InterruptedException {
            try {
                return lab.run(example).stream().allMatch(Comparison::isAsExpected);
            } catch (ExampleException e) {
                parent.report(new ExampleException(example.name() + ", " + e.getMessage(), e));
                return false;
            }
        }
    }
}
