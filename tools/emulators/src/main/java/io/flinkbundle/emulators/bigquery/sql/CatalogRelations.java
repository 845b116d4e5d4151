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

package io.flinkbundle.emulators.bigquery.sql;

import io.flinkbundle.emulators.bigquery.engine.DuckEngine;
import io.flinkbundle.emulators.bigquery.engine.DuckTypes;
import io.flinkbundle.emulators.bigquery.errors.ApiException;
import io.flinkbundle.emulators.bigquery.store.Catalog;
import io.flinkbundle.emulators.bigquery.store.Table;
import io.flinkbundle.emulators.bigquery.store.TableId;

import org.apache.flink.annotation.Internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The tables of the catalog as relations, by names that may lack project and dataset. It remembers
 * the tables that it was asked for. Not thread-safe.
 */
@Internal
final class CatalogRelations implements Relations {

    private static final String INFORMATION_SCHEMA = "INFORMATION_SCHEMA";

    private final Catalog catalog;
    private final String project;
    private final Optional<String> dataset;
    private final List<Table> used = new ArrayList<>();

    /**
     * @param dataset of tables that are named alone
     */
    CatalogRelations(Catalog catalog, String project, Optional<String> dataset) {
        this.catalog = catalog;
        this.project = project;
        this.dataset = dataset;
    }

    /** The tables that were asked for. */
    List<Table> used() {
        return used;
    }

    TableId id(List<String> path) {
        return switch (path.size()) {
            case 1 ->
                    new TableId(
                            project,
                            dataset.orElseThrow(
                                    () ->
                                            ApiException.invalid(
                                                    "Table \""
                                                            + path.get(0)
                                                            + "\" must be qualified with a dataset"
                                                            + " (e.g. dataset.table).")),
                            path.get(0));
            case 2 -> new TableId(project, path.get(0), path.get(1));
            case 3 -> new TableId(path.get(0), path.get(1), path.get(2));
            default ->
                    throw ApiException.invalidQuery(
                            "Invalid table name: " + String.join(".", path));
        };
    }

    Table table(List<String> path) {
        Table table = catalog.table(id(path));
        used.add(table);
        return table;
    }

    @Override
    public String table(List<String> path, Optional<Long> atMicros, boolean pseudoColumns) {
        int place = path.stream().map(String::toUpperCase).toList().indexOf(INFORMATION_SCHEMA);
        if (place >= 0) {
            return new InformationSchema(catalog, project, dataset)
                    .relation(path.subList(0, place), path.subList(place + 1, path.size()));
        }
        Table table = table(path);
        if (table.isView()) {
            CatalogRelations inner =
                    new CatalogRelations(catalog, table.id().project(), Optional.empty());
            String sql =
                    new Translator(
                                    inner,
                                    Parameters.NONE,
                                    Tokenizer.tokens(table.viewQuery().orElseThrow()))
                            .translate();
            used.addAll(inner.used());
            return "(" + sql + ")";
        }
        String pseudo =
                pseudoColumns
                        ? ", date_trunc('day', make_timestamptz("
                                + DuckEngine.NUMBER
                                + ")) AS _PARTITIONTIME, CAST(make_timestamp("
                                + DuckEngine.NUMBER
                                + ") AS DATE) AS _PARTITIONDATE"
                        : "";
        if (atMicros.isPresent()) {
            Table.Snapshot snapshot = table.snapshot(atMicros.get());
            return "(SELECT "
                    + DuckTypes.names(snapshot.schema())
                    + pseudo
                    + " FROM "
                    + snapshot.relation()
                    + ")";
        }
        Table.Head head = table.head();
        String columns = head.schema().size() == 0 ? "1 AS none" : DuckTypes.names(head.schema());
        return "(SELECT "
                + columns
                + pseudo
                + " FROM "
                + DuckEngine.STORE
                + "."
                + head.rows()
                + ")";
    }

    @Override
    public String appends(List<String> path, Optional<Long> fromMicros, Optional<Long> toMicros) {
        Table table = table(path);
        // So that no commit of before becomes visible later.
        table.now();
        Table.Head head = table.head();
        return "(SELECT "
                + DuckTypes.names(head.schema())
                + ", 'INSERT' AS _CHANGE_TYPE, make_timestamptz("
                + DuckEngine.NUMBER
                + ") AS _CHANGE_TIMESTAMP FROM "
                + DuckEngine.STORE
                + "."
                + head.rows()
                + " WHERE "
                + DuckEngine.NUMBER
                + " >= "
                + fromMicros.orElse(0L)
                + toMicros.map(to -> " AND " + DuckEngine.NUMBER + " < " + to).orElse("")
                + ")";
    }

    @Override
    public Optional<Long> micros(String duckSql) {
        long micros =
                catalog.engine()
                        .number(
                                "SELECT coalesce(epoch_us(CAST(("
                                        + duckSql
                                        + ") AS TIMESTAMPTZ)), "
                                        + Long.MIN_VALUE
                                        + ")");
        return micros == Long.MIN_VALUE ? Optional.empty() : Optional.of(micros);
    }

    @Override
    public long nowMicros() {
        return catalog.clock().now();
    }
}
