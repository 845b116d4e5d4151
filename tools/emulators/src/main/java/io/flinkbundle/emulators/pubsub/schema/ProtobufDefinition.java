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

package io.flinkbundle.emulators.pubsub.schema;

import io.flinkbundle.emulators.pubsub.rules.Errors;

import org.apache.flink.annotation.Internal;

import com.google.protobuf.ByteString;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Struct;
import com.google.protobuf.UnknownFieldSet;
import com.google.protobuf.util.JsonFormat;
import com.google.pubsub.v1.Encoding;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A protocol buffer definition. There is no compiler for it in the JVM, so a message is checked
 * only for being well-formed: any encoded protocol buffer, or any JSON object.
 */
@Internal
final class ProtobufDefinition implements SchemaDefinition {

    private static final Pattern MESSAGE = Pattern.compile("\\bmessage\\s+[A-Za-z_]\\w*\\s*\\{");

    private ProtobufDefinition() {}

    static ProtobufDefinition parse(String definition) {
        if (!MESSAGE.matcher(definition).find()) {
            throw Errors.invalidArgument("The protocol buffer definition has no message type.");
        }
        return new ProtobufDefinition();
    }

    @Override
    public Optional<String> refusal(ByteString data, Encoding encoding) {
        try {
            if (encoding == Encoding.JSON) {
                JsonFormat.parser().merge(data.toStringUtf8(), Struct.newBuilder());
            } else {
                UnknownFieldSet.parseFrom(data);
            }
            return Optional.empty();
        } catch (InvalidProtocolBufferException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }
}
