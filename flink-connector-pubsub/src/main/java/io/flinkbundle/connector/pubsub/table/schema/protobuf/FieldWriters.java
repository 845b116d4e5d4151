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

package io.flinkbundle.connector.pubsub.table.schema.protobuf;

import io.flinkbundle.connector.pubsub.table.schema.SchemaMismatchException;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;

import com.google.protobuf.Descriptors.FieldDescriptor;

import java.io.IOException;

/** Makes the writers of fields, with their tags. */
@Internal
final class FieldWriters {

    private FieldWriters() {}

    static ValueWriter of(FieldDescriptor field, LogicalType type, String path)
            throws SchemaMismatchException {
        if (field.isMapField()) {
            if (!(type instanceof MapType map)) {
                throw ProtobufFields.incompatible(field, type, path);
            }
            return map(field, map, path);
        }
        if (field.isRepeated()) {
            if (!(type instanceof ArrayType array)) {
                throw ProtobufFields.incompatible(field, type, path);
            }
            return repeated(field, array, path);
        }
        return singular(field, value(field, type, path), path);
    }

    private static ValueWriter singular(FieldDescriptor field, ValueWriter writer, String path) {
        int number = field.getNumber();
        int wireType = ProtobufFields.wireType(field);
        boolean required = field.isRequired();
        boolean always = field.hasPresence();
        StringData zeroName =
                StringData.fromString(
                        field.getType() == FieldDescriptor.Type.ENUM
                                ? field.getEnumType().getValues().get(0).getName()
                                : "");
        return (value, out) -> {
            if (value == null) {
                if (required) {
                    throw new IOException(
                            "column '" + path + "' is NULL, and its field is required");
                }
                return;
            }
            // Readers take the default for a field that does not come.
            if (always || !isDefault(value, zeroName)) {
                out.writeTag(number, wireType);
                writer.write(value, out);
            }
        };
    }

    /**
     * Of a field whose presence does not count: zero, empty or the first value of an enum.
     *
     * @param zeroName the name of that value; empty for other fields
     */
    private static boolean isDefault(Object value, StringData zeroName) {
        if (value instanceof StringData text) {
            return text.equals(zeroName);
        }
        if (value instanceof byte[] bytes) {
            return bytes.length == 0;
        }
        if (value instanceof DecimalData decimal) {
            return decimal.toBigDecimal().signum() == 0;
        }
        // The negative zero is none.
        if (value instanceof Double || value instanceof Float) {
            return Double.doubleToRawLongBits(((Number) value).doubleValue()) == 0;
        }
        return value instanceof Number number
                ? number.longValue() == 0
                : Boolean.FALSE.equals(value);
    }

    private static ValueWriter repeated(FieldDescriptor field, ArrayType type, String path)
            throws SchemaMismatchException {
        ArrayData.ElementGetter getter = ArrayData.createElementGetter(type.getElementType());
        ValueWriter element = value(field, type.getElementType(), path);
        int number = field.getNumber();
        int wireType = ProtobufFields.wireType(field);
        boolean packed = field.isPacked();
        return (value, out) -> {
            ArrayData array = (ArrayData) value;
            if (array == null || array.size() == 0) {
                return;
            }
            if (packed) {
                out.writeByteArray(
                        number,
                        ValueWriter.bytes(
                                buffer -> {
                                    for (int i = 0; i < array.size(); i++) {
                                        element.write(present(getter, array, i, path), buffer);
                                    }
                                }));
                return;
            }
            for (int i = 0; i < array.size(); i++) {
                Object present = present(getter, array, i, path);
                out.writeTag(number, wireType);
                element.write(present, out);
            }
        };
    }

    private static ValueWriter map(FieldDescriptor field, MapType type, String path)
            throws SchemaMismatchException {
        ArrayData.ElementGetter keyGetter = ArrayData.createElementGetter(type.getKeyType());
        ArrayData.ElementGetter valueGetter = ArrayData.createElementGetter(type.getValueType());
        ValueWriter key = entryPart(ProtobufFields.key(field), type.getKeyType(), path);
        ValueWriter part = entryPart(ProtobufFields.value(field), type.getValueType(), path);
        int number = field.getNumber();
        return (value, out) -> {
            MapData map = (MapData) value;
            if (map == null) {
                return;
            }
            ArrayData keys = map.keyArray();
            ArrayData values = map.valueArray();
            for (int i = 0; i < map.size(); i++) {
                Object entryKey = present(keyGetter, keys, i, path);
                Object entryValue = present(valueGetter, values, i, path);
                out.writeByteArray(
                        number,
                        ValueWriter.bytes(
                                buffer -> {
                                    key.write(entryKey, buffer);
                                    part.write(entryValue, buffer);
                                }));
            }
        };
    }

    private static ValueWriter entryPart(FieldDescriptor field, LogicalType type, String path)
            throws SchemaMismatchException {
        ValueWriter writer = value(field, type, path);
        int number = field.getNumber();
        int wireType = ProtobufFields.wireType(field);
        return (value, out) -> {
            out.writeTag(number, wireType);
            writer.write(value, out);
        };
    }

    private static Object present(
            ArrayData.ElementGetter getter, ArrayData array, int index, String path)
            throws IOException {
        Object element = getter.getElementOrNull(array, index);
        if (element == null) {
            throw new IOException(
                    "column '" + path + "' holds NULL, which Protobuf has in no list or map");
        }
        return element;
    }

    private static ValueWriter value(FieldDescriptor field, LogicalType type, String path)
            throws SchemaMismatchException {
        if (field.getType() == FieldDescriptor.Type.MESSAGE && type instanceof RowType row) {
            ValueWriter message = MessageWriters.message(field.getMessageType(), row, path);
            return (value, out) ->
                    out.writeByteArrayNoTag(
                            ValueWriter.bytes(buffer -> message.write(value, buffer)));
        }
        return ScalarWriters.of(field, type)
                .map(writer -> located(writer, path))
                .orElseThrow(() -> ProtobufFields.incompatible(field, type, path));
    }

    /** Says of which column a value cannot be written. */
    private static ValueWriter located(ValueWriter writer, String path) {
        return (value, out) -> {
            try {
                writer.write(value, out);
            } catch (IOException e) {
                throw new IOException("column '" + path + "': " + e.getMessage(), e);
            }
        };
    }
}
