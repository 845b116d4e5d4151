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

package io.flinkbundle.emulators.influxdb3.sql;

import io.flinkbundle.emulators.influxdb3.engine.DuckEngine;
import io.flinkbundle.emulators.influxdb3.engine.Identifiers;
import io.flinkbundle.emulators.influxdb3.store.Database;
import io.flinkbundle.emulators.influxdb3.store.Table;
import io.flinkbundle.emulators.pubsub.time.EmulatorClock;

import org.apache.flink.annotation.Internal;

import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBPreparedStatement;

import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Answers queries. Thread-safe. */
@Internal
public final class SqlEngine {

    private final DuckEngine engine;
    private final EmulatorClock clock;
    private final int maxFiles;

    /**
     * @param maxFiles the files that a query may read
     */
    public SqlEngine(DuckEngine engine, EmulatorClock clock, int maxFiles) {
        this.engine = engine;
        this.clock = clock;
        this.maxFiles = maxFiles;
    }

    /** Begins a query, which sees all points that were written before. */
    public QueryResult query(Database database, Query query) throws SqlException {
        List<SqlToken> tokens = Statements.single(query.sql());
        long now = nowNanos();
        String sql = new SqlTranslator(database, query.parameters(), now, tokens).translate();
        bringUpToDate(database, now);
        DuckDBConnection connection = connect(database);
        try {
            new FileLimit(connection, database, query, now, maxFiles).check(tokens);
            return run(connection, sql);
        } catch (SqlException | RuntimeException e) {
            close(connection, e);
            throw e;
        } catch (SQLException e) {
            close(connection, e);
            throw DuckErrors.translate(e);
        }
    }

    private long nowNanos() {
        return clock.millis() * 1_000_000;
    }

    private void bringUpToDate(Database database, long now) {
        for (Table table : database.tables()) {
            engine.load(database, table);
            database.retention()
                    .ifPresent(kept -> engine.deleteBefore(database, table, now - kept.toNanos()));
        }
    }

    private DuckDBConnection connect(Database database) {
        try {
            return engine.connect(database);
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "DuckDB gave no connection to query " + database.name() + ": " + e.getMessage(),
                    e);
        }
    }

    private static void close(DuckDBConnection connection, Exception cause) {
        try {
            connection.close();
        } catch (SQLException e) {
            cause.addSuppressed(e);
        }
    }

    private static QueryResult run(DuckDBConnection connection, String sql)
            throws SQLException, SqlException {
        List<ResultColumn> columns = columns(connection, sql);
        checkNames(columns);
        DuckDBPreparedStatement statement = connection.prepare(withMarkAtTheEnd(sql, columns));
        try {
            return new QueryResult(connection, statement, statement.query(), columns);
        } catch (SQLException | RuntimeException e) {
            statement.close();
            throw e;
        }
    }

    private static String withMarkAtTheEnd(String sql, List<ResultColumn> columns) {
        List<String> places = IntStream.range(0, columns.size()).mapToObj(i -> "c" + i).toList();
        String read =
                IntStream.range(0, columns.size())
                        .mapToObj(i -> columns.get(i).read(places.get(i)))
                        .collect(Collectors.joining(", "));
        return "SELECT "
                + read
                + ", false FROM ("
                + sql
                + ") AS q("
                + String.join(", ", places)
                + ") UNION ALL SELECT "
                + "NULL, ".repeat(columns.size())
                + "true";
    }

    private static List<ResultColumn> columns(DuckDBConnection connection, String sql)
            throws SQLException {
        List<ResultColumn> columns = new ArrayList<>();
        try (DuckDBPreparedStatement statement = connection.prepare(sql)) {
            ResultSetMetaData metadata = statement.getMetaData();
            for (int i = 1; i <= metadata.getColumnCount(); i++) {
                columns.add(
                        ResultColumn.of(
                                Identifiers.decode(metadata.getColumnName(i)),
                                metadata.getColumnTypeName(i)));
            }
        }
        return columns;
    }

    private static void checkNames(List<ResultColumn> columns) throws SqlException {
        Map<String, Integer> positions = new HashMap<>();
        for (int i = 0; i < columns.size(); i++) {
            String name = columns.get(i).name();
            Integer before = positions.put(name, i);
            if (before != null) {
                throw SqlException.plan(
                        "Projections require unique expression names but the expression \""
                                + name
                                + "\" at position "
                                + before
                                + " and \""
                                + name
                                + "\" at position "
                                + i
                                + " have the same name. Consider aliasing (\"AS\") one of them.");
            }
        }
    }
}
