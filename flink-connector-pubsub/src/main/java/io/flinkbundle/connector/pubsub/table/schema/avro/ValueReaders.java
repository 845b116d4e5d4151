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

import io.flinkbundle.connector.pubsub.table.schema.MissingColumns;
import io.flinkbundle.connector.pubsub.table.schema.SchemaMismatchException;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;

import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.Decoder;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Makes the readers of columns, once for a schema: fields are found by their names, and those that
 * are no columns are skipped.
 */
@Internal
final class ValueReaders {

    private static final int NO_COLUMN = -1;

    private final MissingColumns missing;

    /**
     * @param missing what becomes of a column that the schema does not have
     */
    ValueReaders(MissingColumns missing) {
        this.missing = missing;
    }

    /**
     * @param path the column that the record is; empty for the whole row
     */
    ValueReader record(Schema record, RowType row, String path) throws SchemaMismatchException {
        checkColumns(record, row, path);
        List<Schema.Field> fields = record.getFields();
        int[] targets = new int[fields.size()];
        ValueReader[] readers = new ValueReader[fields.size()];
        for (int i = 0; i < targets.length; i++) {
            Schema.Field field = fields.get(i);
            targets[i] = row.getFieldIndex(field.name());
            readers[i] =
                    targets[i] < 0
                            ? skipping(field.schema())
                            : value(
                                    field.schema(),
                                    row.getTypeAt(targets[i]),
                                    AvroSchemas.path(path, field.name()));
        }
        int width = row.getFieldCount();
        return in -> {
            GenericRowData made = new GenericRowData(width);
            for (int i = 0; i < targets.length; i++) {
                Object value = readers[i].read(in);
                if (targets[i] > NO_COLUMN) {
                    made.setField(targets[i], value);
                }
            }
            return made;
        };
    }

    private void checkColumns(Schema record, RowType row, String path)
            throws SchemaMismatchException {
        for (RowType.RowField column : row.getFields()) {
            boolean optional =
                    missing == MissingColumns.READ_AS_NULL && column.getType().isNullable();
            if (record.getField(column.getName()) == null && !optional) {
                throw AvroSchemas.missing(record, AvroSchemas.path(path, column.getName()));
            }
        }
    }

    private static ValueReader skipping(Schema schema) {
        return in -> {
            GenericDatumReader.skip(schema, in);
            return null;
        };
    }

    private ValueReader value(Schema schema, LogicalType type, String path)
            throws SchemaMismatchException {
        if (schema.isUnion()) {
            return union(schema, type, path);
        }
        Schema.Type avro = schema.getType();
        if (type instanceof RowType row && avro == Schema.Type.RECORD) {
            return record(schema, row, path);
        }
        if (type instanceof ArrayType array && avro == Schema.Type.ARRAY) {
            return array(value(schema.getElementType(), array.getElementType(), path));
        }
        if (type instanceof MapType map && avro == Schema.Type.MAP) {
            AvroSchemas.checkMapKeys(map, path);
            return map(value(schema.getValueType(), map.getValueType(), path));
        }
        return ScalarReaders.of(schema, type)
                .orElseThrow(() -> AvroSchemas.incompatible(schema, type, path));
    }

    private ValueReader union(Schema union, LogicalType type, String path)
            throws SchemaMismatchException {
        int valueBranch = AvroSchemas.valueBranch(union, path);
        int nullBranch = AvroSchemas.nullBranch(union);
        ValueReader value = value(union.getTypes().get(valueBranch), type, path);
        return in -> {
            int branch = in.readIndex();
            if (branch == valueBranch) {
                return value.read(in);
            }
            if (branch < 0 || branch != nullBranch) {
                throw new IOException("column '" + path + "' has no type number " + branch);
            }
            in.readNull();
            if (!type.isNullable()) {
                throw new IOException("column '" + path + "' is NOT NULL, and its value is null");
            }
            return null;
        };
    }

    private static ValueReader array(ValueReader element) {
        return in -> {
            List<Object> values = new ArrayList<>();
            for (long block = in.readArrayStart(); block != 0; block = in.arrayNext()) {
                for (long i = 0; i < block; i++) {
                    values.add(element.read(in));
                }
            }
            return new GenericArrayData(values.toArray());
        };
    }

    private static ValueReader map(ValueReader value) {
        return in -> {
            Map<Object, Object> values = new HashMap<>();
            for (long block = in.readMapStart(); block != 0; block = in.mapNext()) {
                readEntries(in, block, value, values);
            }
            return new GenericMapData(values);
        };
    }

    private static void readEntries(
            Decoder in, long block, ValueReader value, Map<Object, Object> values)
            throws IOException {
        for (long i = 0; i < block; i++) {
            Object key = AvroInput.string(in);
            values.put(key, value.read(in));
        }
    }
}
