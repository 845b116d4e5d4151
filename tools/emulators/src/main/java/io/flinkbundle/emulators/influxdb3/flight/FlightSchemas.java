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

package io.flinkbundle.emulators.influxdb3.flight;

import io.flinkbundle.emulators.influxdb3.schema.Column;
import io.flinkbundle.emulators.influxdb3.schema.ColumnType;
import io.flinkbundle.emulators.influxdb3.sql.ResultColumn;
import io.flinkbundle.emulators.influxdb3.store.Database;
import io.flinkbundle.emulators.influxdb3.store.Table;

import org.apache.flink.annotation.Internal;

import org.apache.arrow.vector.types.FloatingPointPrecision;
import org.apache.arrow.vector.types.TimeUnit;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;
import org.apache.arrow.vector.types.pojo.FieldType;
import org.apache.arrow.vector.types.pojo.Schema;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The columns of a result in Arrow. */
@Internal
final class FlightSchemas {

    /** By this clients tell tags from fields. */
    private static final String ROLE = "iox::column::type";

    private static final int LONG_BITS = 64;

    private FlightSchemas() {}

    /**
     * @param database whose tables know what the columns are to InfluxDB
     * @param sql the query, which names the tables
     */
    static Schema of(List<ResultColumn> columns, Database database, String sql) {
        List<Table> named =
                database.tables().stream().filter(table -> sql.contains(table.name())).toList();
        return new Schema(
                columns.stream().map(column -> field(column, role(column.name(), named))).toList());
    }

    private static Field field(ResultColumn column, Optional<ColumnType> role) {
        return new Field(
                column.name(),
                new FieldType(
                        true,
                        type(column.kind()),
                        null,
                        role.map(known -> Map.of(ROLE, known.influxName())).orElse(Map.of())),
                List.of());
    }

    /** That of the column of this name, if the tables agree on it; expressions have none. */
    private static Optional<ColumnType> role(String name, List<Table> tables) {
        List<ColumnType> roles =
                tables.stream()
                        .flatMap(table -> table.schema().column(name).stream())
                        .map(Column::type)
                        .distinct()
                        .toList();
        return roles.size() == 1 ? Optional.of(roles.get(0)) : Optional.empty();
    }

    private static ArrowType type(ResultColumn.Kind kind) {
        return switch (kind) {
            case TIME -> new ArrowType.Timestamp(TimeUnit.NANOSECOND, null);
            case LONG, INTEGER -> new ArrowType.Int(LONG_BITS, true);
            case UNSIGNED -> new ArrowType.Int(LONG_BITS, false);
            case DOUBLE, NUMBER -> new ArrowType.FloatingPoint(FloatingPointPrecision.DOUBLE);
            case BOOLEAN -> new ArrowType.Bool();
            case TEXT -> new ArrowType.Utf8();
        };
    }
}
