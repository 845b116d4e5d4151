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

import io.flinkbundle.connector.duckdb.client.DuckDbTable;
import io.flinkbundle.connector.duckdb.client.Identifiers;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.api.ValidationException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/** Creates or checks the table that a sink writes, as {@code sink.schema-mode} says. */
@Internal
public final class TargetTable {

    private static final Logger LOG = LoggerFactory.getLogger(TargetTable.class);

    private TargetTable() {}

    /**
     * Refuses a missing file where the sink may not create a table: opening it would create it.
     *
     * @throws ValidationException if there is no file
     */
    public static void checkFile(DuckDbSinkConfig config) {
        // A look at the name only. Opening and closing the file would drop DuckDB's lock on it.
        if (!config.schemaMode().creates() && !Files.exists(Path.of(config.path()))) {
            throw new ValidationException(
                    String.format(
                            "DuckDB database '%s' does not exist, and 'sink.schema-mode' = '%s'"
                                    + " creates nothing. Check 'path', or set 'sink.schema-mode' ="
                                    + " 'create-or-validate'.",
                            config.path(), config.schemaMode()));
        }
    }

    /**
     * Makes sure that the table can take the sink's rows.
     *
     * @throws ValidationException if it is missing or does not fit; the message lists every
     *     difference
     */
    public static void prepare(TargetConnection target, DuckDbSinkConfig config)
            throws IOException, InterruptedException {
        target.inTransactionRetryingConflicts(
                "prepare table '" + config.tableName() + "'", () -> createOrCheck(target, config));
    }

    /**
     * The sink's columns as the prepared table has them. Without a check of the schema a column may
     * be missing, which stays as it is written.
     */
    public static List<ColumnMapping> columns(TargetConnection target, DuckDbSinkConfig config)
            throws IOException {
        try {
            Optional<DuckDbTable> found =
                    DuckDbTable.find(target.connection(), config.schema(), config.table());
            return config.columns().stream()
                    .map(
                            column ->
                                    found.flatMap(table -> table.column(column.name()))
                                            .map(column::into)
                                            .orElse(column))
                    .toList();
        } catch (SQLException e) {
            throw target.failure("read the columns of table '" + config.tableName() + "'", e);
        }
    }

    private static void createOrCheck(TargetConnection target, DuckDbSinkConfig config)
            throws SQLException {
        Optional<DuckDbTable> found =
                DuckDbTable.find(target.connection(), config.schema(), config.table());
        if (found.isPresent()) {
            if (config.schemaMode().validates()) {
                check(found.get(), config);
            }
        } else if (config.schemaMode().creates()) {
            create(target, config);
        } else if (config.schemaMode().validates()) {
            throw new ValidationException(
                    String.format(
                            "Table '%s' does not exist in DuckDB database '%s', and"
                                    + " 'sink.schema-mode' = '%s' does not create it. Create the"
                                    + " table, or set 'sink.schema-mode' = 'create-or-validate'.",
                            config.tableName(), config.path(), config.schemaMode()));
        }
    }

    private static void create(TargetConnection target, DuckDbSinkConfig config)
            throws SQLException {
        String columns = ColumnMapping.definitions(config.columns());
        if (config.changes().createsPrimaryKey()) {
            columns += ", PRIMARY KEY (" + PrimaryKey.names(config.primaryKey()) + ")";
        }
        target.execute("CREATE SCHEMA IF NOT EXISTS " + Identifiers.quote(config.schema()));
        target.execute("CREATE TABLE " + config.quotedTable() + " (" + columns + ")");
        LOG.info(
                "Created table '{}' in DuckDB database '{}': {}.",
                config.tableName(),
                config.path(),
                columns);
    }

    private static void check(DuckDbTable table, DuckDbSinkConfig config) {
        List<String> differences = SchemaComparison.differences(config.columns(), table);
        if (!differences.isEmpty()) {
            throw new ValidationException(
                    String.format(
                            "Table '%s' of DuckDB database '%s' does not fit the rows that are"
                                    + " written:%n  - %s%nChange the query or the table, or set"
                                    + " 'sink.schema-mode' = 'none' to leave the check out.",
                            config.tableName(),
                            config.path(),
                            String.join(String.format("%n  - "), differences)));
        }
    }
}
