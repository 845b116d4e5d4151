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
import io.flinkbundle.cli.ddl.TargetTables;
import io.flinkbundle.cli.output.KnownSecrets;
import io.flinkbundle.cli.script.Placeholders;
import io.flinkbundle.connector.common.secret.Redaction;

import org.apache.flink.annotation.Internal;

import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Path;
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
        List<String> statements =
                direction.from != null
                        ? global.during(
                                "asking " + Redaction.url(direction.from),
                                () -> from(Probes.of(global.classPath().loader())))
                        : global.during(
                                "planning " + direction.target.script,
                                () ->
                                        new TargetTables(global.classPath(), global.console())
                                                .of(direction.target.script, direction.target.to));
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
}
