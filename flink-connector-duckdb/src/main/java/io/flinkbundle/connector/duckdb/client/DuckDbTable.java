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

package io.flinkbundle.connector.duckdb.client;

import org.apache.flink.annotation.Internal;

import org.duckdb.DuckDBConnection;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A table or view as the database knows it.
 *
 * @param schema the schema in the case in which it was created
 * @param name the table in the case in which it was created
 * @param view whether it is a view, which has no row ids
 * @param columns the columns in their physical order
 */
@Internal
public record DuckDbTable(String schema, String name, boolean view, List<DuckDbColumn> columns) {

    // JDBC's metadata reports most of DuckDB's types as OTHER: only the type's name tells them
    // apart.
    private static final String COLUMNS =
            "SELECT c.schema_name, c.table_name, v.view_oid IS NOT NULL, c.column_name, c.data_type,"
                    + " c.is_nullable, c.column_default IS NOT NULL, c.is_generated"
                    + " FROM duckdb_columns() c LEFT JOIN duckdb_views() v"
                    + " ON v.database_oid = c.database_oid AND v.view_oid = c.table_oid"
                    + " WHERE c.database_name = current_database()"
                    + " AND lower(c.schema_name) = lower(?) AND lower(c.table_name) = lower(?)"
                    + " ORDER BY c.column_index";

    public DuckDbTable {
        columns = List.copyOf(columns);
    }

    /** Looks a table or view up, without regard to case. */
    public static Optional<DuckDbTable> find(
            DuckDBConnection connection, String schema, String table) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(COLUMNS)) {
            statement.setString(1, schema);
            statement.setString(2, table);
            try (ResultSet rows = statement.executeQuery()) {
                return read(rows);
            }
        }
    }

    private static Optional<DuckDbTable> read(ResultSet rows) throws SQLException {
        List<DuckDbColumn> columns = new ArrayList<>();
        String schema = "";
        String name = "";
        boolean view = false;
        while (rows.next()) {
            schema = rows.getString(1);
            name = rows.getString(2);
            view = rows.getBoolean(3);
            columns.add(
                    new DuckDbColumn(
                            rows.getString(4),
                            rows.getString(5),
                            rows.getBoolean(6),
                            rows.getBoolean(7),
                            rows.getBoolean(8)));
        }
        return columns.isEmpty()
                ? Optional.empty()
                : Optional.of(new DuckDbTable(schema, name, view, columns));
    }

    /** Finds a column without regard to case. */
    public Optional<DuckDbColumn> column(String columnName) {
        return columns.stream().filter(c -> c.name().equalsIgnoreCase(columnName)).findFirst();
    }

    /** The table's name for SQL text. */
    public String quotedName() {
        return Identifiers.quote(schema, name);
    }
}
