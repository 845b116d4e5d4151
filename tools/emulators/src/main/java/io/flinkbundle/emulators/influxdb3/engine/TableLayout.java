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

package io.flinkbundle.emulators.influxdb3.engine;

import io.flinkbundle.emulators.influxdb3.schema.Column;
import io.flinkbundle.emulators.influxdb3.schema.TableSchema;

import org.apache.flink.annotation.Internal;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * How a table lies in DuckDB: its tags in one table by series, its points in another, and a view
 * that puts them together under the names of the user.
 */
@Internal
final class TableLayout {

    static final String STORE_SCHEMA = "store";

    private final int database;
    private final int table;
    private final String name;

    TableLayout(int database, int table, String name) {
        this.database = database;
        this.table = table;
        this.name = name;
    }

    static String schemaOf(int database) {
        return "d" + database;
    }

    String seriesTable() {
        return "s" + table;
    }

    String points() {
        return STORE_SCHEMA + ".p" + table;
    }

    private String series() {
        return STORE_SCHEMA + "." + seriesTable();
    }

    String view() {
        return schemaOf(database) + "." + Identifiers.quote(name);
    }

    /** What has to be done so that the columns from one on are there. */
    List<String> create(TableSchema schema, int fromColumn) {
        List<String> statements = new ArrayList<>();
        if (fromColumn == 0) {
            statements.add("CREATE SCHEMA IF NOT EXISTS " + schemaOf(database));
            statements.add("CREATE TABLE " + series() + " (_series INTEGER)");
            statements.add(
                    "CREATE TABLE "
                            + points()
                            + " (_series INTEGER, _time TIMESTAMP_NS, _received BIGINT)");
        }
        for (Column column : schema.columns().subList(fromColumn, schema.columns().size())) {
            if (!column.isTime()) {
                statements.add(
                        "ALTER TABLE "
                                + (column.isTag() ? series() : points())
                                + " ADD COLUMN "
                                + LoadFunction.nameOf(column)
                                + " "
                                + LoadFunction.typeOf(column.type()));
            }
        }
        statements.add(createView(schema));
        return statements;
    }

    private String createView(TableSchema schema) {
        String columns =
                schema.byName().stream()
                        .map(column -> place(column) + " AS " + Identifiers.quote(column.name()))
                        .collect(Collectors.joining(", "));
        return "CREATE OR REPLACE VIEW "
                + view()
                + " AS SELECT "
                + columns
                + " FROM "
                + pointsWithTags();
    }

    /** Where a column is found in {@link #pointsWithTags()}. */
    static String place(Column column) {
        if (column.isTime()) {
            return "p._time";
        }
        return (column.isTag() ? "s." : "p.") + LoadFunction.nameOf(column);
    }

    String pointsWithTags() {
        return points() + " p JOIN " + series() + " s ON p._series = s._series";
    }

    /** The latest points of each combination of keys, as a query in parentheses. */
    String latest(List<Column> keys, List<Column> values, int count, long writtenAfterMillis) {
        String columns =
                Stream.concat(keys.stream(), values.stream())
                        .map(column -> place(column) + " AS " + Identifiers.quote(column.name()))
                        .collect(Collectors.joining(", "));
        String partition =
                keys.isEmpty()
                        ? ""
                        : "PARTITION BY "
                                + keys.stream()
                                        .map(TableLayout::place)
                                        .collect(Collectors.joining(", "))
                                + " ";
        String present =
                keys.stream()
                        .map(key -> " AND " + place(key) + " IS NOT NULL")
                        .collect(Collectors.joining());
        return "(SELECT "
                + columns
                + " FROM "
                + pointsWithTags()
                + " WHERE p._received >= "
                + writtenAfterMillis
                + present
                + " QUALIFY row_number() OVER ("
                + partition
                + "ORDER BY p._time DESC) <= "
                + count
                + ")";
    }

    List<String> drop() {
        return List.of("DROP TABLE " + points(), "DROP TABLE " + series());
    }

    /** Takes in points that the table cannot have yet. */
    String insert(long job, List<Column> fields) {
        return "INSERT INTO "
                + points()
                + " (_series, _time, _received"
                + list(fields.stream().map(LoadFunction::nameOf))
                + ") SELECT series, make_timestamp_ns(time), received"
                + list(fields.stream().map(LoadFunction::nameOf))
                + " FROM "
                + LoadFunction.NAME
                + "("
                + job
                + ")";
    }

    /**
     * Takes in points that may repeat each other and those of the table: of each field the last
     * value counts, and fields that a point lacks keep the value that they had.
     */
    List<String> merge(long job, List<Column> loaded, TableSchema schema) {
        String merged =
                "CREATE OR REPLACE TEMP TABLE merged AS SELECT series, time,"
                        + " max(received) AS received"
                        + list(
                                loaded.stream()
                                        .map(LoadFunction::nameOf)
                                        .map(c -> "arg_max(" + c + ", place) AS " + c))
                        + " FROM "
                        + LoadFunction.NAME
                        + "("
                        + job
                        + ") GROUP BY series, time";
        String complete =
                "CREATE OR REPLACE TEMP TABLE complete AS SELECT m.series AS _series,"
                        + " make_timestamp_ns(m.time) AS _time, m.received AS _received"
                        + list(schema.fields().stream().map(field -> newValue(field, loaded)))
                        + " FROM merged m LEFT JOIN "
                        + points()
                        + " p ON p._series = m.series AND p._time = make_timestamp_ns(m.time)";
        String delete =
                "DELETE FROM "
                        + points()
                        + " p USING complete c WHERE p._series = c._series AND p._time = c._time";
        String insert = "INSERT INTO " + points() + " BY NAME SELECT * FROM complete";
        return List.of(merged, complete, delete, insert);
    }

    private static String newValue(Column field, List<Column> loaded) {
        String name = LoadFunction.nameOf(field);
        return loaded.contains(field)
                ? "coalesce(m." + name + ", p." + name + ") AS " + name
                : "p." + name;
    }

    private static String list(Stream<String> items) {
        return items.map(item -> ", " + item).collect(Collectors.joining());
    }
}
