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
import io.flinkbundle.emulators.bigquery.rest.Json;
import io.flinkbundle.emulators.bigquery.store.Table;

import org.apache.flink.annotation.Internal;

import java.util.Optional;

/** The partitions that the rows of a table are in. */
@Internal
final class TimePartitions {

    private TimePartitions() {}

    /** The column that a table is partitioned by. */
    static Optional<String> column(Table table) {
        return Json.text(table.resource(), "timePartitioning", "field")
                .or(() -> Json.text(table.resource(), "rangePartitioning", "field"));
    }

    /** A query for the partitions of a table. */
    static String of(Table table) {
        return "SELECT "
                + DuckTypes.literal(table.id().project())
                + " AS table_catalog, "
                + DuckTypes.literal(table.id().dataset())
                + " AS table_schema, "
                + DuckTypes.literal(table.id().table())
                + " AS table_name, "
                + id(table)
                + " AS partition_id, count(*) AS total_rows, make_timestamptz(max("
                + DuckEngine.NUMBER
                + ")) AS last_modified_time FROM "
                + DuckEngine.STORE
                + "."
                + table.head().rows()
                + " GROUP BY ALL";
    }

    private static String id(Table table) {
        if (Json.object(table.resource(), "rangePartitioning").isPresent()) {
            String field = Json.text(table.resource(), "rangePartitioning", "field").orElse("");
            String start =
                    Json.text(table.resource(), "rangePartitioning", "range", "start").orElse("0");
            String interval =
                    Json.text(table.resource(), "rangePartitioning", "range", "interval")
                            .orElse("1");
            String column = DuckTypes.quote(field);
            return "coalesce(CAST("
                    + start
                    + " + ("
                    + column
                    + " - "
                    + start
                    + ") // "
                    + interval
                    + " * "
                    + interval
                    + " AS VARCHAR), '__NULL__')";
        }
        Optional<String> type = Json.text(table.resource(), "timePartitioning", "type");
        if (type.isEmpty()) {
            return "CAST(NULL AS VARCHAR)";
        }
        String format =
                switch (type.get()) {
                    case "HOUR" -> "%Y%m%d%H";
                    case "MONTH" -> "%Y%m";
                    case "YEAR" -> "%Y";
                    default -> "%Y%m%d";
                };
        String time =
                Json.text(table.resource(), "timePartitioning", "field")
                        .map(DuckTypes::quote)
                        .orElse("make_timestamp(" + DuckEngine.NUMBER + ")");
        return "coalesce(strftime(" + time + ", '" + format + "'), '__NULL__')";
    }
}
