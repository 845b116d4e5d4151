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

package io.flinkbundle.connector.duckdb.catalog;

import io.flinkbundle.connector.duckdb.client.DuckDbTable;

import org.apache.flink.annotation.Internal;

import org.duckdb.DuckDBConnection;

import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What a database says about its schemas and tables. Names are compared without case. */
@Internal
final class SchemaQueries {

    /** What this connector keeps for itself begins like this. */
    private static final String INTERNAL_PREFIX = "__flink";

    private SchemaQueries() {}

    static List<String> schemas(DuckDBConnection connection) throws SQLException {
        return strings(
                connection,
                "SELECT schema_name FROM duckdb_schemas() WHERE database_name = current_database()"
                        + " AND schema_name NOT IN ('information_schema', 'pg_catalog')"
                        + " ORDER BY schema_name");
    }

    static List<String> tables(DuckDBConnection connection, String schema) throws SQLException {
        return strings(
                connection,
                "SELECT table_name FROM duckdb_tables() WHERE database_name = current_database()"
                        + " AND lower(schema_name) = lower(?) AND NOT starts_with(table_name, ?)"
                        + " ORDER BY table_name",
                schema,
                INTERNAL_PREFIX);
    }

    static List<String> views(DuckDBConnection connection, String schema) throws SQLException {
        return strings(
                connection,
                "SELECT view_name FROM duckdb_views() WHERE database_name = current_database()"
                        + " AND NOT internal AND lower(schema_name) = lower(?) ORDER BY view_name",
                schema);
    }

    /** Finds a table or view that is not internal. */
    static Optional<FoundTable> find(DuckDBConnection connection, String schema, String name)
            throws SQLException {
        Optional<DuckDbTable> table = DuckDbTable.find(connection, schema, name);
        if (table.isEmpty() || table.get().name().startsWith(INTERNAL_PREFIX)) {
            return Optional.empty();
        }
        return Optional.of(
                new FoundTable(
                        table.get(),
                        comment(connection, table.get()),
                        columnComments(connection, table.get()),
                        primaryKey(connection, table.get())));
    }

    private static Optional<String> comment(DuckDBConnection connection, DuckDbTable table)
            throws SQLException {
        String kind = table.view() ? "view" : "table";
        return strings(
                        connection,
                        String.format(
                                "SELECT comment FROM duckdb_%1$ss() WHERE comment IS NOT NULL"
                                        + " AND database_name = current_database()"
                                        + " AND schema_name = ? AND %1$s_name = ?",
                                kind),
                        table.schema(),
                        table.name())
                .stream()
                .findFirst();
    }

    private static Map<String, String> columnComments(
            DuckDBConnection connection, DuckDbTable table) throws SQLException {
        Map<String, String> comments = new HashMap<>();
        try (PreparedStatement statement =
                        prepare(
                                connection,
                                "SELECT column_name, comment FROM duckdb_columns()"
                                        + " WHERE comment IS NOT NULL"
                                        + " AND database_name = current_database()"
                                        + " AND schema_name = ? AND table_name = ?",
                                table.schema(),
                                table.name());
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                comments.put(rows.getString(1), rows.getString(2));
            }
        }
        return comments;
    }

    private static List<String> primaryKey(DuckDBConnection connection, DuckDbTable table)
            throws SQLException {
        try (PreparedStatement statement =
                        prepare(
                                connection,
                                "SELECT constraint_column_names FROM duckdb_constraints()"
                                        + " WHERE constraint_type = 'PRIMARY KEY'"
                                        + " AND database_name = current_database()"
                                        + " AND schema_name = ? AND table_name = ?",
                                table.schema(),
                                table.name());
                ResultSet rows = statement.executeQuery()) {
            if (!rows.next()) {
                return List.of();
            }
            Array columns = rows.getArray(1);
            return Arrays.stream((Object[]) columns.getArray()).map(Object::toString).toList();
        }
    }

    private static List<String> strings(
            DuckDBConnection connection, String sql, String... parameters) throws SQLException {
        List<String> values = new ArrayList<>();
        try (PreparedStatement statement = prepare(connection, sql, parameters);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    private static PreparedStatement prepare(
            DuckDBConnection connection, String sql, String... parameters) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setString(i + 1, parameters[i]);
        }
        return statement;
    }
}
