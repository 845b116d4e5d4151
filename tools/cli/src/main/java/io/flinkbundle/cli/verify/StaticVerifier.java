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
import io.flinkbundle.cli.inventory.ClassPath;
import io.flinkbundle.cli.inventory.FactoryInventory;
import io.flinkbundle.cli.output.KnownSecrets;
import io.flinkbundle.cli.script.Placeholders;
import io.flinkbundle.cli.script.Statement;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.operations.CreateTableASOperation;
import org.apache.flink.table.operations.ExplainOperation;
import org.apache.flink.table.operations.ModifyOperation;
import org.apache.flink.table.operations.Operation;
import org.apache.flink.table.operations.QueryOperation;
import org.apache.flink.table.operations.StatementSetOperation;
import org.apache.flink.table.operations.TruncateTableOperation;
import org.apache.flink.table.operations.UseOperation;
import org.apache.flink.table.operations.command.AddJarOperation;
import org.apache.flink.table.operations.command.ResetOperation;
import org.apache.flink.table.operations.command.SetOperation;
import org.apache.flink.table.operations.ddl.AlterOperation;
import org.apache.flink.table.operations.ddl.CreateCatalogOperation;
import org.apache.flink.table.operations.ddl.CreateOperation;
import org.apache.flink.table.operations.ddl.CreateTableOperation;
import org.apache.flink.table.operations.ddl.DropOperation;
import org.apache.flink.table.operations.ddl.DropTableOperation;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Goes through a script as Flink would, up to the point where a job would start: parses each
 * statement, defines tables in memory, and plans each INSERT with the real factories. Nothing is
 * connected to.
 */
@Internal
public final class StaticVerifier {

    private final PlannerSession session;
    private final FailureExplainer explainer;
    private final TableCheck tableCheck;
    private final CatalogCheck catalogCheck;
    private final SessionAdvice advice = new SessionAdvice();
    private final MissingJars missingJars;

    private final Map<String, TableDeclaration> tables = new LinkedHashMap<>();
    private final Map<String, TableUse> uses = new LinkedHashMap<>();
    private final Set<String> usedTables = new LinkedHashSet<>();
    private final Set<String> brokenTables = new LinkedHashSet<>();
    private final Set<String> failedDefinitions = new LinkedHashSet<>();
    private final Set<Finding> findings = new LinkedHashSet<>();
    private final Causes causes = new Causes();

    private ModelTables models = ModelTables.NONE;
    private int planned;

    public StaticVerifier(ClassPath classPath, FactoryInventory inventory) {
        this.session = new PlannerSession(classPath.loader());
        this.explainer = new FailureExplainer(inventory);
        this.tableCheck = new TableCheck(session, inventory, explainer, causes);
        this.catalogCheck = new CatalogCheck(session, explainer, causes);
        this.missingJars = new MissingJars(classPath, inventory);
    }

    /** Verifies a script; one verifier verifies one script. */
    public ScriptReport verify(String file, List<Statement> statements, Placeholders placeholders) {
        models = ModelTables.of(statements);
        for (Statement statement : statements) {
            Set<String> missing = placeholders.missingIn(statement.sql());
            missing.forEach(name -> findings.add(unfilled(statement, name)));
            if (!missing.isEmpty()) {
                statement.creates().ifPresent(failedDefinitions::add);
            }
            findings.addAll(advice.inlineSecrets(statement));
            if (missing.isEmpty()) {
                verify(
                        new Statement(placeholders.fill(statement.sql()), statement.line()),
                        statement);
            }
        }
        checkUnusedTables();
        findings.addAll(advice.exactlyOnceWithoutCheckpoints(soundTables(), session, usedTables));
        List<Finding> sorted = new ArrayList<>(findings);
        sorted.sort(Comparator.comparing(Finding::line));
        return new ScriptReport(file, statements.size(), planned, List.copyOf(sorted));
    }

    /** The tables that the script creates and Flink can build. */
    public List<TableDeclaration> soundTables() {
        return tables.values().stream()
                .filter(table -> !brokenTables.contains(key(table)))
                .toList();
    }

    /** What the script does with a table; what it could do, when it does nothing. */
    public TableUse useOf(TableDeclaration table) {
        return uses.getOrDefault(key(table), tableCheck.possibleUse(table));
    }

    /** What the findings were made from. */
    public Causes causes() {
        return causes;
    }

    public PlannerSession session() {
        return session;
    }

    private void verify(Statement statement, Statement written) {
        try {
            for (Operation operation : session.parse(statement.sql())) {
                run(statement, operation);
            }
        } catch (RuntimeException | LinkageError e) {
            report(written, e);
        }
    }

    private void run(Statement statement, Operation operation) {
        if (operation instanceof CreateCatalogOperation catalog) {
            findings.addAll(catalogCheck.check(statement, catalog));
        } else if (operation instanceof CreateTableOperation table) {
            session.define(operation);
            declare(statement, table);
        } else if (operation instanceof CreateTableASOperation create) {
            session.define(create.getCreateTableOperation());
            declare(statement, create.getCreateTableOperation());
            plan(List.of(create.toSinkModifyOperation(session.environment().getCatalogManager())));
        } else if (operation instanceof SetOperation set) {
            set.getKey()
                    .ifPresent(
                            key -> {
                                findings.addAll(
                                        advice.setting(statement, key, set.getValue().orElse("")));
                                session.set(key, set.getValue().orElse(""));
                            });
        } else if (operation instanceof ResetOperation reset) {
            reset.getKey().ifPresent(session::reset);
        } else if (operation instanceof StatementSetOperation set) {
            plan(List.copyOf(set.getOperations()));
        } else if (operation instanceof ExplainOperation explain) {
            run(statement, explain.getChild());
        } else if (operation instanceof ModifyOperation || operation instanceof QueryOperation) {
            plan(List.of(operation));
        } else if (isDefinition(operation)) {
            session.define(operation);
            if (operation instanceof DropTableOperation drop) {
                tables.remove(drop.getTableIdentifier().asSummaryString());
            }
        }
    }

    /** What changes only the catalogs in memory; everything else is looked at, and not run. */
    private static boolean isDefinition(Operation operation) {
        return !(operation instanceof TruncateTableOperation)
                && (operation instanceof CreateOperation
                        || operation instanceof AlterOperation
                        || operation instanceof DropOperation
                        || operation instanceof UseOperation
                        || operation instanceof AddJarOperation);
    }

    private void declare(Statement statement, CreateTableOperation create) {
        Optional<TableDeclaration> declared =
                catalogCheck.isPlaceholder(create.getTableIdentifier().getCatalogName())
                        ? Optional.empty()
                        : Optional.of(
                                new TableDeclaration(
                                        create.getTableIdentifier(),
                                        create.getCatalogTable(),
                                        statement));
        declared.ifPresent(
                table -> {
                    KnownSecrets.addOptions(table.options());
                    tables.put(key(table), table);
                    findings.addAll(missingJars.check(table));
                    List<Finding> wrong =
                            models.contains(table) ? List.of() : tableCheck.wrongInEveryUse(table);
                    if (!wrong.isEmpty()) {
                        brokenTables.add(key(table));
                        findings.addAll(wrong);
                    }
                });
    }

    private void plan(List<Operation> operations) {
        String plan = session.plan(operations);
        planned++;
        for (String table : tables.keySet()) {
            TableUse use =
                    new TableUse(
                            plan.contains("[" + table.replace(".", ", ") + "]")
                                    || plan.contains("[" + table.replace(".", ", ") + ", "),
                            plan.contains("Sink(table=[" + table + "]"));
            if (use.reads() || use.writes()) {
                usedTables.add(table);
                uses.merge(table, use, TableUse::and);
            }
        }
    }

    private void report(Statement statement, Throwable failure) {
        Optional<TableDeclaration> table = tableOf(failure);
        if (table.isPresent()) {
            // The statement is as it should be: the table that it uses is not.
            if (brokenTables.add(key(table.get()))) {
                findings.addAll(tableCheck.findings(table.get(), failure));
            }
            usedTables.add(key(table.get()));
            return;
        }
        if (explainer.missingObject(failure).filter(failedDefinitions::contains).isPresent()) {
            statement.creates().ifPresent(failedDefinitions::add);
            return; // a consequence of what has been reported already
        }
        statement.creates().ifPresent(failedDefinitions::add);
        if (catalogCheck.concerns(failure)) {
            findings.add(catalogCheck.skipped(statement));
            return;
        }
        Explanation explanation = explainer.statement(failure, statement.sql());
        Finding finding =
                new Finding(
                        Severity.ERROR,
                        lineOf(statement, explanation, failure),
                        statement.title(),
                        explanation.topic(),
                        explanation.message(),
                        explanation.hints());
        findings.addAll(causes.of(failure, List.of(finding)));
    }

    private Optional<TableDeclaration> tableOf(Throwable failure) {
        return Failures.chain(failure).stream()
                .map(Failures::messageOf)
                .filter(text -> text.startsWith("Unable to create a s"))
                .flatMap(
                        text ->
                                tables.entrySet().stream()
                                        .filter(each -> text.contains("'" + each.getKey() + "'"))
                                        .map(Map.Entry::getValue))
                .findFirst();
    }

    private static int lineOf(Statement statement, Explanation explanation, Throwable failure) {
        if (explanation.anchor().startsWith("line:")) {
            return statement.lineInFile(Integer.parseInt(explanation.anchor().substring(5)));
        }
        return explanation.anchor().isEmpty()
                ? PositionInStatement.of(failure)
                        .map(statement::lineInFile)
                        .orElse(statement.line())
                : statement.lineOf(explanation.anchor());
    }

    /** What no INSERT uses is planned alone: a file of definitions deserves an answer too. */
    private void checkUnusedTables() {
        for (TableDeclaration table : tables.values()) {
            if (!brokenTables.contains(key(table))
                    && !usedTables.contains(key(table))
                    && !models.contains(table)) {
                new LoneTable(session)
                        .planFailure(table)
                        .ifPresent(failure -> reportLone(table, failure));
            }
        }
    }

    private void reportLone(TableDeclaration table, Throwable failure) {
        brokenTables.add(key(table));
        findings.addAll(tableCheck.findings(table, failure));
    }

    private static Finding unfilled(Statement statement, String name) {
        return new Finding(
                Severity.ERROR,
                statement.lineOf("${" + name + "}"),
                statement.title(),
                "placeholder",
                "Nothing is known to fill in for ${%s}.".formatted(name),
                List.of("Set the environment variable, or say --define %s=VALUE.".formatted(name)));
    }

    private static String key(TableDeclaration table) {
        return table.identifier().asSummaryString();
    }
}
