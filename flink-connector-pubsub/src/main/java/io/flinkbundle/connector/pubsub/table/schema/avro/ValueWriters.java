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

package io.flinkbundle.connector.pubsub.table.schema.avro;

import io.flinkbundle.connector.pubsub.table.schema.SchemaMismatchException;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;

import org.apache.avro.Schema;
import org.apache.avro.generic.GenericData;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.util.Utf8;

import java.io.IOException;
import java.util.List;

/**
 * Makes the writers of columns, once for a schema: each column needs a field of its name, and each
 * field a column, or else a default or to be nullable.
 */
@Internal
final class ValueWriters {

    private ValueWriters() {}

    /**
     * @param path the column that the record is; empty for the whole row
     */
    static ValueWriter record(Schema record, RowType row, String path)
            throws SchemaMismatchException {
        for (String column : row.getFieldNames()) {
            if (record.getField(column) == null) {
                throw AvroSchemas.missing(record, AvroSchemas.path(path, column));
            }
        }
        List<Schema.Field> fields = record.getFields();
        ValueWriter[] writers = new ValueWriter[fields.size()];
        for (int i = 0; i < writers.length; i++) {
            writers[i] = field(fields.get(i), row, path);
        }
        return (value, out) -> {
            for (ValueWriter writer : writers) {
                writer.write(value, out);
            }
        };
    }

    /** Takes the whole row. */
    private static ValueWriter field(Schema.Field field, RowType row, String parent)
            throws SchemaMismatchException {
        String path = AvroSchemas.path(parent, field.name());
        int column = row.getFieldIndex(field.name());
        if (column < 0) {
            return filler(field, path);
        }
        LogicalType type = row.getTypeAt(column);
        RowData.FieldGetter getter = RowData.createFieldGetter(type, column);
        ValueWriter writer = value(field.schema(), type, path);
        return (value, out) -> writer.write(getter.getFieldOrNull((RowData) value), out);
    }

    private static ValueWriter filler(Schema.Field field, String path)
            throws SchemaMismatchException {
        Schema schema = field.schema();
        if (field.hasDefaultValue()) {
            Object value = GenericData.get().getDefaultValue(field);
            GenericDatumWriter<Object> writer = new GenericDatumWriter<>(schema);
            return (row, out) -> writer.write(value, out);
        }
        int nullBranch = schema.isUnion() ? AvroSchemas.nullBranch(schema) : AvroSchemas.NONE;
        if (nullBranch == AvroSchemas.NONE) {
            throw new SchemaMismatchException(
                    "its field '"
                            + path
                            + "' has no default, is not nullable, and is no column of the table");
        }
        return (row, out) -> {
            out.writeIndex(nullBranch);
            out.writeNull();
        };
    }

    private static ValueWriter value(Schema schema, LogicalType type, String path)
            throws SchemaMismatchException {
        if (schema.isUnion()) {
            return union(schema, type, path);
        }
        ValueWriter writer = present(schema, type, path);
        return (value, out) -> {
            if (value == null) {
                throw new IOException("column '" + path + "' is NULL, which the field is never");
            }
            writer.write(value, out);
        };
    }

    private static ValueWriter union(Schema union, LogicalType type, String path)
            throws SchemaMismatchException {
        int nullBranch = AvroSchemas.nullBranch(union);
        int valueBranch = AvroSchemas.valueBranch(union, path);
        ValueWriter writer = value(union.getTypes().get(valueBranch), type, path);
        return (value, out) -> {
            if (value == null && nullBranch != AvroSchemas.NONE) {
                out.writeIndex(nullBranch);
                out.writeNull();
            } else {
                out.writeIndex(valueBranch);
                writer.write(value, out);
            }
        };
    }

    private static ValueWriter present(Schema schema, LogicalType type, String path)
            throws SchemaMismatchException {
        Schema.Type avro = schema.getType();
        if (type instanceof RowType row && avro == Schema.Type.RECORD) {
            return record(schema, row, path);
        }
        if (type instanceof ArrayType array && avro == Schema.Type.ARRAY) {
            return array(
                    ArrayData.createElementGetter(array.getElementType()),
                    value(schema.getElementType(), array.getElementType(), path));
        }
        if (type instanceof MapType map && avro == Schema.Type.MAP) {
            AvroSchemas.checkMapKeys(map, path);
            return map(
                    ArrayData.createElementGetter(map.getValueType()),
                    value(schema.getValueType(), map.getValueType(), path),
                    path);
        }
        return ScalarWriters.of(schema, type)
                .map(writer -> located(writer, path))
                .orElseThrow(() -> AvroSchemas.incompatible(schema, type, path));
    }

    /** Says of which column a value cannot be written. */
    private static ValueWriter located(ValueWriter writer, String path) {
        return (value, out) -> {
            try {
                writer.write(value, out);
            } catch (IOException | ArithmeticException e) {
                throw new IOException("column '" + path + "': " + e.getMessage(), e);
            }
        };
    }

    private static ValueWriter array(ArrayData.ElementGetter getter, ValueWriter element) {
        return (value, out) -> {
            ArrayData array = (ArrayData) value;
            out.writeArrayStart();
            out.setItemCount(array.size());
            for (int i = 0; i < array.size(); i++) {
                out.startItem();
                element.write(getter.getElementOrNull(array, i), out);
            }
            out.writeArrayEnd();
        };
    }

    private static ValueWriter map(
            ArrayData.ElementGetter getter, ValueWriter element, String path) {
        return (value, out) -> {
            MapData map = (MapData) value;
            ArrayData keys = map.keyArray();
            ArrayData values = map.valueArray();
            out.writeMapStart();
            out.setItemCount(map.size());
            for (int i = 0; i < map.size(); i++) {
                out.startItem();
                out.writeString(key(keys, i, path));
                element.write(getter.getElementOrNull(values, i), out);
            }
            out.writeMapEnd();
        };
    }

    private static Utf8 key(ArrayData keys, int index, String path) throws IOException {
        if (keys.isNullAt(index)) {
            throw new IOException("column '" + path + "' has a key that is NULL");
        }
        StringData key = keys.getString(index);
        return new Utf8(key.toBytes());
    }
}
