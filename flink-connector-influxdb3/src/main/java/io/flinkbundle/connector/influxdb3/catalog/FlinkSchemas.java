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

package io.flinkbundle.connector.influxdb3.catalog;

import io.flinkbundle.connector.influxdb3.client.ServerColumn;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.catalog.Column;
import org.apache.flink.table.catalog.ResolvedSchema;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Tables of InfluxDB 3 as Flink declares them, and the other way round. */
@Internal
final class FlinkSchemas {

    private static final String TIME = "time";

    private FlinkSchemas() {}

    /**
     * Tags first, then fields, then the time. Tags and time are the key; a point without a tag has
     * an empty one, which is the same to the server.
     */
    static Schema schema(List<ServerColumn> columns) {
        Schema.Builder schema = Schema.newBuilder();
        List<String> tags = tags(columns);
        tags.forEach(tag -> schema.column(tag, DataTypes.STRING().notNull()));
        for (ServerColumn column : columns) {
            if (column.type() != ServerColumn.Type.TAG && column.type() != ServerColumn.Type.TIME) {
                schema.column(column.name(), type(column.type()));
            }
        }
        schema.column(TIME, DataTypes.TIMESTAMP_LTZ(9).notNull());
        return schema.primaryKey(Stream.concat(tags.stream(), Stream.of(TIME)).toList()).build();
    }

    static List<String> tags(List<ServerColumn> columns) {
        return names(columns, ServerColumn.Type.TAG);
    }

    static List<String> unsigned(List<ServerColumn> columns) {
        return names(columns, ServerColumn.Type.UNSIGNED);
    }

    private static List<String> names(List<ServerColumn> columns, ServerColumn.Type type) {
        return columns.stream()
                .filter(column -> column.type() == type)
                .map(ServerColumn::name)
                .toList();
    }

    private static DataType type(ServerColumn.Type type) {
        return switch (type) {
            case INTEGER -> DataTypes.BIGINT();
            case UNSIGNED -> DataTypes.DECIMAL(20, 0);
            case FLOAT -> DataTypes.DOUBLE();
            case BOOLEAN -> DataTypes.BOOLEAN();
            case TAG, STRING, TIME, OTHER -> DataTypes.STRING();
        };
    }

    /**
     * The columns of a table to create.
     *
     * @param tags the names of those that are tags
     * @param unsigned the names of those that are unsigned
     * @param time the name of the one that is the time
     * @throws ValidationException if no field holds the type of a column
     */
    static List<ServerColumn> columns(
            ResolvedSchema schema, List<String> tags, Set<String> unsigned, String time) {
        List<ServerColumn> columns = new ArrayList<>();
        tags.forEach(tag -> columns.add(new ServerColumn(tag, ServerColumn.Type.TAG)));
        for (Column column : schema.getColumns()) {
            String name = column.getName();
            if (column.isPhysical() && !tags.contains(name) && !name.equals(time)) {
                columns.add(
                        new ServerColumn(
                                name,
                                unsigned.contains(name)
                                        ? ServerColumn.Type.UNSIGNED
                                        : field(name, column.getDataType().getLogicalType())));
            }
        }
        return columns;
    }

    private static ServerColumn.Type field(String name, LogicalType type) {
        if (type.is(LogicalTypeFamily.CHARACTER_STRING)
                || type.is(LogicalTypeFamily.BINARY_STRING)
                || type.is(LogicalTypeFamily.DATETIME)) {
            return ServerColumn.Type.STRING;
        }
        return switch (type.getTypeRoot()) {
            case BOOLEAN -> ServerColumn.Type.BOOLEAN;
            case TINYINT, SMALLINT, INTEGER, BIGINT, INTERVAL_YEAR_MONTH, INTERVAL_DAY_TIME ->
                    ServerColumn.Type.INTEGER;
            case FLOAT, DOUBLE, DECIMAL -> ServerColumn.Type.FLOAT;
            default ->
                    throw new ValidationException(
                            "Column '"
                                    + name
                                    + "' has the type "
                                    + type.asSummaryString()
                                    + ", which no field of InfluxDB holds. Leave it out, or cast it"
                                    + " to a string.");
        };
    }
}
