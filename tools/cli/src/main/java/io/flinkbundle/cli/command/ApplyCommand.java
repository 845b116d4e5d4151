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
import io.flinkbundle.cli.gateway.GatewaySession;
import io.flinkbundle.cli.output.TextTable;
import io.flinkbundle.cli.script.Placeholders;
import io.flinkbundle.cli.script.ScriptFile;
import io.flinkbundle.cli.transfer.Application;
import io.flinkbundle.cli.transfer.Application.Outcome;
import io.flinkbundle.cli.transfer.Application.Status;
import io.flinkbundle.cli.transfer.Configuration;

import org.apache.flink.annotation.Internal;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;

/** Adds an exported configuration to a session. */
@Internal
@Command(
        name = "apply",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Adds an exported configuration to a session of the gateway, item by item.",
            "What is there already stays as it is; nothing is removed."
        })
public final class ApplyCommand implements Callable<Integer> {

    @Parameters(paramLabel = "FILE", description = "What 'export' has written, YAML or JSON.")
    private Path file;

    @Option(names = "--dry-run", description = "Say what would be done, and do nothing.")
    private boolean dryRun;

    @Option(names = "--start-jobs", description = "Also run INSERTs and statement sets.")
    private boolean startJobs;

    @Option(
            names = {"-d", "--define"},
            paramLabel = "NAME=VALUE",
            description = "Fills in $${NAME}; the environment does so for what is not defined.")
    private Map<String, String> definitions = Map.of();

    @Mixin private GatewayOptions gateway;

    @Mixin private GlobalOptions global;

    @Override
    public Integer call() {
        Configuration configuration = Configuration.parse(ScriptFile.read(file));
        List<Outcome> outcomes = global.during("applying " + file, () -> apply(configuration));
        if (global.asJson()) {
            global.console().json(outcomes);
        } else {
            TextTable table = new TextTable("STATUS", "ITEM", "");
            outcomes.forEach(
                    each ->
                            table.row(
                                    each.status().name().toLowerCase(Locale.ROOT).replace('_', ' '),
                                    each.item(),
                                    each.detail()));
            global.console().resultText(table.toString());
        }
        return outcomes.stream()
                        .anyMatch(
                                each ->
                                        each.status() == Status.FAILED
                                                || each.status() == Status.DIFFERENT)
                ? ExitCodes.PROBLEMS
                : ExitCodes.OK;
    }

    private List<Outcome> apply(Configuration configuration) {
        try (GatewaySession session = gateway.open()) {
            return new Application(session, Placeholders.of(definitions), dryRun, startJobs)
                    .apply(configuration);
        }
    }
}
