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

package io.flinkbundle.emulators.bigquery.rest;

import io.flinkbundle.emulators.bigquery.call.Operation;
import io.flinkbundle.emulators.bigquery.engine.DuckEngine;
import io.flinkbundle.emulators.bigquery.engine.RowCursor;
import io.flinkbundle.emulators.bigquery.errors.ApiException;
import io.flinkbundle.emulators.bigquery.http.HttpAnswer;
import io.flinkbundle.emulators.bigquery.http.HttpCall;
import io.flinkbundle.emulators.bigquery.http.Routes;
import io.flinkbundle.emulators.bigquery.schema.Field;
import io.flinkbundle.emulators.bigquery.schema.TableSchema;
import io.flinkbundle.emulators.bigquery.store.Catalog;
import io.flinkbundle.emulators.bigquery.store.Table;
import io.flinkbundle.emulators.bigquery.value.JsonCells;

import org.apache.flink.annotation.Internal;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import java.util.Arrays;
import java.util.List;

/**
 * The rows of tables over REST.
 *
 * @see <a href="https://cloud.google.com/bigquery/docs/reference/rest/v2/tabledata">tabledata</a>
 */
@Internal
public final class TabledataApi {

    private static final String LIST =
            "/bigquery/v2/projects/{project}/datasets/{dataset}/tables/{table}/data";
    private static final long DEFAULT_PAGE = 10_000;

    private final Catalog catalog;

    public TabledataApi(Catalog catalog) {
        this.catalog = catalog;
    }

    public void addTo(Routes routes) {
        routes.add("GET", LIST, Operation.TABLEDATA_LIST, this::list);
    }

    private HttpAnswer list(HttpCall call) {
        Table table = catalog.table(TablesApi.id(call));
        if (table.isView()) {
            throw ApiException.invalid("Cannot list a table of type VIEW.");
        }
        long from =
                call.parameter("pageToken")
                        .map(Page::token)
                        .or(() -> call.parameter("startIndex").map(Page::token))
                        .orElse(0L);
        long count = call.parameter("maxResults").map(Long::parseLong).orElse(DEFAULT_PAGE);
        Table.Head head = table.head();
        TableSchema selected = selected(head.schema(), call);
        JsonObject answer =
                rows(
                        catalog.engine(),
                        selected,
                        DuckEngine.STORE + "." + head.rows(),
                        from,
                        count,
                        new JsonCells(timestamps(call)));
        answer.addProperty("kind", "bigquery#tableDataList");
        long total = table.rowCount();
        answer.addProperty("totalRows", Long.toString(total));
        long next = from + answer.getAsJsonArray("rows").size();
        if (next < total) {
            answer.addProperty("pageToken", Long.toString(next));
        }
        return HttpAnswer.json(answer);
    }

    /** Some rows of a table of DuckDB, as {@code rows}. */
    public static JsonObject rows(
            DuckEngine engine,
            TableSchema schema,
            String relation,
            long from,
            long count,
            JsonCells cells) {
        JsonArray rows = new JsonArray();
        List<Field> fields = schema.fields();
        try (RowCursor cursor =
                engine.read(schema, relation + " LIMIT " + count + " OFFSET " + from)) {
            while (cursor.next()) {
                rows.add(cells.row(fields, cursor.row()));
            }
        }
        JsonObject answer = new JsonObject();
        answer.add("rows", rows);
        return answer;
    }

    private static TableSchema selected(TableSchema schema, HttpCall call) {
        return call.parameter("selectedFields")
                .map(
                        names ->
                                new TableSchema(
                                        Arrays.stream(names.split(","))
                                                .map(
                                                        name ->
                                                                schema.find(name)
                                                                        .orElseThrow(
                                                                                () ->
                                                                                        ApiException
                                                                                                .invalid(
                                                                                                        "No such field: "
                                                                                                                + name)))
                                                .toList()))
                .orElse(schema);
    }

    /** How a call wants timestamps. */
    public static JsonCells.TimestampFormat timestamps(HttpCall call) {
        if (call.parameter("formatOptions.timestampOutputFormat")
                .filter("ISO8601_STRING"::equals)
                .isPresent()) {
            return JsonCells.TimestampFormat.ISO8601_STRING;
        }
        boolean integers =
                call.flag("formatOptions.useInt64Timestamp")
                        || call.parameter("formatOptions.timestampOutputFormat")
                                .filter("INT64"::equals)
                                .isPresent();
        return integers ? JsonCells.TimestampFormat.INT64 : JsonCells.TimestampFormat.FLOAT64;
    }
}
