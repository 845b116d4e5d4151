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

package io.flinkbundle.emulators.bigquery.store;

import io.flinkbundle.emulators.bigquery.engine.DuckEngine;
import io.flinkbundle.emulators.bigquery.errors.ApiException;
import io.flinkbundle.emulators.bigquery.schema.TableSchema;

import org.apache.flink.annotation.Internal;

import com.google.gson.JsonObject;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.regex.Pattern;

/** All datasets and their tables. A project is there as soon as it is named. Thread-safe. */
@Internal
public final class Catalog {

    private static final Pattern DATASET_NAME = Pattern.compile("[A-Za-z0-9_]{1,1024}");
    private static final Pattern TABLE_NAME =
            Pattern.compile("[\\p{L}\\p{M}\\p{N}\\p{Pc}\\p{Pd} $]{1,1024}");

    private final DuckEngine engine;
    private final CommitClock clock;
    private final String defaultLocation;
    private final ConcurrentSkipListMap<String, Dataset> datasets = new ConcurrentSkipListMap<>();

    /**
     * @param defaultLocation where datasets are that name no location
     */
    public Catalog(DuckEngine engine, CommitClock clock, String defaultLocation) {
        this.engine = engine;
        this.clock = clock;
        this.defaultLocation = defaultLocation;
    }

    public DuckEngine engine() {
        return engine;
    }

    public CommitClock clock() {
        return clock;
    }

    public String defaultLocation() {
        return defaultLocation;
    }

    private static String key(String project, String dataset) {
        return project + ":" + dataset;
    }

    /**
     * @throws ApiException when the name is invalid or taken
     */
    public Dataset createDataset(
            String project, String name, Optional<String> location, JsonObject resource) {
        if (!DATASET_NAME.matcher(name).matches()) {
            throw ApiException.invalid(
                    "Invalid dataset ID \""
                            + name
                            + "\". Dataset IDs must be alphanumeric (plus underscores) and must be"
                            + " at most 1024 characters long.");
        }
        Dataset dataset =
                new Dataset(project, name, location.orElse(defaultLocation), resource, clock);
        if (datasets.putIfAbsent(key(project, name), dataset) != null) {
            throw ApiException.duplicate("Dataset", key(project, name));
        }
        return dataset;
    }

    public Optional<Dataset> findDataset(String project, String name) {
        return Optional.ofNullable(datasets.get(key(project, name)));
    }

    /**
     * @throws ApiException when it is not there
     */
    public Dataset dataset(String project, String name) {
        return findDataset(project, name)
                .orElseThrow(() -> ApiException.notFound("Dataset", key(project, name)));
    }

    public List<Dataset> datasets(String project) {
        return datasets.values().stream().filter(d -> d.project().equals(project)).toList();
    }

    /**
     * @throws ApiException when it is not there, or has tables that are not to be deleted
     */
    public void deleteDataset(String project, String name, boolean withTables) {
        Dataset dataset = dataset(project, name);
        List<Table> tables = dataset.tables();
        if (!tables.isEmpty() && !withTables) {
            throw ApiException.inUse("Dataset " + key(project, name) + " is still in use");
        }
        datasets.remove(key(project, name), dataset);
        tables.forEach(table -> dataset.remove(table.id().table()));
    }

    /**
     * @throws ApiException when the dataset is not there, or the name is invalid or taken
     */
    public Table createTable(TableId id, JsonObject resource, TableSchema schema) {
        Dataset dataset = dataset(id.project(), id.dataset());
        if (!TABLE_NAME.matcher(id.table()).matches()) {
            throw ApiException.invalid("Invalid table ID \"" + id.table() + "\".");
        }
        if (dataset.table(id.table()).isPresent()) {
            throw ApiException.duplicate("Table", id.toString());
        }
        JsonObject complete = resource.deepCopy();
        if (!complete.has("expirationTime")) {
            dataset.defaultTableExpirationMillis()
                    .ifPresent(
                            millis ->
                                    complete.addProperty(
                                            "expirationTime",
                                            Long.toString(clock.millis() + millis)));
        }
        Table table = new Table(id, engine, clock, complete, schema);
        if (!dataset.add(table)) {
            table.drop();
            throw ApiException.duplicate("Table", id.toString());
        }
        return table;
    }

    public Optional<Table> findTable(TableId id) {
        return findDataset(id.project(), id.dataset()).flatMap(d -> d.table(id.table()));
    }

    /**
     * @throws ApiException when it or its dataset is not there
     */
    public Table table(TableId id) {
        return dataset(id.project(), id.dataset())
                .table(id.table())
                .orElseThrow(() -> ApiException.notFound("Table", id.toString()));
    }

    /**
     * @throws ApiException when it is not there
     */
    public void deleteTable(TableId id) {
        if (!dataset(id.project(), id.dataset()).remove(id.table())) {
            throw ApiException.notFound("Table", id.toString());
        }
    }

    public void clear() {
        List.copyOf(datasets.values())
                .forEach(
                        dataset ->
                                findDataset(dataset.project(), dataset.name())
                                        .ifPresent(
                                                d -> deleteDataset(d.project(), d.name(), true)));
    }
}
