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

package io.flinkbundle.connector.bigquery.sink;

import io.flinkbundle.connector.bigquery.client.FieldMode;
import io.flinkbundle.connector.bigquery.client.MissingResourceException;
import io.flinkbundle.connector.bigquery.client.TableClient;
import io.flinkbundle.connector.bigquery.client.TableDefinition;
import io.flinkbundle.connector.bigquery.client.TableDescription;
import io.flinkbundle.connector.bigquery.client.TableField;
import io.flinkbundle.connector.bigquery.client.TableName;
import io.flinkbundle.connector.bigquery.client.TableSchema;
import io.flinkbundle.connector.bigquery.types.BigQueryTypes;
import io.flinkbundle.connector.bigquery.types.SchemaComparison;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.types.logical.RowType;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Creates the table, adds columns to it, or compares it with the rows, as the settings say. Any
 * number of subtasks may do so at the same time.
 */
@Internal
public final class TargetTable {

    private static final Logger LOG = LoggerFactory.getLogger(TargetTable.class);

    private final TableClient client;
    private final BigQuerySinkConfig config;
    private final TableName name;
    private final TableSettings settings;
    private final Attempts attempts;

    public TargetTable(TableClient client, BigQuerySinkConfig config) {
        this.client = client;
        this.config = config;
        this.name = config.table();
        this.settings = config.tableSettings();
        this.attempts = new Attempts(config.append().retry());
    }

    /**
     * The table that rows are written to.
     *
     * @param description what the service says about it
     * @param changed whether it was created or changed just now, which the service may not know
     *     everywhere yet
     */
    @Internal
    public record Prepared(TableDescription description, boolean changed) {}

    /**
     * @throws IOException if the table is missing, or does not fit; the message says what to do
     */
    public Prepared prepare() throws IOException, InterruptedException {
        boolean changed = false;
        Optional<TableDescription> found = find();
        if (found.isEmpty() && settings.mode().creates()) {
            create();
            changed = true;
            found = find();
        }
        TableDescription table = found.orElseThrow(this::missing);
        if (table.kind() != TableDescription.Kind.TABLE) {
            throw new IOException("'" + name + "' is no table, so nothing can be written to it.");
        }
        List<TableField> missing = missingColumns(config.rowType(), table.schema());
        if (settings.addColumns() && !missing.isEmpty()) {
            attempts.of(
                    "add columns to table " + name,
                    () -> {
                        client.addColumns(name, missing);
                        return null;
                    });
            LOG.info("Added columns to table {}: {}.", name, missing);
            changed = true;
            table = find().orElseThrow(this::missing);
        }
        if (settings.mode().validates() || settings.addColumns()) {
            validate(table);
        }
        return new Prepared(table, changed);
    }

    private Optional<TableDescription> find() throws IOException, InterruptedException {
        return attempts.of("find table " + name, () -> client.find(name));
    }

    private void create() throws IOException, InterruptedException {
        TableDefinition definition =
                new TableDefinition(
                        BigQueryTypes.schema(config.rowType()),
                        settings.primaryKey(),
                        settings.layout(),
                        settings.kmsKey());
        attempts.of(
                "create table " + name,
                () -> {
                    try {
                        client.create(name, definition);
                    } catch (MissingResourceException e) {
                        client.createDataset(
                                name.project(), name.dataset(), settings.location(), 0);
                        client.create(name, definition);
                    }
                    return null;
                });
        LOG.info("Created table {}.", name);
    }

    private static List<TableField> missingColumns(RowType rows, TableSchema table) {
        List<TableField> missing = new ArrayList<>();
        for (TableField column : BigQueryTypes.schema(rows).fields()) {
            if (table.field(column.name()).isEmpty()) {
                // Rows that are there already have no value for it.
                missing.add(
                        column.mode() == FieldMode.REQUIRED
                                ? column.withMode(FieldMode.NULLABLE)
                                : column);
            }
        }
        return missing;
    }

    private void validate(TableDescription table) throws IOException {
        List<String> differences =
                new ArrayList<>(SchemaComparison.differences(config.rowType(), table.schema()));
        if (settings.isUpsert() && !sameNames(settings.primaryKey(), table.primaryKey())) {
            differences.add(
                    "the primary key is "
                            + settings.primaryKey()
                            + " in Flink and "
                            + (table.primaryKey().isEmpty() ? "none" : table.primaryKey())
                            + " in the table");
        }
        if (!differences.isEmpty()) {
            throw new IOException(
                    "Rows do not fit table "
                            + name
                            + ":\n  - "
                            + String.join("\n  - ", differences)
                            + "\nDeclare the columns as the table has them, change the table, or"
                            + " write to another one.");
        }
    }

    private static boolean sameNames(List<String> some, List<String> others) {
        return some.size() == others.size()
                && some.stream().allMatch(name -> others.stream().anyMatch(name::equalsIgnoreCase));
    }

    private IOException missing() {
        return new IOException(
                "There is no table "
                        + name
                        + ". Create it, or have it created with 'sink.schema-mode' ="
                        + " 'create-or-validate'.");
    }
}
