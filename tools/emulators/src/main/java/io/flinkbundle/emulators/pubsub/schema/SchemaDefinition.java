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
import io.flinkbundle.emulators.pubsub.rules.Limits;

import org.apache.flink.annotation.Internal;

import com.google.protobuf.ByteString;
import com.google.pubsub.v1.Encoding;
import com.google.pubsub.v1.Schema;

import java.util.Optional;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The definition of a schema, ready to check messages. Thread-safe. */
@Internal
interface SchemaDefinition {

    /** Why a message does not follow the definition; empty when it does. */
    Optional<String> refusal(ByteString data, Encoding encoding);

    /** Throws INVALID_ARGUMENT when the definition cannot be one. */
    static SchemaDefinition parse(Schema schema) {
        String definition = schema.getDefinition();
        if (definition.isBlank()) {
            throw Errors.invalidArgument("The schema has no definition.");
        }
        if (definition.getBytes(UTF_8).length > Limits.SCHEMA_BYTES) {
            throw Errors.invalidArgument(
                    "The definition of the schema is longer than "
                            + Limits.SCHEMA_BYTES
                            + " bytes.");
        }
        return switch (schema.getType()) {
            case AVRO -> AvroDefinition.parse(definition);
            case PROTOCOL_BUFFER -> ProtobufDefinition.parse(definition);
            default -> throw Errors.invalidArgument("The type of the schema is not set.");
        };
    }
}
