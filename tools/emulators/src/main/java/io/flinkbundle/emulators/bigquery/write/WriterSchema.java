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

import org.apache.flink.annotation.Internal;

import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.DescriptorProtos.FileDescriptorProto;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Descriptors.DescriptorValidationException;
import com.google.protobuf.Descriptors.FileDescriptor;

/** The message type that a client says its rows are of. */
@Internal
final class WriterSchema {

    private WriterSchema() {}

    /**
     * @param proto a message type that names no type outside of itself
     * @throws ApiException when it is none
     */
    static Descriptor of(DescriptorProto proto) {
        FileDescriptorProto file =
                FileDescriptorProto.newBuilder()
                        .setName("rows.proto")
                        .setSyntax("proto2")
                        .addMessageType(proto)
                        .build();
        try {
            return FileDescriptor.buildFrom(file, new FileDescriptor[0]).getMessageTypes().get(0);
        } catch (DescriptorValidationException e) {
            throw ApiException.invalid("Invalid proto schema: BqMessage.proto: " + e.getMessage());
        }
    }
}
