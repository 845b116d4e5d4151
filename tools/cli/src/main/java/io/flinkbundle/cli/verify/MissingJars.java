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

package io.flinkbundle.cli.verify;

import io.flinkbundle.cli.inventory.ClassPath;
import io.flinkbundle.cli.inventory.FactoryEntry;
import io.flinkbundle.cli.inventory.FactoryInventory;
import io.flinkbundle.cli.inventory.FactoryKind;

import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Compares what a script needs with the jars that the user has named as those of their Flink. */
final class MissingJars {

    /** Part of each Flink distribution. */
    private static final Set<String> BUILT_IN =
            Set.of("datagen", "print", "blackhole", "filesystem", "legacy-csv");

    private final ClassPath classPath;
    private final FactoryInventory inventory;

    MissingJars(ClassPath classPath, FactoryInventory inventory) {
        this.classPath = classPath;
        this.inventory = inventory;
    }

    List<Finding> check(TableDeclaration table) {
        String name = table.connector();
        Optional<FactoryEntry> known = inventory.find(FactoryKind.CONNECTOR, name);
        if (classPath.userJars().isEmpty() || BUILT_IN.contains(name) || known.isEmpty()) {
            return List.of();
        }
        boolean there =
                inventory.entries().stream()
                        .anyMatch(
                                entry ->
                                        entry.kind() == FactoryKind.CONNECTOR
                                                && entry.name().equals(name)
                                                && entry.userJar());
        return there
                ? List.of()
                : List.of(
                        new Finding(
                                Severity.ERROR,
                                table.statement().lineOf("'" + name + "'"),
                                table.subject(),
                                "jar",
                                "None of the jars that --lib names has the connector '%s'; only this tool has it (%s)."
                                        .formatted(name, known.get().jar()),
                                List.of(
                                        "Put its SQL jar into Flink's lib folder, on every machine of the cluster.")));
    }
}
