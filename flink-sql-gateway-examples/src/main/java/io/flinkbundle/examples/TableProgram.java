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

package io.flinkbundle.examples;

import io.flinkbundle.examples.SqlScript.Statement;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.TableResult;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import static org.apache.flink.util.ExceptionUtils.findThrowable;

/** A script that a {@link TableEnvironment} submits, statement by statement. */
final class TableProgram {

    private static final Pattern SET = Pattern.compile("SET\\s+'([^']+)'\\s*=\\s*'([^']*)'");
    private static final Duration PATIENCE = Duration.ofSeconds(45);
    private static final long ASK_AGAIN_MILLIS = 500;

    private final TableEnvironment tables;
    private final Deque<ResultTable> expected;
    private final List<Comparison> comparisons = new ArrayList<>();

    private TableProgram(TableEnvironment tables, List<ResultTable> expected) {
        this.tables = tables;
        this.expected = new ArrayDeque<>(expected);
    }

    /**
     * Runs a script to its end; jobs that it does not wait for go on. The result of a query is
     * compared with the next expected one, and the query asked again until it is that or the time
     * is over.
     *
     * @param settings of the TableEnvironment, the address of the cluster among them
     * @param values of the placeholders
     * @return each result beside what was expected
     * @throws ExampleException when a statement fails
     */
    static List<Comparison> run(
            Example example, Map<String, String> settings, Map<String, String> values)
            throws InterruptedException {
        TableEnvironment tables =
                TableEnvironment.create(
                        EnvironmentSettings.newInstance()
                                .withConfiguration(Configuration.fromMap(settings))
                                .build());
        TableProgram program = new TableProgram(tables, example.expected());
        for (Statement statement : SqlScript.parse(example.text(), values).statements()) {
            program.execute(statement);
        }
        if (!program.expected.isEmpty()) {
            throw new ExampleException(
                    "%d expected results are left over: the script has fewer queries."
                            .formatted(program.expected.size()));
        }
        return program.comparisons;
    }

    private void execute(Statement statement) throws InterruptedException {
        Matcher set = SET.matcher(statement.sql());
        if (set.matches()) {
            tables.getConfig().set(set.group(1), set.group(2));
        } else if (statement.isQuery()) {
            comparisons.add(ask(statement, expected.remove()));
        } else {
            submit(statement);
        }
    }

    /** The result of a statement, or of its job where {@code table.dml-sync} waits for that. */
    private TableResult submit(Statement statement) throws InterruptedException {
        try {
            return tables.executeSql(statement.sql());
        } catch (RuntimeException e) {
            if (findThrowable(e, InterruptedException.class).isPresent()) {
                throw new InterruptedException(); // Flink wraps it while it waits for a job
            }
            throw new ExampleException(
                    StatementFailure.of(statement, RootCause.of(e)).getMessage(), e);
        }
    }

    private Comparison ask(Statement statement, ResultTable wanted) throws InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            boolean isLast = System.nanoTime() > deadline;
            Optional<ResultTable> rows = rowsIfThere(statement, isLast);
            if (rows.isPresent() && (isLast || rows.get().differencesFrom(wanted).isEmpty())) {
                return new Comparison(statement.line(), rows.get(), wanted, statement.isOrdered());
            }
            TimeUnit.MILLISECONDS.sleep(ASK_AGAIN_MILLIS);
        }
    }

    /** What a job has not written yet may be missing altogether, so that a query of it fails. */
    private Optional<ResultTable> rowsIfThere(Statement statement, boolean isLast)
            throws InterruptedException {
        try {
            return Optional.of(rows(submit(statement)));
        } catch (RuntimeException e) {
            if (isLast || findThrowable(e, ValidationException.class).isPresent()) {
                throw e;
            }
            return Optional.empty();
        }
    }

    private static ResultTable rows(TableResult result) {
        List<List<String>> rows = new ArrayList<>();
        try (CloseableIterator<Row> iterator = result.collect()) {
            iterator.forEachRemaining(row -> rows.add(texts(row)));
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new ExampleException("A result was not closed: " + RootCause.of(e), e);
        }
        return new ResultTable(result.getResolvedSchema().getColumnNames(), rows);
    }

    private static List<String> texts(Row row) {
        return IntStream.range(0, row.getArity())
                .mapToObj(field -> String.valueOf(row.getField(field)))
                .toList();
    }
}
