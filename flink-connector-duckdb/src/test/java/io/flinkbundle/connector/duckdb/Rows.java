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

package io.flinkbundle.connector.duckdb;

import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.conversion.RowRowConverter;
import org.apache.flink.table.types.DataType;
import org.apache.flink.types.Row;

import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Turns rows into those of the Java API and back, which tests can write down and compare. */
public final class Rows {

    private final RowRowConverter converter;

    /**
     * @param rowType the type of the rows
     */
    public Rows(DataType rowType) {
        converter = RowRowConverter.create(rowType);
        converter.open(Rows.class.getClassLoader());
    }

    /** The row, comparable. */
    public Row external(RowData row) {
        return (Row) comparable(converter.toExternal(row));
    }

    public RowData internal(Row row) {
        return converter.toInternal(row);
    }

    /** A value with lists in the place of arrays, which equal each other if their elements do. */
    public static Object comparable(Object value) {
        if (value instanceof byte[] bytes) {
            return ByteBuffer.wrap(bytes);
        }
        if (value instanceof Object[] array) {
            return Arrays.stream(array).map(Rows::comparable).toList();
        }
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new HashMap<>();
            map.forEach((key, element) -> copy.put(comparable(key), comparable(element)));
            return copy;
        }
        if (value instanceof Row row) {
            Object[] fields = new Object[row.getArity()];
            Arrays.setAll(fields, i -> comparable(row.getField(i)));
            return Row.of(fields);
        }
        return value;
    }
}
