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

package io.flinkbundle.cli.ddl;

import io.flinkbundle.cli.CommandFailedException;
import io.flinkbundle.cli.connect.Probes;
import io.flinkbundle.cli.inventory.ClassPath;
import io.flinkbundle.cli.inventory.FactoryInventory;
import io.flinkbundle.cli.output.Console;
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

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** What creates the tables of a script in another system. */
@Internal
public final class TargetTables {

    private final ClassPath classPath;
    private final Console console;

    /**
     * @param console where tables are reported that Flink cannot build
     */
    public TargetTables(ClassPath classPath, Console console) {
        this.classPath = classPath;
        this.console = console;
    }

    /**
     * One statement or command for each table that is in order.
     *
     * @throws CommandFailedException if nothing is known about the connector
     */
    public List<String> of(Path script, String connector) {
        ConnectorProbe probe = probe(connector);
        StaticVerifier verifier = new StaticVerifier(classPath, FactoryInventory.of(classPath));
        ScriptReport report =
                verifier.verify(
                        script.toString(),
                        ScriptSplitter.split(ScriptFile.read(script)),
                        Placeholders.of(Map.of()));
        report.findings().stream()
                .filter(finding -> finding.severity() == Severity.ERROR)
                .forEach(finding -> console.error(finding.render(report.file())));
        List<String> statements = new ArrayList<>();
        for (TableDeclaration table : verifier.soundTables()) {
            statements.add(creation(probe, table));
        }
        return statements;
    }

    private ConnectorProbe probe(String connector) {
        Probes probes = Probes.of(classPath.loader());
        return probes.find(connector)
                .orElseThrow(
                        () ->
                                CommandFailedException.usage(
                                        "--to: there is no '%s'; there are %s."
                                                .formatted(
                                                        connector,
                                                        String.join(", ", probes.connectors()))));
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
