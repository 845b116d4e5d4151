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

package io.flinkbundle.connector.bigquery.sink.writer;

import org.apache.flink.annotation.Internal;

import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.util.JsonFormat;

import java.nio.charset.StandardCharsets;

/**
 * Renders an encoded row as JSON for people: numbers of a day or of microseconds stay numbers, and
 * a NUMERIC is in Base64, as it was sent.
 */
@Internal
final class EncodedRowText {

    private final DescriptorProto descriptor;
    private Descriptors.Descriptor type;

    EncodedRowText(DescriptorProto descriptor) {
        this.descriptor = descriptor;
    }

    byte[] of(byte[] bytes, int offset, int length) {
        try {
            DynamicMessage row =
                    DynamicMessage.parseFrom(type(), ByteString.copyFrom(bytes, offset, length));
            return JsonFormat.printer()
                    .omittingInsignificantWhitespace()
                    .print(row)
                    .getBytes(StandardCharsets.UTF_8);
        } catch (InvalidProtocolBufferException e) {
            throw new IllegalStateException("A row cannot be read as it was written.", e);
        }
    }

    private Descriptors.Descriptor type() {
        if (type == null) {
            try {
                type =
                        Descriptors.FileDescriptor.buildFrom(
                                        FileDescriptorProto.newBuilder()
                                                .setName("row.proto")
                                                .addMessageType(descriptor)
                                                .build(),
                                        new Descriptors.FileDescriptor[0])
                                .findMessageTypeByName(descriptor.getName());
            } catch (Descriptors.DescriptorValidationException e) {
                throw new IllegalStateException("Rows have no valid descriptor.", e);
            }
        }
        return type;
    }
}
