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

package io.flinkbundle.connector.bigquery.source.reader.avro;

import io.flinkbundle.connector.bigquery.source.ReadColumn;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;

import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How a STRUCT, a RANGE, an ARRAY, and an ARRAY that is a MAP in Flink are read. */
@Internal
final class NestedAvroValues {

    private NestedAvroValues() {}

    static AvroValue row(String name, RowType type, Schema schema) throws IOException {
        if (schema.getType() != Schema.Type.RECORD) {
            throw AvroValues.misfit(name, type, schema);
        }
        AvroField[] fields =
                AvroColumns.of(
                        name + ".",
                        schema,
                        type,
                        type.getFieldNames().stream().map(ReadColumn::of).toList());
        int size = type.getFieldCount();
        return in -> {
            GenericRowData row = new GenericRowData(size);
            AvroColumns.read(fields, in, row);
            return row;
        };
    }

    static AvroValue array(String name, ArrayType type, Schema schema) throws IOException {
        AvroValue element = element(name, type, type.getElementType(), schema);
        return in -> new GenericArrayData(elements(in, element).toArray());
    }

    static AvroValue map(String name, MapType type, Schema schema) throws IOException {
        RowType entryType =
                RowType.of(
                        new LogicalType[] {type.getKeyType(), type.getValueType()},
                        new String[] {"key", "value"});
        AvroValue entry = element(name, type, entryType, schema);
        return in -> {
            Map<Object, Object> entries = new HashMap<>();
            for (Object each : elements(in, entry)) {
                GenericRowData read = (GenericRowData) each;
                entries.put(read.getField(0), read.getField(1));
            }
            return new GenericMapData(entries);
        };
    }

    /** The list grows with what is there, whatever number of elements is announced. */
    private static List<Object> elements(BinaryDecoder in, AvroValue element) throws IOException {
        List<Object> elements = new ArrayList<>();
        for (long left = in.readArrayStart(); left > 0; left = in.arrayNext()) {
            for (long i = 0; i < left; i++) {
                elements.add(element.read(in));
            }
        }
        return elements;
    }

    private static AvroValue element(
            String name, LogicalType type, LogicalType element, Schema schema) throws IOException {
        if (schema.getType() != Schema.Type.ARRAY) {
            throw AvroValues.misfit(name, type, schema);
        }
        return AvroValues.of(name, element, schema.getElementType());
    }
}
