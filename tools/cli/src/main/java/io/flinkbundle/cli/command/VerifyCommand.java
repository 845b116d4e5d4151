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

package io.flinkbundle.cli.command;

import io.flinkbundle.cli.ExitCodes;
import io.flinkbundle.cli.connect.ConnectionVerifier;
import io.flinkbundle.cli.connect.Probes;
import io.flinkbundle.cli.connect.Sampler;
import io.flinkbundle.cli.inventory.ClassPath;
import io.flinkbundle.cli.inventory.FactoryInventory;
import io.flinkbundle.cli.output.Console;
import io.flinkbundle.cli.script.Placeholders;
import io.flinkbundle.cli.script.ScriptFile;
import io.flinkbundle.cli.script.ScriptSplitter;
import io.flinkbundle.cli.verify.Causes;
import io.flinkbundle.cli.verify.Finding;
import io.flinkbundle.cli.verify.ScriptReport;
import io.flinkbundle.cli.verify.Severity;
import io.flinkbundle.cli.verify.StaticVerifier;
import io.flinkbundle.cli.verify.TableDeclaration;
import io.flinkbundle.cli.verify.TableUse;

import org.apache.flink.annotation.Internal;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** Finds what is wrong with scripts before they become jobs. */
@Internal
@Command(
        name = "verify",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Finds what is wrong with SQL scripts before they become jobs.",
            "Parses each statement and plans each INSERT with the real connectors. Nothing runs but"
                    + " what --sample reads, and nothing outside is ever changed."
        })
public final class VerifyCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "SQL scripts.")
    private List<Path> files;

    @ArgGroup(exclusive = true, multiplicity = "0..1")
    private Depth depth = new Depth();

    /** How far to go. */
    private static final class Depth {

        @Option(names = "--static", description = "Only parse and plan; the default.")
        private boolean onlyPlan;

        @Option(
                names = "--connect",
                description =
                        "Also ask each system: reachable, login, permission, table there, columns"
                                + " declared against columns found.")
        private boolean connect;

        @Option(
                names = "--sample",
                paramLabel = "N",
                description = "Also read N rows of each source, without any sink.")
        private int sample;
    }

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "How long to wait for a sample (default: ${DEFAULT-VALUE}).")
    private int timeoutSeconds = 30;

    @Option(
            names = {"-d", "--define"},
            paramLabel = "NAME=VALUE",
            description = "Fills in $${NAME}; the environment does so for what is not defined.")
    private Map<String, String> definitions = Map.of();

    @Option(names = "--strict", description = "Let warnings fail the command too.")
    private boolean strict;

    @Mixin private GlobalOptions global;

    @Override
    public Integer call() {
        ClassPath classPath = global.classPath();
        FactoryInventory inventory = FactoryInventory.of(classPath);
        Console console = global.console();
        List<ScriptReport> reports = new ArrayList<>();
        for (Path file : files) {
            StaticVerifier verifier = new StaticVerifier(classPath, inventory);
            ScriptReport report = verify(file, verifier, classPath);
            reports.add(report);
            print(report, verifier.causes(), console);
        }
        if (global.asJson()) {
            console.json(reports);
        }
        return reports.stream().allMatch(this::passes) ? ExitCodes.OK : ExitCodes.PROBLEMS;
    }

    private ScriptReport verify(Path file, StaticVerifier verifier, ClassPath classPath) {
        ScriptReport planned =
                global.during(
                        "planning " + file,
                        () ->
                                verifier.verify(
                                        file.toString(),
                                        ScriptSplitter.split(ScriptFile.read(file)),
                                        Placeholders.of(definitions)));
        if (!depth.connect && depth.sample == 0) {
            return planned;
        }
        List<Finding> findings = new ArrayList<>(planned.findings());
        ConnectionVerifier connections =
                new ConnectionVerifier(Probes.of(classPath.loader()), verifier.causes());
        Sampler sampler =
                new Sampler(
                        verifier.session(),
                        depth.sample,
                        Duration.ofSeconds(timeoutSeconds),
                        verifier.causes());
        for (TableDeclaration table : verifier.soundTables()) {
            progress("asking the system of " + table.subject());
            TableUse use = verifier.useOf(table);
            List<Finding> connected = connections.verify(table, use);
            findings.addAll(connected);
            boolean ours = connected.get(0).severity() != Severity.SKIPPED;
            if (depth.sample > 0 && use.reads() && ours && passed(connected)) {
                progress("reading rows of " + table.subject());
                findings.add(sampler.sample(table));
            }
        }
        findings.sort(Comparator.comparing(Finding::line));
        return new ScriptReport(
                planned.file(), planned.statements(), planned.planned(), List.copyOf(findings));
    }

    private static boolean passed(List<Finding> findings) {
        return findings.stream().noneMatch(each -> each.severity() == Severity.ERROR);
    }

    /** For people who wait; a result that goes elsewhere is not disturbed by it. */
    private void progress(String what) {
        if (!global.asJson()) {
            global.console().error("... " + what);
        }
    }

    private void print(ScriptReport report, Causes causes, Console console) {
        for (Finding finding : report.findings()) {
            if (!global.asJson()) {
                console.result(finding.render(report.file()));
            }
            if (global.debug()) {
                causes.of(finding).ifPresent(console::stackTrace);
            }
        }
        if (!global.asJson()) {
            console.result(report.summary());
        }
    }

    private boolean passes(ScriptReport report) {
        return report.count(Severity.ERROR) == 0
                && (!strict || report.count(Severity.WARNING) == 0);
    }
}
