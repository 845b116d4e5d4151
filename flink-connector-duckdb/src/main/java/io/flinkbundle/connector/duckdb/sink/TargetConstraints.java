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

import io.flinkbundle.connector.common.options.SchemaMode;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.api.ValidationException;

import java.io.IOException;
import java.sql.Array;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Constraints that only the table itself can check, when rows are committed to it. For staged rows
 * that is too late: their checkpoint is complete, so that one row that violates a constraint fails
 * every replay. And rows that are written at least once violate a key with the first repetition.
 *
 * <p>The primary key by which a sink upserts is no such constraint: the sink keeps it itself.
 */
@Internal
public final class TargetConstraints {

    private static final String CONSTRAINTS =
            "SELECT constraint_text, constraint_type = 'PRIMARY KEY', constraint_column_names"
                    + " FROM duckdb_constraints()"
                    + " WHERE database_name = current_database()"
                    + " AND lower(schema_name) = lower(?) AND lower(table_name) = lower(?)"
                    + " AND constraint_type IN ('PRIMARY KEY', 'UNIQUE', 'CHECK', 'FOREIGN KEY')"
                    + " ORDER BY constraint_index";

    private TargetConstraints() {}

    /**
     * Refuses a table with constraints, unless the schema is not checked at all.
     *
     * @throws ValidationException if there are any; the message lists them
     */
    public static void refuse(TargetConnection target, DuckDbSinkConfig config) throws IOException {
        if (config.schemaMode() == SchemaMode.NONE) {
            return;
        }
        List<String> constraints;
        try {
            constraints = find(target, config);
        } catch (SQLException e) {
            throw target.failure("read the constraints of table '" + config.tableName() + "'", e);
        }
        if (!constraints.isEmpty()) {
            throw new ValidationException(
                    String.format(
                            "Table '%s' of DuckDB database '%s' has constraints that a row can"
                                    + " violate only when it is committed, after its checkpoint; the"
                                    + " job could not recover from that:%n  - %s%nWrite to a table"
                                    + " without them and take the rows over from there, load a"
                                    + " bounded input without checkpoints, which is one transaction,"
                                    + " or set 'sink.schema-mode' = 'none' if the rows are known to"
                                    + " fit.",
                            config.tableName(),
                            config.path(),
                            String.join(String.format("%n  - "), constraints)));
        }
    }

    private static List<String> find(TargetConnection target, DuckDbSinkConfig config)
            throws SQLException {
        List<String> constraints = new ArrayList<>();
        try (PreparedStatement statement = target.connection().prepareStatement(CONSTRAINTS)) {
            statement.setString(1, config.schema());
            statement.setString(2, config.table());
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    if (!rows.getBoolean(2) || !isKept(rows.getArray(3), config)) {
                        constraints.add(rows.getString(1));
                    }
                }
            }
        }
        return constraints;
    }

    /** Whether a primary key of the table is the one by which rows replace others. */
    private static boolean isKept(Array primaryKey, DuckDbSinkConfig config) throws SQLException {
        Object[] columns = (Object[]) primaryKey.getArray();
        return columns.length == config.primaryKey().size()
                && Arrays.stream(columns).allMatch(column -> config.isKey(column.toString()));
    }
}
