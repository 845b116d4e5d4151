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

import io.flinkbundle.cli.Failures;
import io.flinkbundle.cli.explain.Explanation;
import io.flinkbundle.cli.explain.FailureExplainer;
import io.flinkbundle.cli.output.KnownSecrets;
import io.flinkbundle.cli.script.Statement;

import org.apache.flink.table.catalog.Catalog;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.operations.ddl.CreateCatalogOperation;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Builds the catalogs of a script and does not open them. An empty one in memory stands for each,
 * so that what the script does inside it cannot reach the real one.
 */
final class CatalogCheck {

    private final PlannerSession session;
    private final FailureExplainer explainer;
    private final Causes causes;
    private final Set<String> placeholders = new HashSet<>();

    CatalogCheck(PlannerSession session, FailureExplainer explainer, Causes causes) {
        this.session = session;
        this.explainer = explainer;
        this.causes = causes;
    }

    List<Finding> check(Statement statement, CreateCatalogOperation create) {
        KnownSecrets.addOptions(create.getProperties());
        String name = create.getCatalogName();
        String type = create.getProperties().getOrDefault("type", "");
        String subject = "catalog '%s' (%s)".formatted(name, type);
        String database = "default";
        List<Finding> findings = List.of();
        try {
            Catalog catalog =
                    FactoryUtil.createCatalog(
                            name,
                            create.getProperties(),
                            session.environment().getConfig(),
                            session.loader());
            database = catalog.getDefaultDatabase();
        } catch (RuntimeException | LinkageError e) {
            findings =
                    causes.of(
                            e,
                            explainer
                                    .table(catalogFailure(e), type, create.getProperties())
                                    .stream()
                                    .map(each -> finding(statement, subject, each))
                                    .toList());
        }
        session.registerPlaceholder(name, database);
        placeholders.add(name);
        return findings;
    }

    boolean isPlaceholder(String catalog) {
        return placeholders.contains(catalog);
    }

    /** Whether a statement failed because a catalog was not opened. */
    boolean concerns(Throwable failure) {
        return Failures.chain(failure).stream()
                .map(Failures::messageOf)
                .anyMatch(
                        text ->
                                placeholders.stream()
                                                .anyMatch(
                                                        name ->
                                                                text.contains("'" + name + "'")
                                                                        || text.contains(
                                                                                "'" + name + ".")
                                                                        || text.contains(
                                                                                name + "."))
                                        && text.contains("not found"));
    }

    Finding skipped(Statement statement) {
        return new Finding(
                Severity.SKIPPED,
                statement.line(),
                statement.title(),
                "catalog",
                "It uses tables of a catalog, which are known only when it is opened.",
                List.of("It is not planned."));
    }

    private static Throwable catalogFailure(Throwable failure) {
        return failure.getMessage() != null
                        && failure.getMessage().startsWith("Unable to create catalog")
                        && failure.getCause() != null
                ? failure.getCause()
                : failure;
    }

    private static Finding finding(Statement statement, String subject, Explanation explanation) {
        return new Finding(
                Severity.ERROR,
                explanation.anchor().isEmpty()
                        ? statement.line()
                        : statement.lineOf(explanation.anchor()),
                subject,
                explanation.topic(),
                explanation.message(),
                explanation.hints());
    }
}
