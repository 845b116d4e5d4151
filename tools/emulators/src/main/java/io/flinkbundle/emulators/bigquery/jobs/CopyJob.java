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

import io.flinkbundle.emulators.bigquery.engine.DuckEngine;
import io.flinkbundle.emulators.bigquery.engine.DuckTypes;
import io.flinkbundle.emulators.bigquery.errors.ApiException;
import io.flinkbundle.emulators.bigquery.rest.Json;
import io.flinkbundle.emulators.bigquery.rest.TablesApi;
import io.flinkbundle.emulators.bigquery.schema.TableSchema;
import io.flinkbundle.emulators.bigquery.store.Catalog;
import io.flinkbundle.emulators.bigquery.store.Table;

import org.apache.flink.annotation.Internal;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Copies tables into another one. */
@Internal
final class CopyJob {

    private final Catalog catalog;
    private final TablesApi tables;

    CopyJob(Catalog catalog, TablesApi tables) {
        this.catalog = catalog;
        this.tables = tables;
    }

    JsonObject run(String project, JsonObject config) {
        List<Table> sources = new ArrayList<>();
        Json.at(config, "sourceTable")
                .ifPresent(t -> sources.add(catalog.table(TablesApi.id(t, project))));
        Json.at(config, "sourceTables")
                .map(JsonElement::getAsJsonArray)
                .ifPresent(
                        all ->
                                all.forEach(
                                        t -> sources.add(catalog.table(TablesApi.id(t, project)))));
        if (sources.isEmpty()) {
            throw ApiException.invalid("Required parameter is missing: sourceTables");
        }
        TableSchema schema = sources.get(0).schema();
        for (Table source : sources) {
            if (!source.schema().equals(schema)) {
                throw ApiException.invalid(
                        "Source tables have different schemas: "
                                + sources.get(0).id()
                                + " and "
                                + source.id());
            }
        }
        JsonElement target =
                Json.at(config, "destinationTable")
                        .orElseThrow(
                                () ->
                                        ApiException.invalid(
                                                "Required parameter is missing:"
                                                        + " destinationTable"));
        Destination destination =
                new Destination(
                        catalog, tables, TablesApi.id(target, project), config, "WRITE_EMPTY");
        try {
            long rows =
                    destination.write(
                            schema, (into, table, micros) -> copy(sources, schema, table, micros));
            JsonObject statistics = new JsonObject();
            statistics.addProperty("copiedRows", Long.toString(rows));
            return statistics;
        } catch (SQLException e) {
            throw ApiException.invalid("Tables were not copied: " + e.getMessage());
        }
    }

    private long copy(List<Table> sources, TableSchema schema, String into, long micros)
            throws SQLException {
        String columns = DuckTypes.names(schema);
        return catalog.engine()
                .inTransaction(
                        connection -> {
                            long rows = 0;
                            try (Statement statement = connection.createStatement()) {
                                for (Table source : sources) {
                                    rows +=
                                            statement.executeLargeUpdate(
                                                    "INSERT INTO "
                                                            + DuckEngine.STORE
                                                            + "."
                                                            + into
                                                            + " ("
                                                            + DuckEngine.NUMBER
                                                            + ", "
                                                            + columns
                                                            + ") SELECT "
                                                            + micros
                                                            + ", "
                                                            + columns
                                                            + " FROM "
                                                            + DuckEngine.STORE
                                                            + "."
                                                            + source.head().rows());
                                }
                            }
                            return rows;
                        });
    }
}
