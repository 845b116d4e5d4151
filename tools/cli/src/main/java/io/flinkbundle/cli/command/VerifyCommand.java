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

import io.flinkbundle.cli.CommandFailedException;
import io.flinkbundle.cli.ExitCodes;
import io.flinkbundle.cli.inventory.ClassPath;
import io.flinkbundle.cli.inventory.FactoryInventory;
import io.flinkbundle.cli.output.Console;
import io.flinkbundle.cli.script.Placeholders;
import io.flinkbundle.cli.script.ScriptSplitter;
import io.flinkbundle.cli.verify.Finding;
import io.flinkbundle.cli.verify.ScriptReport;
import io.flinkbundle.cli.verify.Severity;
import io.flinkbundle.cli.verify.StaticVerifier;

import org.apache.flink.annotation.Internal;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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
            "Parses each statement and plans each INSERT with the real connectors; nothing is"
                    + " connected to and nothing runs."
        })
public final class VerifyCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", arity = "1..*", description = "SQL scripts.")
    private List<Path> files;

    @Option(names = "--static", description = "Only parse and plan; the default.")
    private boolean onlyStatic;

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
            ScriptReport report = verify(file, classPath, inventory);
            reports.add(report);
            if (!global.asJson()) {
                print(report, console);
            }
        }
        if (global.asJson()) {
            console.json(reports);
        }
        return reports.stream().allMatch(this::passes) ? ExitCodes.OK : ExitCodes.PROBLEMS;
    }

    private ScriptReport verify(Path file, ClassPath classPath, FactoryInventory inventory) {
        return new StaticVerifier(classPath, inventory)
                .verify(
                        file.toString(),
                        ScriptSplitter.split(read(file)),
                        Placeholders.of(definitions));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw CommandFailedException.usage(
                    Files.exists(file)
                            ? "%s cannot be read as text: %s".formatted(file, e.getMessage())
                            : "There is no file %s.".formatted(file));
        }
    }

    private static void print(ScriptReport report, Console console) {
        for (Finding finding : report.findings()) {
            console.result(finding.render(report.file()));
        }
        console.result(report.summary());
    }

    private boolean passes(ScriptReport report) {
        return report.count(Severity.ERROR) == 0
                && (!strict || report.count(Severity.WARNING) == 0);
    }
}
