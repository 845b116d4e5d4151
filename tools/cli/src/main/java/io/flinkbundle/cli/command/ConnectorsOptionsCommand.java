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
import io.flinkbundle.cli.inventory.FactoryEntry;
import io.flinkbundle.cli.inventory.FactoryInventory;
import io.flinkbundle.cli.inventory.FactoryKind;
import io.flinkbundle.cli.inventory.OptionEntry;
import io.flinkbundle.cli.output.Console;
import io.flinkbundle.cli.output.WrappedText;
import io.flinkbundle.cli.text.NearestName;

import org.apache.flink.annotation.Internal;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

/** Shows the options of one connector, format or catalog. */
@Internal
@Command(
        name = "options",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description = "Shows the options of a connector, format or catalog.")
public final class ConnectorsOptionsCommand implements Callable<Integer> {

    private static final String INDENT = "      ";

    @Parameters(paramLabel = "NAME", description = "Its identifier; see 'connectors list'.")
    private String name;

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            description =
                    "${COMPLETION-CANDIDATES}; needed when the name stands for several (default:"
                            + " the first of these that has the name).")
    private Optional<FactoryKind> kind = Optional.empty();

    @Mixin private GlobalOptions global;

    /** The result as JSON. */
    private record Details(FactoryEntry factory, List<OptionEntry> options) {}

    @Override
    public Integer call() {
        FactoryInventory inventory = FactoryInventory.of(global.classPath());
        FactoryEntry entry = find(inventory.entries());
        List<OptionEntry> options = inventory.options(entry);
        if (global.asJson()) {
            global.console().json(new Details(entry, options));
        } else {
            print(entry, options);
        }
        return ExitCodes.OK;
    }

    private FactoryEntry find(List<FactoryEntry> entries) {
        return entries.stream()
                .filter(entry -> kind.map(entry.kind()::equals).orElse(true))
                .filter(entry -> entry.name().equals(name))
                .findFirst()
                .orElseThrow(() -> unknown(entries));
    }

    private CommandFailedException unknown(List<FactoryEntry> entries) {
        List<String> names = entries.stream().map(FactoryEntry::name).distinct().toList();
        String hint =
                NearestName.of(name, names)
                        .map(nearest -> "Did you mean '" + nearest + "'?")
                        .orElse("'flink-conn connectors list' shows what is there.");
        return CommandFailedException.usage(
                "There is no %s '%s' on the class path. %s"
                        .formatted(
                                kind.map(FactoryKind::toString)
                                        .orElse("connector, format or catalog"),
                                name,
                                hint));
    }

    private void print(FactoryEntry entry, List<OptionEntry> options) {
        Console console = global.console();
        console.result("%s: %s (%s)".formatted(entry.name(), entry.abilities(), entry.jar()));
        String heading = "";
        for (OptionEntry option : options) {
            String group = option.required() ? "Required" : "Optional";
            if (!group.equals(heading)) {
                console.result("\n" + group);
                heading = group;
            }
            console.result("  " + option.title());
            console.resultText(WrappedText.of(option.description(), INDENT));
        }
    }
}
