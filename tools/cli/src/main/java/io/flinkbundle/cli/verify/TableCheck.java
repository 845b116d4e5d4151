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

import io.flinkbundle.cli.explain.Explanation;
import io.flinkbundle.cli.explain.FailureExplainer;
import io.flinkbundle.cli.inventory.FactoryEntry;
import io.flinkbundle.cli.inventory.FactoryInventory;
import io.flinkbundle.cli.inventory.FactoryKind;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.factories.FactoryUtil;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Builds the source and the sink of a table, as Flink would when the table is first used. */
@Internal
final class TableCheck {

    private final PlannerSession session;
    private final FactoryInventory inventory;
    private final FailureExplainer explainer;
    private final Causes causes;

    TableCheck(
            PlannerSession session,
            FactoryInventory inventory,
            FailureExplainer explainer,
            Causes causes) {
        this.session = session;
        this.inventory = inventory;
        this.explainer = explainer;
        this.causes = causes;
    }

    /** What is wrong with a table in every use of it. */
    List<Finding> wrongInEveryUse(TableDeclaration table) {
        if (table.connector().isEmpty()) {
            return List.of(
                    finding(
                            table,
                            new Explanation(
                                    "option",
                                    "The table names no connector.",
                                    List.of("Add 'connector' = '...' to its WITH clause."),
                                    "")));
        }
        Optional<FactoryEntry> factory = inventory.find(FactoryKind.CONNECTOR, table.connector());
        boolean reads = factory.map(FactoryEntry::reads).orElse(true);
        boolean writes = factory.map(FactoryEntry::writes).orElse(true);
        Optional<Throwable> source = reads ? failure(() -> createSource(table)) : Optional.empty();
        Optional<Throwable> sink = writes ? failure(() -> createSink(table)) : Optional.empty();
        if ((reads && source.isEmpty()) || (writes && sink.isEmpty())) {
            return List.of();
        }
        List<Finding> wrong = findings(table, source.or(() -> sink).orElseThrow());
        // Wrong in different ways: which of them matters is known when the table is used.
        boolean differently =
                source.isPresent()
                        && sink.isPresent()
                        && !wrong.equals(findings(table, sink.get()));
        return differently ? List.of() : wrong;
    }

    /** Reading if it can be read, else writing. */
    TableUse possibleUse(TableDeclaration table) {
        boolean reads =
                inventory
                                .find(FactoryKind.CONNECTOR, table.connector())
                                .map(FactoryEntry::reads)
                                .orElse(false)
                        && failure(() -> createSource(table)).isEmpty();
        return new TableUse(reads, !reads);
    }

    /** A failure to build a table, as findings about the table. */
    List<Finding> findings(TableDeclaration table, Throwable failure) {
        Set<Finding> findings = new LinkedHashSet<>();
        for (Explanation each : explainer.table(failure, table.connector(), table.options())) {
            findings.add(finding(table, each));
        }
        return causes.of(failure, findings);
    }

    private static Finding finding(TableDeclaration table, Explanation explanation) {
        return new Finding(
                Severity.ERROR,
                explanation.anchor().isEmpty()
                        ? table.statement().line()
                        : table.statement().lineOf(explanation.anchor()),
                table.subject(),
                explanation.topic(),
                explanation.message(),
                explanation.hints());
    }

    private void createSource(TableDeclaration table) {
        FactoryUtil.createDynamicTableSource(
                null,
                table.identifier(),
                table.table(),
                Map.of(),
                session.environment().getConfig(),
                session.loader(),
                false);
    }

    private void createSink(TableDeclaration table) {
        FactoryUtil.createDynamicTableSink(
                null,
                table.identifier(),
                table.table(),
                Map.of(),
                session.environment().getConfig(),
                session.loader(),
                false);
    }

    private static Optional<Throwable> failure(Runnable action) {
        try {
            action.run();
            return Optional.empty();
        } catch (RuntimeException | LinkageError e) {
            return Optional.of(e);
        }
    }
}
