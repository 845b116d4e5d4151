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

import io.flinkbundle.emulators.bigquery.engine.DuckTypes;
import io.flinkbundle.emulators.bigquery.errors.ApiException;
import io.flinkbundle.emulators.bigquery.schema.Field;
import io.flinkbundle.emulators.bigquery.store.Catalog;
import io.flinkbundle.emulators.bigquery.store.Dataset;
import io.flinkbundle.emulators.bigquery.store.Table;

import org.apache.flink.annotation.Internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * The views about datasets, tables and columns.
 *
 * @see <a href="https://cloud.google.com/bigquery/docs/information-schema-intro">the views</a>
 */
@Internal
final class InformationSchema {

    private final Catalog catalog;
    private final String project;
    private final Optional<String> dataset;

    InformationSchema(Catalog catalog, String project, Optional<String> dataset) {
        this.catalog = catalog;
        this.project = project;
        this.dataset = dataset;
    }

    /**
     * @param owner project, dataset or both, or nothing
     * @param view its name
     */
    String relation(List<String> owner, List<String> view) {
        String name = String.join(".", view).toUpperCase(Locale.ROOT);
        return switch (name) {
            case "SCHEMATA" -> schemata(owner.isEmpty() ? project : owner.get(0));
            case "TABLES" -> tables(datasets(owner));
            case "COLUMNS" -> columns(datasets(owner));
            case "KEY_COLUMN_USAGE" -> keys(datasets(owner));
            case "PARTITIONS" -> partitions(datasets(owner));
            default -> throw ApiException.notEmulated("INFORMATION_SCHEMA." + name);
        };
    }

    private List<Dataset> datasets(List<String> owner) {
        return switch (owner.size()) {
            case 0 ->
                    dataset.map(name -> List.of(catalog.dataset(project, name)))
                            .orElseThrow(
                                    () ->
                                            ApiException.invalidQuery(
                                                    "INFORMATION_SCHEMA must be qualified with a"
                                                            + " dataset"));
            case 1 ->
                    owner.get(0).startsWith("region-")
                            ? catalog.datasets(project)
                            : List.of(catalog.dataset(project, owner.get(0)));
            default ->
                    owner.get(1).startsWith("region-")
                            ? catalog.datasets(owner.get(0))
                            : List.of(catalog.dataset(owner.get(0), owner.get(1)));
        };
    }

    private static String text(String value) {
        return DuckTypes.literal(value);
    }

    private static String time(long millis) {
        return "make_timestamptz(" + millis * 1_000 + ")";
    }

    /** A relation with rows, which may be none. */
    private static String values(String columns, String types, List<String> rows) {
        if (rows.isEmpty()) {
            return "(SELECT * FROM (VALUES (" + types + ")) AS v(" + columns + ") WHERE false)";
        }
        return "(SELECT * FROM (VALUES " + String.join(", ", rows) + ") AS v(" + columns + "))";
    }

    private String schemata(String of) {
        List<String> rows =
                catalog.datasets(of).stream()
                        .map(
                                d ->
                                        "("
                                                + text(of)
                                                + ", "
                                                + text(d.name())
                                                + ", "
                                                + time(d.createdMillis())
                                                + ", "
                                                + time(d.modifiedMillis())
                                                + ", "
                                                + text(d.location())
                                                + ")")
                        .toList();
        return values(
                "catalog_name, schema_name, creation_time, last_modified_time, location",
                "'', '', make_timestamptz(0), make_timestamptz(0), ''",
                rows);
    }

    private static String named(Table table) {
        return text(table.id().project())
                + ", "
                + text(table.id().dataset())
                + ", "
                + text(table.id().table());
    }

    private static String tables(List<Dataset> datasets) {
        List<String> rows = new ArrayList<>();
        for (Dataset dataset : datasets) {
            for (Table table : dataset.tables()) {
                rows.add(
                        "("
                                + named(table)
                                + ", "
                                + (table.isView() ? "'VIEW'" : "'BASE TABLE'")
                                + ", "
                                + (table.isView() ? "'NO'" : "'YES'")
                                + ", "
                                + time(table.createdMillis())
                                + ")");
            }
        }
        return values(
                "table_catalog, table_schema, table_name, table_type, is_insertable_into,"
                        + " creation_time",
                "'', '', '', '', '', make_timestamptz(0)",
                rows);
    }

    private static String columns(List<Dataset> datasets) {
        List<String> rows = new ArrayList<>();
        for (Dataset dataset : datasets) {
            for (Table table : dataset.tables()) {
                int position = 1;
                for (Field field : table.schema().fields()) {
                    rows.add(
                            "("
                                    + named(table)
                                    + ", "
                                    + text(field.name())
                                    + ", "
                                    + position++
                                    + ", "
                                    + (field.isRequired() ? "'NO'" : "'YES'")
                                    + ", "
                                    + text(SqlTypes.of(field))
                                    + ", "
                                    + (isPartitioning(table, field) ? "'YES'" : "'NO'")
                                    + ")");
                }
            }
        }
        return values(
                "table_catalog, table_schema, table_name, column_name, ordinal_position,"
                        + " is_nullable, data_type, is_partitioning_column",
                "'', '', '', '', 0, '', '', ''",
                rows);
    }

    private static boolean isPartitioning(Table table, Field field) {
        return TimePartitions.column(table).filter(field.name()::equalsIgnoreCase).isPresent();
    }

    private static String keys(List<Dataset> datasets) {
        List<String> rows = new ArrayList<>();
        for (Dataset dataset : datasets) {
            for (Table table : dataset.tables()) {
                int position = 1;
                for (String column : table.primaryKey()) {
                    rows.add(
                            "("
                                    + named(table)
                                    + ", "
                                    + text(table.id().table() + ".pk$")
                                    + ", "
                                    + text(column)
                                    + ", "
                                    + position++
                                    + ")");
                }
            }
        }
        return values(
                "table_catalog, table_schema, table_name, constraint_name, column_name,"
                        + " ordinal_position",
                "'', '', '', '', '', 0",
                rows);
    }

    private static String partitions(List<Dataset> datasets) {
        List<String> parts = new ArrayList<>();
        for (Dataset dataset : datasets) {
            for (Table table : dataset.tables()) {
                if (!table.isView()) {
                    parts.add(TimePartitions.of(table));
                }
            }
        }
        if (parts.isEmpty()) {
            return values(
                    "table_catalog, table_schema, table_name, partition_id, total_rows,"
                            + " last_modified_time",
                    "'', '', '', '', 0, make_timestamptz(0)",
                    List.of());
        }
        return "(" + String.join(" UNION ALL ", parts) + ")";
    }
}
