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
import io.flinkbundle.emulators.bigquery.http.HttpCall;
import io.flinkbundle.emulators.bigquery.rest.Json;
import io.flinkbundle.emulators.bigquery.rest.Page;
import io.flinkbundle.emulators.bigquery.rest.TabledataApi;
import io.flinkbundle.emulators.bigquery.schema.SchemaJson;
import io.flinkbundle.emulators.bigquery.schema.TableSchema;
import io.flinkbundle.emulators.bigquery.store.Catalog;
import io.flinkbundle.emulators.bigquery.store.Table;
import io.flinkbundle.emulators.bigquery.value.JsonCells;

import org.apache.flink.annotation.Internal;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import java.util.Optional;

/** The rows of a query job, page by page. */
@Internal
final class QueryAnswers {

    private static final long PAGE = 10_000;

    private final Catalog catalog;

    QueryAnswers(Catalog catalog) {
        this.catalog = catalog;
    }

    /** How a fast query wants timestamps. */
    static JsonCells.TimestampFormat timestamps(JsonObject body) {
        Optional<String> format = Json.text(body, "formatOptions", "timestampOutputFormat");
        if (format.filter("ISO8601_STRING"::equals).isPresent()) {
            return JsonCells.TimestampFormat.ISO8601_STRING;
        }
        return Json.flag(body, "formatOptions", "useInt64Timestamp")
                        || format.filter("INT64"::equals).isPresent()
                ? JsonCells.TimestampFormat.INT64
                : JsonCells.TimestampFormat.FLOAT64;
    }

    JsonObject first(Job job, Optional<Long> most, JsonCells.TimestampFormat timestamps) {
        JsonObject answer = page(job, 0, most.orElse(PAGE), timestamps);
        answer.addProperty("kind", "bigquery#queryResponse");
        return answer;
    }

    JsonObject page(Job job, HttpCall call) {
        job.error()
                .ifPresent(
                        e -> {
                            throw e;
                        });
        long from =
                call.parameter("pageToken")
                        .or(() -> call.parameter("startIndex"))
                        .map(Page::token)
                        .orElse(0L);
        long count = call.parameter("maxResults").map(Long::parseLong).orElse(PAGE);
        JsonObject answer = page(job, from, count, TabledataApi.timestamps(call));
        answer.addProperty("kind", "bigquery#getQueryResultsResponse");
        return answer;
    }

    private JsonObject page(Job job, long from, long count, JsonCells.TimestampFormat timestamps) {
        JsonObject answer = new JsonObject();
        if (job.result().isPresent()) {
            Table table = catalog.table(job.result().get());
            Table.Head head = table.head();
            answer =
                    TabledataApi.rows(
                            catalog.engine(),
                            head.schema(),
                            DuckEngine.STORE + "." + head.rows(),
                            from,
                            count,
                            new JsonCells(timestamps));
            long total = table.rowCount();
            answer.add("schema", SchemaJson.write(head.schema()));
            answer.addProperty("totalRows", Long.toString(total));
            long next = from + answer.getAsJsonArray("rows").size();
            if (next < total) {
                answer.addProperty("pageToken", Long.toString(next));
            }
        } else if (job.statistics().has("schema")) {
            answer.add("schema", job.statistics().get("schema"));
            answer.addProperty("totalRows", "0");
        } else {
            answer.add("schema", SchemaJson.write(TableSchema.EMPTY));
            answer.add("rows", new JsonArray());
            answer.addProperty("totalRows", "0");
        }
        JsonObject result = answer;
        job.affectedRows()
                .ifPresent(rows -> result.addProperty("numDmlAffectedRows", Long.toString(rows)));
        answer.addProperty("jobComplete", true);
        answer.addProperty("cacheHit", false);
        answer.addProperty("totalBytesProcessed", "0");
        answer.add("jobReference", job.reference());
        return answer;
    }
}
