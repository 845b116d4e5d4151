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

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Runs a script through the gateway, statement by statement, and reads back what its jobs wrote.
 *
 * <p>A job whose source ends is awaited. A job whose source does not end is cancelled as soon as
 * the expected number of rows can be read, from outside Flink, in the table that it writes to.
 */
final class Pipeline {

    private static final Duration JOB_TIMEOUT = Duration.ofSeconds(90);

    private final FlinkProcess flink;
    private final SqlGatewayClient gateway;
    private final Path database;
    private final WritePathLog writePaths;
    private final Progress progress;

    /**
     * What one INSERT did.
     *
     * @param table the table in DuckDB
     * @param writePath the path that the sink chose
     * @param commits how many transactions brought the rows
     */
    record Outcome(String table, ResultTable result, WritePath writePath, int commits) {}

    /** Something to do while a job runs. */
    interface WhileRunning {
        void run() throws InterruptedException;
    }

    Pipeline(
            FlinkProcess flink,
            SqlGatewayClient gateway,
            Path database,
            WritePathLog writePaths,
            Progress progress) {
        this.flink = flink;
        this.gateway = gateway;
        this.database = database;
        this.writePaths = writePaths;
        this.progress = progress;
    }

    /**
     * @param expectedRows how many rows each INSERT is to leave in its table
     * @param live done while a job runs that does not end, when its first rows can be read
     */
    List<Outcome> run(SqlScript script, int expectedRows, WhileRunning live)
            throws InterruptedException {
        List<Outcome> outcomes = new ArrayList<>();
        for (Statement statement : script.statements()) {
            Optional<String> job = execute(statement);
            if (statement.insertsInto().isEmpty()) {
                continue;
            }
            FlinkJob running = new FlinkJob(flink.jobManager(), job.orElseThrow());
            Await.until(
                    JOB_TIMEOUT,
                    () -> running.hasEnded() || running.isRunning(),
                    () -> "The job of line %d does not run".formatted(statement.line()));
            progress.done("sql", statement.title() + ": job runs");
            outcomes.add(await(running, statement.insertsInto().get(), expectedRows, live));
        }
        return outcomes;
    }

    private Optional<String> execute(Statement statement) throws InterruptedException {
        try {
            return gateway.execute(statement.sql());
        } catch (ExampleException e) {
            throw new ExampleException(
                    "Line %d, %s: %s"
                            .formatted(statement.line(), statement.title(), e.getMessage()),
                    e);
        }
    }

    private Outcome await(FlinkJob job, String table, int expectedRows, WhileRunning live)
            throws InterruptedException {
        WritePath writePath = writePaths.last();
        if (!writePath.isBounded()) {
            awaitRows(job, table, 1);
            progress.done("duckdb", "%s: first rows are there".formatted(table));
            live.run();
            awaitRows(job, table, expectedRows);
            job.cancel();
        }
        Await.until(
                JOB_TIMEOUT,
                job::hasEnded,
                () -> "The job that writes %s has not ended".formatted(table));
        Outcome outcome = read(table, writePath);
        progress.done(
                "duckdb",
                "%s: %d rows, %d commit%s, job %s"
                        .formatted(
                                table,
                                outcome.result().rows().size(),
                                outcome.commits(),
                                outcome.commits() == 1 ? "" : "s",
                                writePath.isBounded() ? "finished" : "cancelled"));
        return outcome;
    }

    private void awaitRows(FlinkJob job, String table, int expected) throws InterruptedException {
        Await.until(
                JOB_TIMEOUT,
                () -> job.hasEnded() || rowsIn(table) >= expected,
                () -> "%s has %d of %d rows".formatted(table, rowsIn(table), expected));
    }

    private int rowsIn(String table) {
        return DuckDb.poll(database, table).map(result -> result.rows().size()).orElse(0);
    }

    private Outcome read(String table, WritePath writePath) {
        try {
            ResultTable commits =
                    DuckDb.read(
                            database,
                            "SELECT 1 FROM __flink_commits WHERE sink_id LIKE '%%.%s'"
                                    .formatted(table));
            return new Outcome(
                    table, DuckDb.readTable(database, table), writePath, commits.rows().size());
        } catch (SQLException e) {
            throw new ExampleException("The result cannot be read: " + RootCause.of(e), e);
        }
    }
}
