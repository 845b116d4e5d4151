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

package io.flinkbundle.emulators.bigquery.write;

import io.flinkbundle.emulators.bigquery.errors.ApiException;
import io.flinkbundle.emulators.bigquery.errors.StatusFailure;
import io.flinkbundle.emulators.bigquery.schema.Field;
import io.flinkbundle.emulators.bigquery.schema.TableSchema;

import org.apache.flink.annotation.Internal;

import com.google.cloud.bigquery.storage.v1.StorageError.StorageErrorCode;
import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;
import com.google.protobuf.WireFormat;
import io.grpc.Status;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * Reads messages into rows: an array with a place for each field, and further places for fields
 * that are not of the table. Not thread-safe.
 */
@Internal
final class MessageDecoder {

    private static final int MAX_NUMBER = 20_000;

    private final List<Field> fields;
    private final List<String> extras;
    private final FieldDecoder[] byNumber;
    private final int[] places;

    /**
     * @param extras names in upper case of fields that the message may have beside those of the
     *     table
     * @throws StatusFailure when the message has a field that is neither
     */
    MessageDecoder(
            Descriptor message,
            List<Field> fields,
            List<String> extras,
            String path,
            String entity) {
        this.fields = fields;
        this.extras = extras;
        TableSchema schema = new TableSchema(fields);
        int highest =
                message.getFields().stream().mapToInt(FieldDescriptor::getNumber).max().orElse(0);
        if (highest > MAX_NUMBER) {
            throw ApiException.invalid("Field number " + highest + " is too large.");
        }
        this.byNumber = new FieldDecoder[highest + 1];
        this.places = new int[highest + 1];
        for (FieldDescriptor proto : message.getFields()) {
            String name = ColumnNames.of(proto);
            int place = schema.position(name);
            Field field;
            if (place >= 0) {
                field = fields.get(place);
            } else if (extras.contains(name.toUpperCase(Locale.ROOT))) {
                place = fields.size() + extras.indexOf(name.toUpperCase(Locale.ROOT));
                field = ChangeColumns.FIELD.withName(name);
            } else {
                throw StatusFailure.of(
                        Status.Code.INVALID_ARGUMENT,
                        StorageErrorCode.SCHEMA_MISMATCH_EXTRA_FIELDS,
                        entity,
                        "Input schema has more fields than BigQuery schema, extra fields: '"
                                + path
                                + name
                                + "'.");
            }
            places[proto.getNumber()] = place;
            byNumber[proto.getNumber()] =
                    new FieldDecoder(proto, field, inner(proto, field, path + name, entity));
        }
    }

    private static MessageDecoder inner(
            FieldDescriptor proto, Field field, String path, String entity) {
        boolean message = proto.getJavaType() == FieldDescriptor.JavaType.MESSAGE;
        boolean parts = !field.parts().isEmpty();
        if (message != parts && !(parts && proto.getType() == FieldDescriptor.Type.STRING)
                || proto.isRepeated() && !field.isRepeated()) {
            throw ApiException.invalid(
                    "The proto field mismatched with BigQuery field at "
                            + path
                            + ", the proto field type "
                            + proto.getType().name().toLowerCase(Locale.ROOT)
                            + ", BigQuery field type "
                            + field.type().sqlName()
                            + " Entity: "
                            + entity);
        }
        return message
                ? new MessageDecoder(
                        proto.getMessageType(), field.parts(), List.of(), path + ".", entity)
                : null;
    }

    /** The fields of the table that the message type does not have. */
    List<Integer> absent() {
        Set<Integer> have = new HashSet<>();
        for (int number = 0; number < byNumber.length; number++) {
            if (byNumber[number] != null) {
                have.add(places[number]);
            }
        }
        List<Integer> absent = new ArrayList<>();
        for (int i = 0; i < fields.size(); i++) {
            if (!have.contains(i)) {
                absent.add(i);
            }
        }
        return absent;
    }

    /**
     * Reads a message to its end.
     *
     * @throws RowException when it is no row
     */
    Object[] read(CodedInputStream in) throws IOException {
        Object[] row = new Object[fields.size() + extras.size()];
        for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
            int number = WireFormat.getTagFieldNumber(tag);
            FieldDecoder decoder = number < byNumber.length ? byNumber[number] : null;
            if (decoder == null) {
                in.skipField(tag);
                continue;
            }
            int place = places[number];
            if (!decoder.field().isRepeated()) {
                row[place] = decoder.read(in);
            } else if (WireFormat.getTagWireType(tag) == WireFormat.WIRETYPE_LENGTH_DELIMITED
                    && decoder.proto().isPackable()) {
                int limit = in.pushLimit(in.readRawVarint32());
                while (in.getBytesUntilLimit() > 0) {
                    add(row, place, decoder.read(in));
                }
                in.popLimit(limit);
            } else {
                add(row, place, decoder.read(in));
            }
        }
        return row;
    }

    @SuppressWarnings("unchecked")
    private static void add(Object[] row, int place, Object value) {
        if (row[place] == null) {
            row[place] = new ArrayList<>();
        }
        ((List<Object>) row[place]).add(value);
    }

    /**
     * @throws RowException when a field has no value that must have one
     */
    void checkRequired(Object[] row) {
        for (int i = 0; i < fields.size(); i++) {
            Field field = fields.get(i);
            if (row[i] == null && field.isRequired()) {
                throw new RowException("Field " + field.name() + ": Required field is missing");
            }
        }
        for (FieldDecoder decoder : byNumber) {
            if (decoder != null && decoder.proto().isRequired()) {
                int place = places[decoder.proto().getNumber()];
                if (row[place] == null) {
                    throw new RowException(
                            "Field " + decoder.field().name() + ": Required field is missing");
                }
            }
        }
    }
}
