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

package io.flinkbundle.emulators.bigquery.jobs;

import io.flinkbundle.emulators.bigquery.errors.ApiException;
import io.flinkbundle.emulators.bigquery.rest.Json;
import io.flinkbundle.emulators.bigquery.rest.TablesApi;
import io.flinkbundle.emulators.bigquery.schema.Field;
import io.flinkbundle.emulators.bigquery.schema.FieldMode;
import io.flinkbundle.emulators.bigquery.schema.SchemaJson;
import io.flinkbundle.emulators.bigquery.schema.TableSchema;
import io.flinkbundle.emulators.bigquery.store.Catalog;
import io.flinkbundle.emulators.bigquery.store.SchemaChange;
import io.flinkbundle.emulators.bigquery.store.Table;
import io.flinkbundle.emulators.bigquery.store.TableId;

import org.apache.flink.annotation.Internal;

import com.google.gson.JsonObject;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Writes the rows of a job into its table, as the dispositions of the job say. */
@Internal
final class Destination {

    private static final List<String> LAYOUT =
            List.of(
                    "timePartitioning",
                    "rangePartitioning",
                    "clustering",
                    "encryptionConfiguration",
                    "expirationTime");

    private final Catalog catalog;
    private final TablesApi tables;
    private final TableId id;
    private final JsonObject config;
    private final String defaultWrite;

    /** Writes rows into a table of DuckDB, and gives their number. */
    @FunctionalInterface
    interface Inserter {

        long insert(TableSchema schema, String rows, long commitMicros) throws SQLException;
    }

    /**
     * @param config that of the job, with its dispositions
     */
    Destination(
            Catalog catalog, TablesApi tables, TableId id, JsonObject config, String defaultWrite) {
        this.catalog = catalog;
        this.tables = tables;
        this.id = id;
        this.config = config;
        this.defaultWrite = defaultWrite;
    }

    /** The schema of the table when it is there already. */
    Optional<TableSchema> present() {
        return catalog.findTable(id).map(Table::schema).filter(schema -> schema.size() > 0);
    }

    /**
     * Writes rows, all or none of them.
     *
     * @param wanted the schema of the rows
     */
    long write(TableSchema wanted, Inserter inserter) throws SQLException {
        String write = Json.text(config, "writeDisposition").orElse(defaultWrite);
        Optional<Table> present = catalog.findTable(id);
        long[] count = new long[1];
        if (present.isEmpty()) {
            create(wanted)
                    .commit(
                            (head, micros) ->
                                    count[0] = inserter.insert(head.schema(), head.rows(), micros));
            return count[0];
        }
        Table table = present.get();
        switch (write) {
            case "WRITE_TRUNCATE", "WRITE_TRUNCATE_DATA" ->
                    table.rewrite(
                            replaced(table),
                            wanted,
                            (head, micros) -> {
                                String rows = catalog.engine().create(wanted);
                                count[0] = inserter.insert(wanted, rows, micros);
                                return rows;
                            });
            case "WRITE_EMPTY" -> {
                if (table.rowCount() > 0) {
                    throw ApiException.duplicate("Table", id.toString());
                }
                append(table, wanted, inserter, count);
            }
            case "WRITE_APPEND" -> append(table, wanted, inserter, count);
            default -> throw ApiException.invalid("Invalid writeDisposition: " + write);
        }
        return count[0];
    }

    private Table create(TableSchema wanted) {
        if (Json.text(config, "createDisposition").filter("CREATE_NEVER"::equals).isPresent()) {
            throw ApiException.notFound("Table", id.toString());
        }
        JsonObject resource = new JsonObject();
        for (String name : LAYOUT) {
            Json.at(config, name).ifPresent(value -> resource.add(name, value));
        }
        Json.text(config, "destinationEncryptionConfiguration", "kmsKeyName")
                .ifPresent(
                        key ->
                                resource.add(
                                        "encryptionConfiguration",
                                        config.get("destinationEncryptionConfiguration")));
        resource.add("schema", SchemaJson.write(wanted));
        return tables.create(id, resource);
    }

    private JsonObject replaced(Table table) {
        JsonObject resource = table.resource().deepCopy();
        for (String name : LAYOUT) {
            Json.at(config, name).ifPresent(value -> resource.add(name, value));
        }
        return resource;
    }

    private void append(Table table, TableSchema wanted, Inserter inserter, long[] count)
            throws SQLException {
        TableSchema merged = merged(table.schema(), wanted);
        if (!merged.equals(table.schema())) {
            checkAllowed(table.schema(), merged);
            table.update(before -> before, before -> merged);
        }
        table.commit(
                (head, micros) -> count[0] = inserter.insert(head.schema(), head.rows(), micros));
    }

    /** The fields of the table with those that the rows have beside them, relaxed as they are. */
    private TableSchema merged(TableSchema present, TableSchema wanted) {
        List<Field> fields = new ArrayList<>();
        for (Field field : present.fields()) {
            Optional<Field> same = wanted.find(field.name());
            boolean relaxed =
                    field.isRequired()
                            && same.filter(f -> !f.isRequired()).isPresent()
                            && allows("ALLOW_FIELD_RELAXATION");
            fields.add(relaxed ? field.withMode(FieldMode.NULLABLE) : field);
        }
        for (Field field : wanted.fields()) {
            Optional<Field> same = present.find(field.name());
            if (same.isEmpty()) {
                fields.add(field);
            } else if (same.get().type() != field.type()) {
                throw ApiException.invalid(
                        "Provided Schema does not match Table "
                                + id
                                + ". Field "
                                + field.name()
                                + " has changed type from "
                                + same.get().type().restName()
                                + " to "
                                + field.type().restName());
            }
        }
        return new TableSchema(fields);
    }

    private void checkAllowed(TableSchema present, TableSchema merged) {
        if (merged.size() > present.size() && !allows("ALLOW_FIELD_ADDITION")) {
            throw ApiException.invalid(
                    "Provided Schema does not match Table "
                            + id
                            + ". Cannot add fields (field: "
                            + merged.field(present.size()).name()
                            + ")");
        }
        SchemaChange.check(id, present, merged);
    }

    private boolean allows(String option) {
        return Json.at(config, "schemaUpdateOptions")
                .map(options -> options.toString().contains(option))
                .orElse(false);
    }
}
