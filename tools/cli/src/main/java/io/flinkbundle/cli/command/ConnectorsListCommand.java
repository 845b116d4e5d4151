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
import io.flinkbundle.cli.inventory.FactoryClash;
import io.flinkbundle.cli.inventory.FactoryEntry;
import io.flinkbundle.cli.inventory.FactoryInventory;
import io.flinkbundle.cli.inventory.UnusableFactory;
import io.flinkbundle.cli.output.Console;
import io.flinkbundle.cli.output.TextTable;

import org.apache.flink.annotation.Internal;

import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;

/** Lists what is there, and what is there twice or does not load. */
@Internal
@Command(
        name = "list",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        description =
                "Lists connectors, formats and catalogs; exits with 1 when two jars claim one"
                        + " identifier or a factory does not load.")
public final class ConnectorsListCommand implements Callable<Integer> {

    @Mixin private GlobalOptions global;

    /** The result as JSON. */
    private record Listing(
            List<FactoryEntry> factories,
            List<FactoryClash> clashes,
            List<UnusableFactory> unusable) {}

    @Override
    public Integer call() {
        FactoryInventory inventory = FactoryInventory.of(global.classPath());
        List<FactoryClash> clashes = inventory.clashes();
        if (global.asJson()) {
            global.console().json(new Listing(inventory.entries(), clashes, inventory.unusable()));
        } else {
            print(inventory, clashes);
        }
        return clashes.isEmpty() && inventory.unusable().isEmpty()
                ? ExitCodes.OK
                : ExitCodes.PROBLEMS;
    }

    private void print(FactoryInventory inventory, List<FactoryClash> clashes) {
        TextTable table = new TextTable("NAME", "KIND", "READS", "WRITES", "JAR");
        // A jar may have several factories of one name, such as one for messages and one for files.
        Set<List<Object>> rows = new LinkedHashSet<>();
        for (FactoryEntry entry : inventory.entries()) {
            rows.add(
                    List.of(
                            entry.name(),
                            entry.kind(),
                            entry.reads() ? "yes" : "",
                            entry.writes() ? "yes" : "",
                            entry.jar()));
        }
        rows.forEach(row -> table.row(row.toArray()));
        Console console = global.console();
        console.resultText(table.toString());
        for (FactoryClash clash : clashes) {
            console.error("\n" + clash.explain());
        }
        for (UnusableFactory unusable : inventory.unusable()) {
            console.error("\n" + unusable.explain());
        }
    }
}
