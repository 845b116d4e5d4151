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
import org.apache.flink.table.types.logical.LogicalType;

import com.google.protobuf.CodedOutputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.FieldDescriptor;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import java.util.stream.Collectors;

/** What reading and writing have to know about the fields of messages alike. */
@Internal
final class ProtobufFields {

    private ProtobufFields() {}

    /** The type that a value, or an element, has on the wire. */
    static int wireType(FieldDescriptor field) {
        return field.getLiteType().getWireType();
    }

    static FieldDescriptor key(FieldDescriptor map) {
        return map.getMessageType().findFieldByNumber(1);
    }

    static FieldDescriptor value(FieldDescriptor map) {
        return map.getMessageType().findFieldByNumber(2);
    }

    static byte[] varint(int number) {
        byte[] data = new byte[CodedOutputStream.computeInt32SizeNoTag(number)];
        try {
            CodedOutputStream.newInstance(data).writeInt32NoTag(number);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return data;
    }

    static SchemaMismatchException missing(Descriptor message, String path) {
        return new SchemaMismatchException(
                "column '"
                        + path
                        + "' is no field of the message "
                        + message.getName()
                        + ", whose fields are: "
                        + message.getFields().stream()
                                .map(FieldDescriptor::getName)
                                .collect(Collectors.joining(", ")));
    }

    static SchemaMismatchException incompatible(
            FieldDescriptor field, LogicalType type, String path) {
        return new SchemaMismatchException(
                "column '"
                        + path
                        + "' is "
                        + type.asSummaryString()
                        + ", and the field is "
                        + name(field));
    }

    /** The path of a field of a column, or of a column where it is empty. */
    static String path(String parent, String field) {
        return parent.isEmpty() ? field : parent + "." + field;
    }

    /** For messages. */
    private static String name(FieldDescriptor field) {
        if (field.isMapField()) {
            return "map<" + name(key(field)) + ", " + name(value(field)) + ">";
        }
        String type =
                switch (field.getType()) {
                    case MESSAGE, GROUP -> "the message " + field.getMessageType().getName();
                    case ENUM -> "the enum " + field.getEnumType().getName();
                    default -> field.getType().name().toLowerCase(Locale.ROOT);
                };
        return field.isRepeated() ? "repeated " + type.replaceFirst("^the ", "") : type;
    }
}
