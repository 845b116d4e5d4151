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
import io.flinkbundle.emulators.bigquery.store.Catalog;
import io.flinkbundle.emulators.bigquery.store.Dataset;

import org.apache.flink.annotation.Internal;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;

import java.util.List;

/**
 * Datasets over REST.
 *
 * @see <a href="https://cloud.google.com/bigquery/docs/reference/rest/v2/datasets">datasets</a>
 */
@Internal
public final class DatasetsApi {

    private static final String ALL = "/bigquery/v2/projects/{project}/datasets";
    private static final String ONE = ALL + "/{dataset}";
    private static final long MIN_EXPIRATION_MILLIS = 3_600_000;

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
                    "datasetReference");

    private final Catalog catalog;

    public DatasetsApi(Catalog catalog) {
        this.catalog = catalog;
    }

    public void addTo(Routes routes) {
        routes.add("GET", ALL, Operation.DATASETS_LIST, this::list)
                .add("POST", ALL, Operation.DATASETS_INSERT, this::insert)
                .add("GET", ONE, Operation.DATASETS_GET, this::get)
                .add("PATCH", ONE, Operation.DATASETS_UPDATE, this::patch)
                .add("PUT", ONE, Operation.DATASETS_UPDATE, this::put)
                .add("DELETE", ONE, Operation.DATASETS_DELETE, this::delete);
    }

    private HttpAnswer insert(HttpCall call) {
        JsonObject body = call.json();
        String name =
                Json.text(body, "datasetReference", "datasetId")
                        .orElseThrow(
                                () ->
                                        ApiException.invalid(
                                                "Required parameter is missing: datasetId"));
        check(body);
        Dataset dataset =
                catalog.createDataset(
                        call.variable("project"),
                        name,
                        Json.text(body, "location"),
                        Json.without(body, OWNED));
        return HttpAnswer.json(resource(dataset));
    }

    private static void check(JsonObject body) {
        Json.text(body, "defaultTableExpirationMs")
                .map(Long::parseLong)
                .filter(millis -> millis < MIN_EXPIRATION_MILLIS)
                .ifPresent(
                        millis -> {
                            throw ApiException.invalid(
                                    "Invalid value for defaultTableExpirationMs: "
                                            + millis
                                            + " is below 3600000");
                        });
    }

    private HttpAnswer get(HttpCall call) {
        return HttpAnswer.json(resource(dataset(call)));
    }

    private Dataset dataset(HttpCall call) {
        return catalog.dataset(call.variable("project"), call.variable("dataset"));
    }

    private HttpAnswer patch(HttpCall call) {
        Dataset dataset = dataset(call);
        JsonObject patch = Json.without(call.json(), OWNED);
        check(patch);
        dataset.update(before -> Json.patched(before, patch));
        return HttpAnswer.json(resource(dataset));
    }

    private HttpAnswer put(HttpCall call) {
        Dataset dataset = dataset(call);
        JsonObject body = Json.without(call.json(), OWNED);
        check(body);
        dataset.update(before -> body);
        return HttpAnswer.json(resource(dataset));
    }

    private HttpAnswer delete(HttpCall call) {
        catalog.deleteDataset(
                call.variable("project"), call.variable("dataset"), call.flag("deleteContents"));
        return HttpAnswer.noContent();
    }

    private HttpAnswer list(HttpCall call) {
        List<Dataset> shown =
                catalog.datasets(call.variable("project")).stream()
                        .filter(dataset -> call.flag("all") || !dataset.name().startsWith("_"))
                        .toList();
        Page<Dataset> page = Page.of(shown, call);
        JsonArray datasets = new JsonArray();
        page.items().forEach(dataset -> datasets.add(resource(dataset)));
        JsonObject answer = new JsonObject();
        answer.addProperty("kind", "bigquery#datasetList");
        answer.add("datasets", datasets);
        page.next().ifPresent(token -> answer.addProperty("nextPageToken", token));
        return HttpAnswer.json(answer);
    }

    private static JsonObject resource(Dataset dataset) {
        JsonObject json = dataset.resource().deepCopy();
        JsonObject reference = new JsonObject();
        reference.addProperty("projectId", dataset.project());
        reference.addProperty("datasetId", dataset.name());
        json.addProperty("kind", "bigquery#dataset");
        json.addProperty("id", dataset.project() + ":" + dataset.name());
        json.addProperty("etag", Long.toString(dataset.modifiedMillis()));
        json.add("datasetReference", reference);
        json.addProperty("location", dataset.location());
        json.addProperty("creationTime", Long.toString(dataset.createdMillis()));
        json.addProperty("lastModifiedTime", Long.toString(dataset.modifiedMillis()));
        return json;
    }
}
