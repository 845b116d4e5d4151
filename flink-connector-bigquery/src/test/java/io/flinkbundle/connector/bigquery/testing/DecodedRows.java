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

package io.flinkbundle.connector.bigquery.testing;

import io.flinkbundle.connector.bigquery.client.EncodedRows;

import com.google.cloud.bigquery.storage.v1.ProtoRows;
import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors;
import com.google.protobuf.DynamicMessage;

import java.util.ArrayList;
import java.util.List;

/** Reads encoded rows with the library of protocol buffers, as the service does. */
public final class DecodedRows {

    private DecodedRows() {}

    public static List<DynamicMessage> of(DescriptorProto descriptor, EncodedRows rows) {
        try {
            Descriptors.Descriptor type =
                    Descriptors.FileDescriptor.buildFrom(
                                    FileDescriptorProto.newBuilder()
                                            .setName("row.proto")
                                            .setSyntax("proto2")
                                            .addMessageType(descriptor)
                                            .build(),
                                    new Descriptors.FileDescriptor[0])
                            .getMessageTypes()
                            .get(0);
            List<DynamicMessage> messages = new ArrayList<>();
            for (ByteString row :
                    ProtoRows.parseFrom(ByteString.copyFrom(rows.bytes(), 0, rows.length()))
                            .getSerializedRowsList()) {
                messages.add(DynamicMessage.parseFrom(type, row));
            }
            return messages;
        } catch (Exception e) {
            throw new AssertionError("The rows cannot be decoded.", e);
        }
    }

    /** The value of a field, or null if it is not set. */
    public static Object value(DynamicMessage message, String field) {
        Descriptors.FieldDescriptor found = message.getDescriptorForType().findFieldByName(field);
        if (found.isRepeated() || message.hasField(found)) {
            return message.getField(found);
        }
        return null;
    }
}
