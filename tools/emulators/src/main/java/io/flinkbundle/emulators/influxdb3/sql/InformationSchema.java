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

package io.flinkbundle.emulators.influxdb3.sql;

import io.flinkbundle.emulators.influxdb3.schema.Column;
import io.flinkbundle.emulators.influxdb3.store.Database;
import io.flinkbundle.emulators.influxdb3.store.Table;

import org.apache.flink.annotation.Internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** What queries can learn about the tables of a database. */
@Internal
final class InformationSchema {

    private static final String CATALOG = "public";
    private static final String SCHEMA = "iox";

    /** The views that it has itself, as it lists them. */
    private static final List<String> VIEWS =
            List.of(
                    "columns",
                    "df_settings",
                    "parameters",
                    "routines",
                    "schemata",
                    "tables",
                    "views");

    private static final List<String> TABLE_COLUMNS =
            List.of("table_catalog", "table_schema", "table_name", "table_type");

    private static final List<String> COLUMN_COLUMNS =
            List.of(
                    "table_catalog",
                    "table_schema",
                    "table_name",
                    "column_name",
                    "ordinal_position",
                    "column_default",
                    "is_nullable",
                    "data_type");

    private InformationSchema() {}

    /** A view of it as a query in parentheses; nothing when the emulator does not have it. */
    static Optional<String> view(Database database, String name) {
        return switch (name) {
            case "tables" -> Optional.of(tables(database));
            case "columns" -> Optional.of(columns(database));
            case "schemata" -> Optional.of(schemata());
            default -> Optional.empty();
        };
    }

    private static String tables(Database database) {
        List<String> rows = new ArrayList<>();
        for (Table table : database.tables()) {
            rows.add(row(CATALOG, SCHEMA, table.name(), "BASE TABLE"));
        }
        for (String view : VIEWS) {
            rows.add(row(CATALOG, "information_schema", view, "VIEW"));
        }
        return query(rows, TABLE_COLUMNS);
    }

    private static String columns(Database database) {
        List<String> rows = new ArrayList<>();
        for (Table table : database.tables()) {
            int position = 0;
            for (Column column : table.schema().byName()) {
                rows.add(
                        "("
                                + String.join(
                                        ", ",
                                        Literals.text(CATALOG),
                                        Literals.text(SCHEMA),
                                        Literals.text(table.name()),
                                        Literals.text(column.name()),
                                        "CAST(" + position++ + " AS UBIGINT)",
                                        "CAST(NULL AS VARCHAR)",
                                        Literals.text(column.isTime() ? "NO" : "YES"),
                                        Literals.text(column.type().arrowName()))
                                + ")");
            }
        }
        return rows.isEmpty()
                ? "("
                        + "SELECT "
                        + COLUMN_COLUMNS.stream()
                                .map(name -> "'' AS " + name)
                                .collect(Collectors.joining(", "))
                        + " WHERE false)"
                : query(rows, COLUMN_COLUMNS);
    }

    private static String schemata() {
        return query(
                List.of(row(CATALOG, SCHEMA), row(CATALOG, "information_schema")),
                List.of("catalog_name", "schema_name"));
    }

    private static String row(String... values) {
        return "("
                + List.of(values).stream().map(Literals::text).collect(Collectors.joining(", "))
                + ")";
    }

    private static String query(List<String> rows, List<String> names) {
        return "(SELECT * FROM (VALUES "
                + String.join(", ", rows)
                + ") AS v("
                + String.join(", ", names)
                + "))";
    }
}
