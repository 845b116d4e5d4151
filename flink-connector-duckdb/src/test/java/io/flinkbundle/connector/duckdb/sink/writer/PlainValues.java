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

import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;

import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Flink's own values in forms that equal each other if their parts do. Unlike those of the Java API
 * they reach to the ends of all ranges.
 */
final class PlainValues {

    private PlainValues() {}

    static List<Object> of(RowType type, RowData row) {
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < type.getFieldCount(); i++) {
            values.add(value(type.getTypeAt(i), row, i));
        }
        return values;
    }

    private static Object value(LogicalType type, RowData row, int position) {
        Object value = RowData.createFieldGetter(type.copy(true), position).getFieldOrNull(row);
        if (value == null) {
            return null;
        }
        return switch (type.getTypeRoot()) {
            case ARRAY -> array(((ArrayType) type).getElementType(), (ArrayData) value);
            case MAP -> map((MapType) type, (MapData) value);
            case ROW -> of((RowType) type, (RowData) value);
            case BINARY, VARBINARY -> ByteBuffer.wrap((byte[]) value);
            default -> value;
        };
    }

    private static List<Object> array(LogicalType type, ArrayData array) {
        RowData elements = new ArrayElements(array);
        List<Object> values = new ArrayList<>();
        for (int i = 0; i < array.size(); i++) {
            values.add(value(type, elements, i));
        }
        return values;
    }

    /** With the entries in their order, which DuckDB keeps. */
    private static List<Object> map(MapType type, MapData map) {
        return List.of(
                array(type.getKeyType(), map.keyArray()),
                array(type.getValueType(), map.valueArray()));
    }
}
