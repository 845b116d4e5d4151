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

package io.flinkbundle.connector.bigquery.source.reader.arrow;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;

import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.complex.ListVector;
import org.apache.arrow.vector.complex.StructVector;
import org.apache.arrow.vector.types.pojo.ArrowType;
import org.apache.arrow.vector.types.pojo.Field;

import java.io.IOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** How a STRUCT, a RANGE, an ARRAY, and an ARRAY that is a MAP in Flink are read. */
@Internal
final class NestedArrowValues {

    private NestedArrowValues() {}

    /**
     * A part of a column.
     *
     * @param path the names that lead to it within the column; may be empty
     */
    static ArrowValue part(List<String> path, String name, LogicalType type, Field field)
            throws IOException {
        if (path.isEmpty()) {
            return ArrowValues.of(name, type, field);
        }
        if (field.getType().getTypeID() != ArrowType.ArrowTypeID.Struct) {
            throw ArrowValues.misfit(name, type, field);
        }
        int child = indexOf(name, path.get(0), field.getChildren());
        ArrowValue inner =
                part(
                        path.subList(1, path.size()),
                        name + "." + path.get(0),
                        type,
                        field.getChildren().get(child));
        return (vector, index) -> {
            FieldVector found = ((StructVector) vector).getChildrenFromFields().get(child);
            return found.isNull(index) ? null : inner.read(found, index);
        };
    }

    static ArrowValue row(String name, RowType type, Field field) throws IOException {
        if (field.getType().getTypeID() != ArrowType.ArrowTypeID.Struct) {
            throw ArrowValues.misfit(name, type, field);
        }
        int size = type.getFieldCount();
        int[] children = new int[size];
        ArrowValue[] values = new ArrowValue[size];
        for (int i = 0; i < size; i++) {
            String child = type.getFieldNames().get(i);
            children[i] = indexOf(name, child, field.getChildren());
            values[i] =
                    ArrowValues.of(
                            name + "." + child,
                            type.getTypeAt(i),
                            field.getChildren().get(children[i]));
        }
        return (vector, index) -> {
            List<FieldVector> fields = ((StructVector) vector).getChildrenFromFields();
            GenericRowData row = new GenericRowData(size);
            for (int i = 0; i < size; i++) {
                FieldVector child = fields.get(children[i]);
                if (!child.isNull(index)) {
                    row.setField(i, values[i].read(child, index));
                }
            }
            return row;
        };
    }

    static ArrowValue array(String name, ArrayType type, Field field) throws IOException {
        ArrowValue element = element(name, type, type.getElementType(), field);
        return (vector, index) -> {
            ListVector list = (ListVector) vector;
            FieldVector data = list.getDataVector();
            int begin = list.getElementStartIndex(index);
            Object[] elements = new Object[list.getElementEndIndex(index) - begin];
            for (int i = 0; i < elements.length; i++) {
                if (!data.isNull(begin + i)) {
                    elements[i] = element.read(data, begin + i);
                }
            }
            return new GenericArrayData(elements);
        };
    }

    static ArrowValue map(String name, MapType type, Field field) throws IOException {
        RowType entryType =
                RowType.of(
                        new LogicalType[] {type.getKeyType(), type.getValueType()},
                        new String[] {"key", "value"});
        ArrowValue entry = element(name, type, entryType, field);
        return (vector, index) -> {
            ListVector list = (ListVector) vector;
            Map<Object, Object> entries = new HashMap<>();
            for (int i = list.getElementStartIndex(index);
                    i < list.getElementEndIndex(index);
                    i++) {
                GenericRowData read = (GenericRowData) entry.read(list.getDataVector(), i);
                entries.put(read.getField(0), read.getField(1));
            }
            return new GenericMapData(entries);
        };
    }

    private static ArrowValue element(
            String name, LogicalType type, LogicalType element, Field field) throws IOException {
        if (field.getType().getTypeID() != ArrowType.ArrowTypeID.List) {
            throw ArrowValues.misfit(name, type, field);
        }
        return ArrowValues.of(name, element, field.getChildren().get(0));
    }

    private static int indexOf(String column, String name, List<Field> fields) throws IOException {
        for (int i = 0; i < fields.size(); i++) {
            if (fields.get(i).getName().equalsIgnoreCase(name)) {
                return i;
            }
        }
        throw new IOException("BigQuery does not send the field '" + column + "." + name + "'.");
    }
}
