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
import io.flinkbundle.emulators.bigquery.schema.SchemaJson;
import io.flinkbundle.emulators.bigquery.schema.TableSchema;
import io.flinkbundle.emulators.bigquery.store.Catalog;
import io.flinkbundle.emulators.bigquery.store.SchemaChange;
import io.flinkbundle.emulators.bigquery.store.Table;
import io.flinkbundle.emulators.bigquery.store.TableId;

import org.apache.flink.annotation.Internal;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import java.util.List;
import java.util.Optional;

/**
 * Tables and views over REST.
 *
 * @see <a href="https://cloud.google.com/bigquery/docs/reference/rest/v2/tables">tables</a>
 */
@Internal
public final class TablesApi {

    private static final String ALL = "/bigquery/v2/projects/{project}/datasets/{dataset}/tables";
    private static final String ONE = ALL + "/{table}";

    /** What the service fills in, whatever the client says. */
    private static final List<String> OWNED =
            List.of(
                    "kind",
                    "id",
                    "etag",
                    "selfLink",
                    "creationTime",
                    "lastModifiedTime",
                    "location",
                    "tableReference",
                    "type",
                    "numRows",
                    "numBytes",
                    "schema");

    private final Catalog catalog;
    private final ViewSchemas views;

    /** Knows the columns of a query. */
    @FunctionalInterface
    public interface ViewSchemas {

        TableSchema of(String query, String project);
    }

    public TablesApi(Catalog catalog, ViewSchemas views) {
        this.catalog = catalog;
        this.views = views;
    }

    public void addTo(Routes routes) {
        routes.add("GET", ALL, Operation.TABLES_LIST, this::list)
                .add("POST", ALL, Operation.TABLES_INSERT, this::insert)
                .add("GET", ONE, Operation.TABLES_GET, this::get)
                .add("PATCH", ONE, Operation.TABLES_UPDATE, this::patch)
                .add("PUT", ONE, Operation.TABLES_UPDATE, this::put)
                .add("DELETE", ONE, Operation.TABLES_DELETE, this::delete);
    }

    static TableId id(HttpCall call) {
        return new TableId(
                call.variable("project"), call.variable("dataset"), call.variable("table"));
    }

    private HttpAnswer insert(HttpCall call) {
        JsonObject body = call.json();
        String name =
                Json.text(body, "tableReference", "tableId")
                        .orElseThrow(
                                () ->
                                        ApiException.invalid(
                                                "Required parameter is missing: tableId"));
        TableId id = new TableId(call.variable("project"), call.variable("dataset"), name);
        call.note(0, name);
        return HttpAnswer.json(resource(create(id, body)));
    }

    /**
     * Creates a table or a view.
     *
     * @param body as a client of the REST interface sends it
     */
    public Table create(TableId id, JsonObject body) {
        JsonObject resource = withoutNulls(Json.without(body, OWNED));
        for (String kind : List.of("externalDataConfiguration", "materializedView")) {
            if (resource.has(kind)) {
                throw ApiException.notEmulated("tables with " + kind);
            }
        }
        catalog.dataset(id.project(), id.dataset());
        TableSchema schema =
                Json.text(resource, "view", "query")
                        .map(query -> views.of(query, id.project()))
                        .orElseGet(
                                () ->
                                        Json.object(body, "schema")
                                                .map(SchemaJson::parse)
                                                .orElse(TableSchema.EMPTY));
        TableRules.check(resource, schema);
        return catalog.createTable(id, resource, schema);
    }

    private static JsonObject withoutNulls(JsonObject json) {
        return Json.patched(new JsonObject(), json);
    }

    private HttpAnswer get(HttpCall call) {
        return HttpAnswer.json(resource(catalog.table(id(call))));
    }

    private HttpAnswer patch(HttpCall call) {
        return update(call, false);
    }

    private HttpAnswer put(HttpCall call) {
        return update(call, true);
    }

    private HttpAnswer update(HttpCall call, boolean replace) {
        Table table = catalog.table(id(call));
        JsonObject body = call.json();
        Optional<TableSchema> schema = Json.object(body, "schema").map(SchemaJson::parse);
        JsonObject change = Json.without(body, OWNED);
        call.header("if-match")
                .filter(etag -> !etag.equals(Long.toString(table.head().etag())))
                .ifPresent(
                        etag -> {
                            throw ApiException.preconditionFailed(
                                    "Precondition check failed: etag " + etag);
                        });
        table.update(
                before -> {
                    JsonObject after =
                            replace ? withoutNulls(change) : Json.patched(before, change);
                    TableRules.check(after, schema.orElse(table.schema()));
                    return after;
                },
                before -> {
                    schema.ifPresent(after -> SchemaChange.check(table.id(), before, after));
                    return schema.orElse(before);
                });
        return HttpAnswer.json(resource(table));
    }

    private HttpAnswer delete(HttpCall call) {
        catalog.deleteTable(id(call));
        return HttpAnswer.noContent();
    }

    private HttpAnswer list(HttpCall call) {
        Page<Table> page =
                Page.of(
                        catalog.dataset(call.variable("project"), call.variable("dataset"))
                                .tables(),
                        call);
        JsonArray tables = new JsonArray();
        page.items().forEach(table -> tables.add(Json.without(resource(table), List.of("schema"))));
        JsonObject answer = new JsonObject();
        answer.addProperty("kind", "bigquery#tableList");
        answer.add("tables", tables);
        answer.addProperty("totalItems", page.items().size());
        page.next().ifPresent(token -> answer.addProperty("nextPageToken", token));
        return HttpAnswer.json(answer);
    }

    /** A table as the REST interface shows it. */
    public JsonObject resource(Table table) {
        Table.Head head = table.head();
        JsonObject json = head.resource().deepCopy();
        json.addProperty("kind", "bigquery#table");
        json.addProperty("id", table.id().toString());
        json.addProperty("etag", Long.toString(head.etag()));
        json.add("tableReference", reference(table.id()));
        json.add("schema", SchemaJson.write(head.schema()));
        json.addProperty("type", table.isView() ? "VIEW" : "TABLE");
        json.addProperty(
                "location",
                catalog.findDataset(table.id().project(), table.id().dataset())
                        .map(dataset -> dataset.location())
                        .orElse(catalog.defaultLocation()));
        json.addProperty("creationTime", Long.toString(table.createdMillis()));
        json.addProperty("lastModifiedTime", Long.toString(head.modifiedMillis()));
        if (!table.isView()) {
            long rows = table.rowCount();
            json.addProperty("numRows", Long.toString(rows));
            json.addProperty("numBytes", Long.toString(rows * head.schema().size() * Long.BYTES));
        }
        return json;
    }

    /** The reference to a table. */
    public static JsonObject reference(TableId id) {
        JsonObject reference = new JsonObject();
        reference.addProperty("projectId", id.project());
        reference.addProperty("datasetId", id.dataset());
        reference.addProperty("tableId", id.table());
        return reference;
    }

    /** The table that a reference names. */
    public static TableId id(JsonElement reference, String defaultProject) {
        JsonObject json = reference.getAsJsonObject();
        return new TableId(
                Json.text(json, "projectId").orElse(defaultProject),
                Json.text(json, "datasetId").orElse(""),
                Json.text(json, "tableId").orElse(""));
    }
}
