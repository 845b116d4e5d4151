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

package io.flinkbundle.emulators.bigquery.engine;

import io.flinkbundle.emulators.bigquery.schema.TableSchema;

import org.apache.flink.annotation.Internal;

import org.duckdb.DuckDBConnection;

import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * The rows in DuckDB, in memory. A table of BigQuery lies in one of DuckDB that has a number before
 * its columns, and a name that no other table ever had. Thread-safe.
 */
@Internal
public final class DuckEngine implements AutoCloseable {

    /** The column that says when a row was committed, or its offset in a stream. */
    public static final String NUMBER = "_bq_number";

    /** The schema of DuckDB with all tables. */
    public static final String STORE = "store";

    private static final List<String> SETTINGS =
            List.of(
                    "SET GLOBAL TimeZone = 'UTC'",
                    "SET GLOBAL default_null_order = 'nulls_first_on_asc_last_on_desc'",
                    "CREATE SCHEMA " + STORE);

    private final DuckDBConnection root;
    private final ConcurrentLinkedDeque<DuckDBConnection> idle = new ConcurrentLinkedDeque<>();
    private final AtomicLong nextName = new AtomicLong();

    private DuckEngine(DuckDBConnection root) {
        this.root = root;
    }

    /** What is to be done with a connection. */
    @FunctionalInterface
    public interface Work<T> {

        T run(DuckDBConnection connection) throws SQLException;
    }

    /**
     * @throws IllegalStateException when DuckDB does not start
     */
    public static DuckEngine open() {
        try {
            DuckDBConnection connection =
                    DriverManager.getConnection("jdbc:duckdb:").unwrap(DuckDBConnection.class);
            try (Statement statement = connection.createStatement()) {
                for (String setting : SETTINGS) {
                    statement.execute(setting);
                }
            }
            return new DuckEngine(connection);
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "DuckDB, which holds the rows of the BigQuery emulator, did not start: "
                            + e.getMessage(),
                    e);
        }
    }

    /** DuckDB refused something that the emulator asked for by itself. */
    static IllegalStateException failed(SQLException e) {
        return new IllegalStateException(
                "DuckDB refused what the emulator asked of it: " + e.getMessage(), e);
    }

    DuckDBConnection take() throws SQLException {
        DuckDBConnection connection = idle.pollFirst();
        return connection == null ? root.duplicate() : connection;
    }

    void giveBack(DuckDBConnection connection) {
        idle.addFirst(connection);
    }

    /** Does work in one transaction, which is rolled back when the work fails. */
    public <T> T inTransaction(Work<T> work) throws SQLException {
        DuckDBConnection connection = take();
        try (Statement statement = connection.createStatement()) {
            statement.execute("BEGIN TRANSACTION");
            T result;
            try {
                result = work.run(connection);
            } catch (SQLException | RuntimeException e) {
                rollback(connection, e);
                throw e;
            }
            statement.execute("COMMIT");
            return result;
        } finally {
            giveBack(connection);
        }
    }

    private static void rollback(DuckDBConnection connection, Exception cause) {
        try (Statement statement = connection.createStatement()) {
            statement.execute("ROLLBACK");
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    /** Runs statements that cannot fail, in one transaction. */
    public void execute(List<String> statements) {
        try {
            inTransaction(
                    connection -> {
                        try (Statement statement = connection.createStatement()) {
                            for (String sql : statements) {
                                statement.execute(sql);
                            }
                        }
                        return null;
                    });
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** Makes a table and gives its name. */
    public String create(TableSchema schema) {
        String table = newTable();
        execute(List.of(createSql(table, schema)));
        return table;
    }

    /** A name that no table has or ever had. */
    public String newTable() {
        return "t" + nextName.incrementAndGet();
    }

    public static String createSql(String table, TableSchema schema) {
        return "CREATE TABLE "
                + STORE
                + "."
                + table
                + " ("
                + NUMBER
                + " BIGINT"
                + (schema.size() == 0 ? "" : ", " + DuckTypes.columns(schema))
                + ")";
    }

    public void drop(String table) {
        execute(List.of("DROP TABLE IF EXISTS " + STORE + "." + table));
    }

    /** Brings a table to a schema that has more fields or fewer demands than its own. */
    public void evolve(String table, TableSchema before, TableSchema after) {
        execute(Evolution.statements(STORE + "." + table, before, after));
    }

    /** Makes a table with the rows of another, and gives its name. */
    public String copy(String table, TableSchema schema) {
        String copy = newTable();
        execute(List.of(createSql(copy, schema), insertAll(table, copy)));
        return copy;
    }

    private static String insertAll(String from, String to) {
        return "INSERT INTO " + STORE + "." + to + " BY NAME SELECT * FROM " + STORE + "." + from;
    }

    /**
     * Appends rows.
     *
     * @param number what the number of each row is
     */
    public void append(String table, TableSchema schema, List<Object[]> rows, LongSupplier number) {
        try {
            inTransaction(
                    connection -> {
                        append(connection, table, schema, rows, number);
                        return null;
                    });
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** Appends rows in a transaction of the caller. */
    public static void append(
            DuckDBConnection connection,
            String table,
            TableSchema schema,
            List<Object[]> rows,
            LongSupplier number)
            throws SQLException {
        RowAppender.append(connection, STORE, table, schema, rows, number);
    }

    /**
     * Reads rows.
     *
     * @param relation what stands behind FROM, and has these fields
     */
    public RowCursor read(TableSchema schema, String relation) {
        try {
            return RowCursor.open(this, schema, relation);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /** The one number that a query gives. */
    public long number(String sql) {
        try {
            return inTransaction(
                    connection -> {
                        try (Statement statement = connection.createStatement();
                                ResultSet result = statement.executeQuery(sql)) {
                            result.next();
                            return result.getLong(1);
                        }
                    });
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    @Override
    public void close() {
        try {
            for (DuckDBConnection connection = idle.pollFirst();
                    connection != null;
                    connection = idle.pollFirst()) {
                connection.close();
            }
            root.close();
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB did not close: " + e.getMessage(), e);
        }
    }
}
