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

package io.flinkbundle.emulators.influxdb3.engine;

import io.flinkbundle.emulators.influxdb3.schema.Column;
import io.flinkbundle.emulators.influxdb3.schema.TableSchema;
import io.flinkbundle.emulators.influxdb3.store.Database;
import io.flinkbundle.emulators.influxdb3.store.Pending;
import io.flinkbundle.emulators.influxdb3.store.Table;
import io.flinkbundle.emulators.influxdb3.write.Series;

import org.apache.flink.annotation.Internal;

import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBTableFunctionBuilder;

import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The points in DuckDB, in memory. Tables are brought up to date one after the other by one
 * connection; queries have connections of their own and see a table as it was when they began.
 * Thread-safe.
 */
@Internal
public final class DuckEngine implements AutoCloseable {

    /**
     * What makes DuckDB behave as DataFusion does, and keeps queries from the files of the machine.
     */
    private static final List<String> SETTINGS =
            List.of(
                    "SET GLOBAL TimeZone = 'UTC'",
                    "SET GLOBAL integer_division = true",
                    "SET GLOBAL default_null_order = 'nulls_last_on_asc_first_on_desc'",
                    "SET GLOBAL enable_external_access = false");

    private final DuckDBConnection writer;
    private final LoadFunction loadFunction = new LoadFunction();
    private final Map<Integer, TableSchema> loadedSchemas = new HashMap<>();
    private final Map<String, Integer> ownersOfViews = new HashMap<>();

    private long nextJob;

    private DuckEngine(DuckDBConnection writer) {
        this.writer = writer;
    }

    /**
     * @throws IllegalStateException when DuckDB does not start
     */
    public static DuckEngine open() {
        try {
            DuckDBConnection connection =
                    DriverManager.getConnection("jdbc:duckdb:").unwrap(DuckDBConnection.class);
            DuckEngine engine = new DuckEngine(connection);
            engine.prepare();
            return engine;
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "DuckDB, which holds the points of the InfluxDB emulator, did not start: "
                            + e.getMessage(),
                    e);
        }
    }

    private void prepare() throws SQLException {
        execute(SETTINGS);
        execute(List.of("CREATE SCHEMA " + TableLayout.STORE_SCHEMA));
        execute(SqlFunctions.definitions());
        try (DuckDBTableFunctionBuilder builder = DuckDBFunctions.tableFunction()) {
            builder.withName(LoadFunction.NAME)
                    .withParameter(Long.class)
                    .withFunction(loadFunction)
                    .register(writer);
        }
    }

    private void execute(List<String> statements) throws SQLException {
        try (Statement statement = writer.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    /** A connection for queries to a database, with its tables in the search path. */
    public DuckDBConnection connect(Database database) throws SQLException {
        DuckDBConnection connection = writer.duplicate();
        try (Statement statement = connection.createStatement()) {
            createSchema(database);
            statement.execute(
                    "SET search_path = '" + TableLayout.schemaOf(database.id()) + ",main'");
            return connection;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    private synchronized void createSchema(Database database) throws SQLException {
        execute(List.of("CREATE SCHEMA IF NOT EXISTS " + TableLayout.schemaOf(database.id())));
    }

    /**
     * Takes in what was written to a table since the last time.
     *
     * @throws IllegalStateException when DuckDB refuses it, which nothing that the emulator accepts
     *     should bring about
     */
    public synchronized void load(Database database, Table table) {
        Pending pending = table.takePending();
        TableSchema before = loadedSchemas.getOrDefault(table.id(), TableSchema.EMPTY);
        if (pending.segments().isEmpty() && pending.schema() == before) {
            return;
        }
        TableLayout layout = new TableLayout(database.id(), table.id(), table.name());
        LoadJob job = new LoadJob(pending);
        long id = nextJob++;
        loadFunction.register(id, job);
        try {
            execute(List.of("BEGIN TRANSACTION"));
            if (pending.schema() != before) {
                execute(layout.create(pending.schema(), before.columns().size()));
            }
            appendSeries(layout, pending);
            if (!pending.segments().isEmpty()) {
                execute(
                        pending.mayRepeat()
                                ? layout.merge(id, job.fields(), pending.schema())
                                : List.of(layout.insert(id, job.fields())));
            }
            execute(List.of("COMMIT"));
        } catch (SQLException e) {
            rollback(e);
            throw new IllegalStateException(
                    "DuckDB did not take in the points of " + table.name() + ": " + e.getMessage(),
                    e);
        } finally {
            loadFunction.unregister(id);
        }
        loadedSchemas.put(table.id(), pending.schema());
        ownersOfViews.put(layout.view(), table.id());
    }

    private void rollback(SQLException cause) {
        try {
            execute(List.of("ROLLBACK"));
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private void appendSeries(TableLayout layout, Pending pending) throws SQLException {
        if (pending.series().isEmpty()) {
            return;
        }
        List<Column> tags = pending.schema().tags();
        int number = pending.firstSeries();
        try (DuckDBAppender appender =
                writer.createAppender(TableLayout.STORE_SCHEMA, layout.seriesTable())) {
            for (Series series : pending.series()) {
                appender.beginRow();
                appender.append(number++);
                for (Column tag : tags) {
                    appender.append(series.tags().get(tag.index()));
                }
                appender.endRow();
            }
            appender.flush();
        }
    }

    /**
     * A query, in parentheses, for the latest points of each combination of keys that were written
     * after a time.
     *
     * @param writtenAfterMillis points written at this time count too
     */
    public static String latestPoints(
            Database database,
            Table table,
            List<Column> keys,
            List<Column> values,
            int count,
            long writtenAfterMillis) {
        return new TableLayout(database.id(), table.id(), table.name())
                .latest(keys, values, count, writtenAfterMillis);
    }

    /** Deletes the points of a table that are older than a time, in nanoseconds since the epoch. */
    public synchronized void deleteBefore(Database database, Table table, long nanos) {
        if (!loadedSchemas.containsKey(table.id())) {
            return;
        }
        TableLayout layout = new TableLayout(database.id(), table.id(), table.name());
        run(
                List.of(
                        "DELETE FROM "
                                + layout.points()
                                + " WHERE _time < make_timestamp_ns("
                                + nanos
                                + ")"));
    }

    /** Deletes what was loaded of a table. */
    public synchronized void drop(Database database, Table table) {
        if (loadedSchemas.remove(table.id()) == null) {
            return;
        }
        TableLayout layout = new TableLayout(database.id(), table.id(), table.name());
        List<String> statements = new ArrayList<>();
        if (ownersOfViews.remove(layout.view(), table.id())) {
            statements.add("DROP VIEW " + layout.view());
        }
        statements.addAll(layout.drop());
        run(statements);
    }

    private void run(List<String> statements) {
        try {
            execute(statements);
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "DuckDB refused what the emulator asked of it: " + e.getMessage(), e);
        }
    }

    @Override
    public synchronized void close() {
        try {
            writer.close();
        } catch (SQLException e) {
            throw new IllegalStateException("DuckDB did not close: " + e.getMessage(), e);
        }
    }
}
