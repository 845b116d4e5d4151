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
     */
    record Outcome(String table, ResultTable result, String writePath) {}

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
     * @param live done once the first job runs
     */
    List<Outcome> run(SqlScript script, int expectedRows, WhileRunning live)
            throws InterruptedException {
        List<Outcome> outcomes = new ArrayList<>();
        for (Statement statement : script.statements()) {
            Optional<String> job = execute(statement);
            if (job.isPresent() && statement.insertsInto().isPresent()) {
                FlinkJob running = new FlinkJob(flink.jobManager(), job.get());
                if (outcomes.isEmpty()) {
                    Await.until(
                            JOB_TIMEOUT,
                            () -> running.hasEnded() || running.isRunning(),
                            () -> "The job does not start");
                    live.run();
                }
                outcomes.add(await(running, statement.insertsInto().get(), expectedRows));
            }
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

    private Outcome await(FlinkJob job, String table, int expectedRows)
            throws InterruptedException {
        String writePath = writePaths.last();
        if (WritePathLog.isBounded(writePath)) {
            Await.until(
                    JOB_TIMEOUT,
                    job::hasEnded,
                    () -> "The job that writes %s still runs".formatted(table));
        } else {
            Await.until(
                    JOB_TIMEOUT,
                    () -> job.hasEnded() || rowsIn(table) >= expectedRows,
                    () -> "%s has %d of %d rows".formatted(table, rowsIn(table), expectedRows));
            job.cancel();
            Await.until(
                    JOB_TIMEOUT,
                    job::hasEnded,
                    () -> "The job that writes %s does not stop".formatted(table));
        }
        return new Outcome(table, read(table), writePath);
    }

    private int rowsIn(String table) {
        return DuckDb.poll(database, table).map(result -> result.rows().size()).orElse(0);
    }

    private ResultTable read(String table) {
        try {
            return DuckDb.read(database, table);
        } catch (SQLException e) {
            throw new ExampleException("The result cannot be read: " + RootCause.of(e), e);
        }
    }
}
