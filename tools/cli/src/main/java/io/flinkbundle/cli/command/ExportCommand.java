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
import io.flinkbundle.cli.inventory.FactoryInventory;
import io.flinkbundle.cli.script.ScriptFile;
import io.flinkbundle.cli.script.ScriptSplitter;
import io.flinkbundle.cli.transfer.Configuration;
import io.flinkbundle.cli.transfer.Item;
import io.flinkbundle.cli.transfer.NeededJars;
import io.flinkbundle.cli.transfer.ScriptExport;
import io.flinkbundle.cli.transfer.SessionExport;

import org.apache.flink.annotation.Internal;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Writes what a session or a script has into one file. */
@Internal
@Command(
        name = "export",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = {
            "Writes settings, jars, catalogs, databases, functions, tables and views of a session, or all"
                    + " statements of a script, as one YAML (or with --output json, JSON) document.",
            "Secrets become placeholders such as $${ORDERS_PASSWORD}. The jars are those of --lib."
        })
public final class ExportCommand implements Callable<Integer> {

    @Option(
            names = "--script",
            paramLabel = "FILE",
            description = "A script instead of a session; then no gateway is needed.")
    private Optional<Path> script = Optional.empty();

    @Mixin private GatewayOptions gateway;

    @Mixin private GlobalOptions global;

    @Override
    public Integer call() {
        List<Item> items =
                script.isPresent()
                        ? ofScript(script.get())
                        : global.during("asking the gateway", this::ofSession);
        Configuration configuration =
                new Configuration(
                        Configuration.VERSION,
                        items,
                        NeededJars.of(items, FactoryInventory.of(global.classPath())));
        global.console()
                .resultText(global.asJson() ? configuration.toJson() : configuration.toYaml());
        return ExitCodes.OK;
    }

    private static List<Item> ofScript(Path script) {
        return ScriptExport.items(ScriptSplitter.split(ScriptFile.read(script)));
    }

    private List<Item> ofSession() {
        try (GatewaySession session = gateway.open()) {
            SessionExport export = new SessionExport(session);
            List<Item> items = export.items();
            export.notices().forEach(global.console()::error);
            return items;
        }
    }
}
