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

package io.flinkbundle.connector.duckdb.sink;

import io.flinkbundle.connector.common.retry.Retrier;
import io.flinkbundle.connector.duckdb.client.AccessMode;
import io.flinkbundle.connector.duckdb.client.DatabaseBusyException;
import io.flinkbundle.connector.duckdb.client.DuckDbDatabase;
import io.flinkbundle.connector.duckdb.client.DuckDbErrors;
import io.flinkbundle.connector.duckdb.client.DuckDbException;
import io.flinkbundle.connector.duckdb.client.StatementFailedException;
import io.flinkbundle.connector.duckdb.client.Turn;

import org.apache.flink.annotation.Internal;
import org.apache.flink.util.function.ThrowingRunnable;

import org.duckdb.DuckDBConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * The target database while a sink has it open. Closing it releases the file to other processes,
 * unless something else in this JVM uses it. Not thread-safe.
 */
@Internal
public final class TargetConnection implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TargetConnection.class);

    private final DuckDbDatabase database;
    private final DuckDBConnection connection;
    private final DuckDbSinkConfig config;
    private volatile Statement running;

    private TargetConnection(
            DuckDbDatabase database, DuckDBConnection connection, DuckDbSinkConfig config) {
        this.database = database;
        this.connection = connection;
        this.config = config;
    }

    /** Something that is done with a connection. */
    @FunctionalInterface
    @Internal
    public interface Work {
        void run() throws SQLException, IOException;
    }

    /**
     * Opens the file for writing. While somebody else holds it, waits and tries again within the
     * sink's retry policy.
     *
     * @param holder who asks, for the messages of others
     * @param onRetry called before each further attempt
     */
    public static TargetConnection open(DuckDbSinkConfig config, String holder, Runnable onRetry)
            throws IOException, InterruptedException {
        Retrier retrier = config.retry().start("open DuckDB database '" + config.path() + "'");
        while (true) {
            try {
                return open(config, holder);
            } catch (DatabaseBusyException e) {
                onRetry.run();
                retrier.backOff(e);
            }
        }
    }

    private static TargetConnection open(DuckDbSinkConfig config, String holder)
            throws DuckDbException {
        DuckDbDatabase database =
                DuckDbDatabase.open(config.settings(), AccessMode.READ_WRITE, holder);
        try {
            return new TargetConnection(database, database.connect(), config);
        } catch (DuckDbException | RuntimeException e) {
            database.close();
            throw e;
        }
    }

    public DuckDBConnection connection() {
        return connection;
    }

    /** Runs one statement. */
    public void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            running = statement;
            statement.execute(sql);
        } finally {
            running = null;
        }
    }

    /** Runs one statement that changes rows, and returns how many. */
    public long update(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            running = statement;
            return statement.executeLargeUpdate(sql);
        } finally {
            running = null;
        }
    }

    /**
     * Counts the rows of a table.
     *
     * @param table the table's quoted name
     */
    public long count(String table) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("SELECT count(*) FROM " + table)) {
            count.next();
            return count.getLong(1);
        }
    }

    /** Starts a transaction; as a statement, because the driver's own way begins too late. */
    public void begin() throws SQLException {
        execute("BEGIN TRANSACTION");
    }

    /** Commits into the file that the path names, and into no other. */
    public void commit() throws SQLException, DuckDbException {
        database.checkFile();
        execute("COMMIT");
    }

    /**
     * Does something in a transaction of its own: all of it, or nothing.
     *
     * @param attempt what is done, for the message of a failure
     */
    public void inTransaction(String attempt, Work work) throws IOException {
        try {
            begin();
            try {
                work.run();
                commit();
            } catch (SQLException | IOException | RuntimeException e) {
                rollBack(e);
                throw e;
            }
        } catch (SQLException e) {
            throw failure(attempt, e);
        }
    }

    /**
     * Does something in a transaction of its own, and does it again when another transaction got in
     * its way, within the sink's retry policy. An interrupt cancels the running statement.
     *
     * @param attempt what is done, for the message of a failure
     * @param work looks at the database again in each attempt
     */
    public void inTransactionRetryingConflicts(String attempt, Work work)
            throws IOException, InterruptedException {
        Retrier retrier = config.retry().start(attempt);
        while (true) {
            try {
                interruptibly(() -> inTransaction(attempt, work));
                return;
            } catch (StatementFailedException e) {
                if (!isConflict(e)) {
                    throw e;
                }
                retrier.backOff(e);
            }
        }
    }

    /**
     * Replaces rows in a transaction of its own, as {@link #inTransactionRetryingConflicts} does
     * it, while nobody else in this JVM replaces rows of the table.
     */
    public void inTurn(String attempt, Work work) throws IOException, InterruptedException {
        Turn turn = takeTurn();
        try (turn) {
            inTransactionRetryingConflicts(attempt, work);
        }
    }

    /** Waits, within the sink's retry policy, until nobody else replaces rows of the table. */
    public Turn takeTurn() throws IOException, InterruptedException {
        return database.takeTurn(config.tableName(), config.retry().timeout());
    }

    /** Does something whose running statement is cancelled by an interrupt. */
    public void interruptibly(ThrowingRunnable<IOException> work)
            throws IOException, InterruptedException {
        InterruptibleWork.run(work, this::cancel);
    }

    private void cancel() {
        Statement statement = running;
        if (statement == null) {
            return;
        }
        try {
            statement.cancel();
        } catch (SQLException e) {
            // The statement has ended by itself, which is as good.
            LOG.debug("No statement on DuckDB database '{}' to cancel.", config.path(), e);
        }
    }

    /** Takes everything back since {@link #begin()}; a failure to do so is added to the cause. */
    public void rollBack(Exception cause) {
        try {
            execute("ROLLBACK");
        } catch (SQLException e) {
            // After some errors DuckDB has rolled back by itself.
            cause.addSuppressed(e);
        }
    }

    /** Says what failed on which file. */
    public DuckDbException failure(String attempt, SQLException error) {
        return DuckDbErrors.translate(config.path(), attempt, error);
    }

    /**
     * Whether two transactions got in each other's way, so that a second attempt may succeed. When
     * both create the same thing, it depends on the moment whether DuckDB calls that a conflict or
     * says that the thing exists.
     */
    private static boolean isConflict(StatementFailedException failure) {
        String reason = String.valueOf(failure.getMessage());
        return reason.contains("onflict") || reason.contains("already exists");
    }

    @Override
    public void close() throws IOException {
        try {
            connection.close();
        } catch (SQLException e) {
            throw failure("close a connection", e);
        } finally {
            database.close();
        }
    }
}
