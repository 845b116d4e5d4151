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
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Makes the writers of messages, once for a schema: each column needs a field of its name, and a
 * field that is required a column. NULL leaves a field out.
 */
@Internal
final class MessageWriters {

    private MessageWriters() {}

    /**
     * Takes rows.
     *
     * @param path the column that the message is; empty for the whole row
     */
    static ValueWriter message(Descriptor message, RowType row, String path)
            throws SchemaMismatchException {
        for (String column : row.getFieldNames()) {
            if (message.findFieldByName(column) == null) {
                throw ProtobufFields.missing(message, ProtobufFields.path(path, column));
            }
        }
        List<ValueWriter> writers = new ArrayList<>();
        for (OneofDescriptor oneof : message.getRealOneofs()) {
            writers.add(oneOf(oneof, row, path));
        }
        for (FieldDescriptor field : message.getFields()) {
            String fieldPath = ProtobufFields.path(path, field.getName());
            int column = row.getFieldIndex(field.getName());
            if (column >= 0) {
                writers.add(column(field, row.getTypeAt(column), column, fieldPath));
            } else if (field.isRequired()) {
                throw new SchemaMismatchException(
                        "its field '" + fieldPath + "' is required, and is no column of the table");
            }
        }
        return (value, out) -> {
            for (ValueWriter writer : writers) {
                writer.write(value, out);
            }
        };
    }

    private static ValueWriter column(
            FieldDescriptor field, LogicalType type, int column, String path)
            throws SchemaMismatchException {
        RowData.FieldGetter getter = RowData.createFieldGetter(type, column);
        ValueWriter writer = FieldWriters.of(field, type, path);
        return (row, out) -> writer.write(getter.getFieldOrNull((RowData) row), out);
    }

    /** Writes nothing, but finds rows of which a reader would get the last field alone. */
    private static ValueWriter oneOf(OneofDescriptor oneof, RowType row, String path) {
        int[] columns =
                oneof.getFields().stream()
                        .mapToInt(field -> row.getFieldIndex(field.getName()))
                        .filter(column -> column >= 0)
                        .toArray();
        String name = ProtobufFields.path(path, oneof.getName());
        return (value, out) -> {
            int set = 0;
            for (int column : columns) {
                set += ((RowData) value).isNullAt(column) ? 0 : 1;
            }
            if (set > 1) {
                throw new IOException(
                        set + " columns of the oneof '" + name + "' are not NULL, and one may be");
            }
        };
    }
}
