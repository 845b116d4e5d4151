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
import io.flinkbundle.emulators.bigquery.errors.ApiException;
import io.flinkbundle.emulators.bigquery.http.HttpAnswer;
import io.flinkbundle.emulators.bigquery.http.HttpCall;
import io.flinkbundle.emulators.bigquery.http.Routes;
import io.flinkbundle.emulators.bigquery.schema.TableSchema;
import io.flinkbundle.emulators.bigquery.store.Catalog;
import io.flinkbundle.emulators.bigquery.store.Table;
import io.flinkbundle.emulators.bigquery.value.JsonRows;
import io.flinkbundle.emulators.bigquery.value.ValueException;

import org.apache.flink.annotation.Internal;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Rows that are streamed in over REST, the way of before the Storage Write interface.
 *
 * @see <a
 *     href="https://cloud.google.com/bigquery/docs/reference/rest/v2/tabledata/insertAll">insertAll</a>
 */
@Internal
public final class InsertAllApi {

    private static final String PATH =
            "/bigquery/v2/projects/{project}/datasets/{dataset}/tables/{table}/insertAll";
    private static final long REMEMBERED_MILLIS = 60_000;
    private static final int MAX_REMEMBERED = 1_000_000;

    private final Catalog catalog;
    private final int maxBytes;
    private final int maxRows;
    private final Map<String, Long> insertIds = new LinkedHashMap<>();

    /**
     * @param maxBytes what a call may have
     * @param maxRows how many rows a call may have
     */
    public InsertAllApi(Catalog catalog, int maxBytes, int maxRows) {
        this.catalog = catalog;
        this.maxBytes = maxBytes;
        this.maxRows = maxRows;
    }

    public void addTo(Routes routes) {
        routes.add("POST", PATH, Operation.TABLEDATA_INSERT_ALL, this::insertAll);
    }

    private HttpAnswer insertAll(HttpCall call) {
        Table table = catalog.table(TablesApi.id(call));
        if (call.body().length > maxBytes) {
            throw ApiException.tooLarge(
                    "Your client issued a request that was too large: " + call.body().length);
        }
        JsonObject body = call.json();
        JsonArray rows =
                Json.at(body, "rows").map(JsonElement::getAsJsonArray).orElseGet(JsonArray::new);
        call.note(rows.size(), "");
        if (rows.isEmpty()) {
            throw ApiException.invalid("No rows present in the request.");
        }
        if (rows.size() > maxRows) {
            throw ApiException.invalid("too many rows present in the request, limit: " + maxRows);
        }
        TableSchema schema = table.schema();
        JsonRows reader = new JsonRows(schema, Json.flag(body, "ignoreUnknownValues"));
        List<Object[]> good = new ArrayList<>();
        Map<Integer, String> bad = new LinkedHashMap<>();
        for (int i = 0; i < rows.size(); i++) {
            JsonObject row = rows.get(i).getAsJsonObject();
            try {
                Object[] values = reader.read(Json.object(row, "json").orElseGet(JsonObject::new));
                if (isNew(table, Json.text(row, "insertId"))) {
                    good.add(values);
                }
            } catch (ValueException e) {
                bad.put(i, e.getMessage());
            }
        }
        boolean skipInvalid = Json.flag(body, "skipInvalidRows");
        if (!good.isEmpty() && (bad.isEmpty() || skipInvalid)) {
            table.append(schema, good);
        }
        return HttpAnswer.json(answer(rows.size(), bad, skipInvalid));
    }

    private static JsonObject answer(int rows, Map<Integer, String> bad, boolean skipInvalid) {
        JsonObject answer = new JsonObject();
        answer.addProperty("kind", "bigquery#tableDataInsertAllResponse");
        if (bad.isEmpty()) {
            return answer;
        }
        JsonArray errors = new JsonArray();
        for (int i = 0; i < rows; i++) {
            if (bad.containsKey(i)) {
                errors.add(error(i, "invalid", bad.get(i)));
            } else if (!skipInvalid) {
                errors.add(error(i, "stopped", ""));
            }
        }
        answer.add("insertErrors", errors);
        return answer;
    }

    private static JsonObject error(int index, String reason, String message) {
        JsonObject error = new JsonObject();
        error.addProperty("reason", reason);
        error.addProperty("location", "");
        error.addProperty("debugInfo", "");
        error.addProperty("message", message);
        JsonArray errors = new JsonArray();
        errors.add(error);
        JsonObject entry = new JsonObject();
        entry.addProperty("index", index);
        entry.add("errors", errors);
        return entry;
    }

    /** Rows are not taken twice within a minute when they have the same insertId. */
    private synchronized boolean isNew(Table table, Optional<String> insertId) {
        if (insertId.isEmpty()) {
            return true;
        }
        long now = catalog.clock().millis();
        // The oldest are first.
        Iterator<Long> times = insertIds.values().iterator();
        while (times.hasNext() && now - times.next() > REMEMBERED_MILLIS) {
            times.remove();
        }
        if (insertIds.size() >= MAX_REMEMBERED) {
            insertIds.clear();
        }
        return insertIds.putIfAbsent(table.id() + " " + insertId.get(), now) == null;
    }

    public synchronized void clear() {
        insertIds.clear();
    }
}
