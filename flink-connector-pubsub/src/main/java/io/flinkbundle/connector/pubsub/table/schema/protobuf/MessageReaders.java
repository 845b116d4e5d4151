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

import io.flinkbundle.connector.pubsub.table.schema.MissingColumns;
import io.flinkbundle.connector.pubsub.table.schema.SchemaMismatchException;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.Descriptors.OneofDescriptor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Makes the readers of columns, once for a schema: fields are found by their names, and those that
 * are no columns are skipped.
 */
@Internal
final class MessageReaders {

    /** As a number, a length or a fixed value it is zero. */
    private static final byte[] ZERO = new byte[Long.BYTES];

    private static final int[] NONE = {};

    private final MissingColumns missing;

    /**
     * @param missing what becomes of a column that the schema does not have
     */
    MessageReaders(MissingColumns missing) {
        this.missing = missing;
    }

    /**
     * @param path the column that the message is; empty for the whole row
     */
    MessageReader message(Descriptor message, RowType row, String path)
            throws SchemaMismatchException {
        MessageReader.Column[] columns = new MessageReader.Column[row.getFieldCount()];
        List<MessageReader.Slot> slots = new ArrayList<>();
        for (int i = 0; i < columns.length; i++) {
            String name = row.getFieldNames().get(i);
            String columnPath = ProtobufFields.path(path, name);
            LogicalType type = row.getTypeAt(i);
            FieldDescriptor field = message.findFieldByName(name);
            checkIsThere(field, message, type, columnPath);
            FieldReader reader = field == null ? null : field(field, type, columnPath);
            columns[i] = new MessageReader.Column(reader, columnPath, type.isNullable());
        }
        for (FieldDescriptor field : message.getFields()) {
            int column = row.getFieldIndex(field.getName());
            int[] others = othersOfOneof(field, row);
            if (column >= 0 || others.length > 0) {
                slots.add(
                        new MessageReader.Slot(
                                field.getNumber(),
                                column < 0 ? MessageReader.NO_COLUMN : column,
                                ProtobufFields.wireType(field),
                                others));
            }
        }
        slots.sort(Comparator.comparingInt(MessageReader.Slot::number));
        return new MessageReader(columns, slots.toArray(MessageReader.Slot[]::new));
    }

    private void checkIsThere(
            FieldDescriptor field, Descriptor message, LogicalType type, String path)
            throws SchemaMismatchException {
        boolean optional = missing == MissingColumns.READ_AS_NULL && type.isNullable();
        if (field == null && !optional) {
            throw ProtobufFields.missing(message, path);
        }
    }

    private static int[] othersOfOneof(FieldDescriptor field, RowType row) {
        OneofDescriptor oneof = field.getRealContainingOneof();
        return oneof == null
                ? NONE
                : oneof.getFields().stream()
                        .filter(other -> other != field)
                        .mapToInt(other -> row.getFieldIndex(other.getName()))
                        .filter(column -> column >= 0)
                        .toArray();
    }

    private FieldReader field(FieldDescriptor field, LogicalType type, String path)
            throws SchemaMismatchException {
        if (field.isMapField()) {
            if (!(type instanceof MapType map)) {
                throw ProtobufFields.incompatible(field, type, path);
            }
            return new FieldReaders.Entries(
                    entryPart(ProtobufFields.key(field), map.getKeyType(), path),
                    entryPart(ProtobufFields.value(field), map.getValueType(), path));
        }
        if (field.isRepeated()) {
            if (!(type instanceof ArrayType array)) {
                throw ProtobufFields.incompatible(field, type, path);
            }
            return new FieldReaders.Repeated(
                    value(field, array.getElementType(), path), ProtobufFields.wireType(field));
        }
        if (field.getType() == FieldDescriptor.Type.MESSAGE && type instanceof RowType row) {
            return new FieldReaders.Nested(message(field.getMessageType(), row, path));
        }
        ValueReader value = value(field, type, path);
        Object absent = field.hasPresence() ? null : defaultOf(value);
        return new FieldReaders.Singular(value, ProtobufFields.wireType(field), absent);
    }

    private FieldReaders.EntryPart entryPart(FieldDescriptor field, LogicalType type, String path)
            throws SchemaMismatchException {
        return new FieldReaders.EntryPart(
                value(field, type, path), ProtobufFields.wireType(field), zero(field));
    }

    /** The first value of an enum is its default, which in proto2 need not be zero. */
    private static byte[] zero(FieldDescriptor field) {
        return field.getType() == FieldDescriptor.Type.ENUM
                ? ProtobufFields.varint(field.getEnumType().getValues().get(0).getNumber())
                : ZERO;
    }

    private static Object defaultOf(ValueReader value) {
        try {
            return value.read(CodedInputStream.newInstance(ZERO));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ValueReader value(FieldDescriptor field, LogicalType type, String path)
            throws SchemaMismatchException {
        if (field.getType() == FieldDescriptor.Type.MESSAGE && type instanceof RowType row) {
            MessageReader message = message(field.getMessageType(), row, path);
            return in -> {
                int outer = in.pushLimit(in.readRawVarint32());
                Object read = message.read(in);
                in.popLimit(outer);
                return read;
            };
        }
        return ScalarReaders.of(field, type)
                .orElseThrow(() -> ProtobufFields.incompatible(field, type, path));
    }
}
