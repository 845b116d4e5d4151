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
import io.flinkbundle.emulators.bigquery.schema.SchemaJson;
import io.flinkbundle.emulators.bigquery.schema.TableSchema;
import io.flinkbundle.emulators.bigquery.sql.Queries;
import io.flinkbundle.emulators.bigquery.store.Catalog;
import io.flinkbundle.emulators.bigquery.store.TableId;

import org.apache.flink.annotation.Internal;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import java.sql.SQLException;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;

/** Answers a query into a table, which lives for a day when the query names none. */
@Internal
final class QueryJob {

    private static final String HIDDEN_DATASET = "_results";
    private static final Duration LIFETIME = Duration.ofDays(1);

    private final Catalog catalog;
    private final TablesApi tables;
    private final Queries queries;

    QueryJob(Catalog catalog, TablesApi tables, Queries queries) {
        this.catalog = catalog;
        this.tables = tables;
        this.queries = queries;
    }

    /** What a query has given. */
    record Outcome(Optional<TableId> result, Optional<Long> affectedRows, JsonObject statistics) {}

    Outcome run(String project, JsonObject config, boolean dryRun) {
        String sql =
                Json.text(config, "query")
                        .orElseThrow(
                                () -> ApiException.invalid("Required parameter is missing: query"));
        if (Json.flag(config, "useLegacySql")) {
            throw ApiException.notEmulated("legacy SQL");
        }
        Queries.Context context =
                new Queries.Context(
                        Json.text(config, "defaultDataset", "projectId").orElse(project),
                        Json.text(config, "defaultDataset", "datasetId"),
                        Json.at(config, "queryParameters")
                                .map(JsonElement::getAsJsonArray)
                                .orElseGet(JsonArray::new));
        if (Queries.isQuery(sql)) {
            return query(project, config, queries.prepare(sql, context), dryRun);
        }
        if (dryRun) {
            return new Outcome(Optional.empty(), Optional.empty(), statistics("SCRIPT"));
        }
        Queries.Done done = queries.run(sql, context);
        JsonObject statistics = statistics(done.statementType());
        Optional<Long> affected =
                Optional.of(done.affectedRows()).filter(rows -> isChange(done.statementType()));
        affected.ifPresent(
                rows -> statistics.addProperty("numDmlAffectedRows", Long.toString(rows)));
        return new Outcome(Optional.empty(), affected, statistics);
    }

    private static boolean isChange(String type) {
        return !type.contains("_");
    }

    private static JsonObject statistics(String type) {
        JsonObject statistics = new JsonObject();
        statistics.addProperty("statementType", type);
        statistics.addProperty("totalBytesProcessed", "0");
        statistics.addProperty("totalBytesBilled", "0");
        statistics.addProperty("cacheHit", false);
        return statistics;
    }

    private Outcome query(
            String project, JsonObject config, Queries.Prepared query, boolean dryRun) {
        JsonObject statistics = statistics("SELECT");
        statistics.add("schema", SchemaJson.write(query.schema()));
        if (dryRun) {
            return new Outcome(Optional.empty(), Optional.empty(), statistics);
        }
        TableId id =
                Json.at(config, "destinationTable")
                        .map(table -> TablesApi.id(table, project))
                        .orElseGet(() -> temporary(project, config));
        Destination destination = new Destination(catalog, tables, id, config, "WRITE_EMPTY");
        try {
            destination.write(
                    query.schema(),
                    (TableSchema schema, String rows, long micros) ->
                            queries.insert(query, rows, micros));
        } catch (SQLException e) {
            throw ApiException.invalidQuery(e.getMessage());
        }
        return new Outcome(Optional.of(id), Optional.empty(), statistics);
    }

    private TableId temporary(String project, JsonObject config) {
        if (catalog.findDataset(project, HIDDEN_DATASET).isEmpty()) {
            try {
                catalog.createDataset(project, HIDDEN_DATASET, Optional.empty(), new JsonObject());
            } catch (ApiException e) {
                // Another query has just made it.
                catalog.dataset(project, HIDDEN_DATASET);
            }
        }
        config.addProperty(
                "expirationTime", Long.toString(catalog.clock().millis() + LIFETIME.toMillis()));
        TableId id =
                new TableId(
                        project,
                        HIDDEN_DATASET,
                        "anon" + UUID.randomUUID().toString().replace("-", ""));
        config.add("destinationTable", TablesApi.reference(id));
        return id;
    }
}
