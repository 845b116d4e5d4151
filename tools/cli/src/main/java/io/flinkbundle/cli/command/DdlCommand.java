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
import io.flinkbundle.cli.connect.Probes;
import io.flinkbundle.cli.ddl.Location;
import io.flinkbundle.cli.ddl.SourceTables;
import io.flinkbundle.cli.inventory.ClassPath;
import io.flinkbundle.cli.inventory.FactoryInventory;
import io.flinkbundle.cli.output.KnownSecrets;
import io.flinkbundle.cli.script.Placeholders;
import io.flinkbundle.cli.script.ScriptFile;
import io.flinkbundle.cli.script.ScriptSplitter;
import io.flinkbundle.cli.verify.ScriptReport;
import io.flinkbundle.cli.verify.Severity;
import io.flinkbundle.cli.verify.StaticVerifier;
import io.flinkbundle.cli.verify.TableDeclaration;
import io.flinkbundle.connector.common.probe.ConnectorProbe;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.catalog.UniqueConstraint;
import org.apache.flink.table.types.logical.RowType;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** Prints definitions of tables, from a system for Flink or the other way. */
@Internal
@Command(
        name = "ddl",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Prints CREATE TABLE for what a system has, or what creates a table there.",
            "--from: " + Location.FORMS + ". Without #... one statement for each that is there.",
            "--to: the tables of a script, as the system named would have them."
        })
public final class DdlCommand implements Callable<Integer> {

    @ArgGroup(exclusive = true, multiplicity = "1")
    private Direction direction;

    /** Which way. */
    private static final class Direction {

        @Option(names = "--from", paramLabel = "PLACE", description = "What to look at.")
        private String from;

        @ArgGroup(exclusive = false)
        private Target target;
    }

    /** The other system. */
    private static final class Target {

        @Option(
                names = "--to",
                paramLabel = "CONNECTOR",
                required = true,
                description = "The system to create tables in.")
        private String to;

        @Option(
                names = "--script",
                paramLabel = "FILE",
                required = true,
                description = "The script whose tables to create there.")
        private Path script;
    }

    @Option(
            names = "--with",
            paramLabel = "OPTION=VALUE",
            description = "A further option of the table, such as a token as token=$${TOKEN}.")
    private Map<String, String> with = Map.of();

    @Option(
            names = "--samples",
            paramLabel = "N",
            description = "Entries or messages to guess columns from (default: ${DEFAULT-VALUE}).")
    private int samples = 100;

    @Mixin private GlobalOptions global;

    @Override
    public Integer call() {
        ClassPath classPath = global.classPath();
        Probes probes = Probes.of(classPath.loader());
        List<String> statements =
                direction.from != null ? from(probes) : to(classPath, probes, direction.target);
        if (global.asJson()) {
            global.console().json(statements);
        } else {
            global.console().result(String.join("\n\n", statements));
        }
        return ExitCodes.OK;
    }

    private List<String> from(Probes probes) {
        Placeholders environment = Placeholders.of(Map.of());
        Map<String, String> options = new LinkedHashMap<>();
        with.forEach(
                (key, value) -> {
                    if (!environment.missingIn(value).isEmpty()) {
                        throw CommandFailedException.usage(
                                "--with %s: the environment has no such variable.".formatted(key));
                    }
                    options.put(key, environment.fill(value));
                });
        KnownSecrets.addOptions(options);
        return new SourceTables(probes, samples).at(Location.parse(direction.from), options);
    }

    private List<String> to(ClassPath classPath, Probes probes, Target target) {
        ConnectorProbe probe =
                probes.find(target.to)
                        .orElseThrow(
                                () ->
                                        CommandFailedException.usage(
                                                "--to: there is no '%s'; there are %s."
                                                        .formatted(
                                                                target.to,
                                                                String.join(
                                                                        ", ",
                                                                        probes.connectors()))));
        StaticVerifier verifier = new StaticVerifier(classPath, FactoryInventory.of(classPath));
        ScriptReport report =
                verifier.verify(
                        target.script.toString(),
                        ScriptSplitter.split(ScriptFile.read(target.script)),
                        Placeholders.of(Map.of()));
        report.findings().stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .forEach(finding -> global.console().error(finding.render(report.file())));
        List<String> statements = new ArrayList<>();
        for (TableDeclaration table : verifier.soundTables()) {
            statements.add(creation(probe, table));
        }
        return statements;
    }

    private static String creation(ConnectorProbe probe, TableDeclaration table) {
        RowType columns =
                (RowType)
                        table.table().getResolvedSchema().toPhysicalRowDataType().getLogicalType();
        String name =
                table.connector().equals(probe.factoryIdentifier())
                        ? table.options()
                                .getOrDefault(
                                        probe.targetOption(), table.identifier().getObjectName())
                        : table.identifier().getObjectName();
        return probe.creation(
                name,
                columns,
                table.table()
                        .getResolvedSchema()
                        .getPrimaryKey()
                        .map(UniqueConstraint::getColumns)
                        .orElse(List.of()));
    }
}
