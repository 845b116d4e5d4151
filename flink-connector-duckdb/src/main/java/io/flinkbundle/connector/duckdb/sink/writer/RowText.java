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

package io.flinkbundle.connector.duckdb.sink.writer;

import io.flinkbundle.connector.duckdb.sink.ColumnMapping;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;

import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.HexFormat;
import java.util.List;
import java.util.StringJoiner;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** A row as people read it: {@code {id=1, name=first}}. For rows that cannot be written. */
@Internal
final class RowText {

    private RowText() {}

    static byte[] utf8(RowData row, List<ColumnMapping> columns) {
        StringJoiner text = new StringJoiner(", ", "{", "}");
        for (int i = 0; i < columns.size(); i++) {
            ColumnMapping column = columns.get(i);
            text.add(column.name() + '=' + text(column.type(), row, i));
        }
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }

    private static String text(LogicalType type, RowData row, int position) {
        Object value = RowData.createFieldGetter(type.copy(true), position).getFieldOrNull(row);
        return value == null ? "null" : text(type, value);
    }

    private static String text(LogicalType type, Object value) {
        return switch (type.getTypeRoot()) {
            case ARRAY -> array(((ArrayType) type).getElementType(), (ArrayData) value);
            case MAP -> map((MapType) type, (MapData) value);
            case ROW -> row((RowType) type, (RowData) value);
            case DATE -> LocalDate.ofEpochDay((int) value).toString();
            case TIME_WITHOUT_TIME_ZONE -> time((int) value);
            case BINARY, VARBINARY -> "0x" + HexFormat.of().formatHex((byte[]) value);
            default -> value.toString();
        };
    }

    private static String array(LogicalType type, ArrayData array) {
        RowData elements = new ArrayElements(array);
        return IntStream.range(0, array.size())
                .mapToObj(i -> text(type, elements, i))
                .collect(Collectors.joining(", ", "[", "]"));
    }

    private static String map(MapType type, MapData map) {
        RowData keys = new ArrayElements(map.keyArray());
        RowData values = new ArrayElements(map.valueArray());
        return IntStream.range(0, map.size())
                .mapToObj(
                        i ->
                                text(type.getKeyType(), keys, i)
                                        + '='
                                        + text(type.getValueType(), values, i))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static String row(RowType type, RowData row) {
        return IntStream.range(0, type.getFieldCount())
                .mapToObj(i -> type.getFieldNames().get(i) + '=' + text(type.getTypeAt(i), row, i))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    /** A value outside of the day may be what is wrong with the row. */
    private static String time(int millis) {
        return millis >= 0 && millis < TimeUnit.DAYS.toMillis(1)
                ? LocalTime.ofNanoOfDay(TimeUnit.MILLISECONDS.toNanos(millis)).toString()
                : millis + " ms";
    }
}
