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
import com.google.pubsub.v1.Encoding;
import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.generic.GenericDatumReader;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** An Avro schema; a message is read to its end to check it. */
@Internal
final class AvroDefinition implements SchemaDefinition {

    private final Schema schema;

    private AvroDefinition(Schema schema) {
        this.schema = schema;
    }

    static AvroDefinition parse(String definition) {
        try {
            return new AvroDefinition(new Schema.Parser().parse(definition));
        } catch (AvroRuntimeException e) {
            throw Errors.invalidArgument("The Avro schema is invalid: " + e.getMessage());
        }
    }

    @Override
    public Optional<String> refusal(ByteString data, Encoding encoding) {
        try {
            return encoding == Encoding.JSON ? readJson(data) : readBinary(data);
        } catch (IOException | RuntimeException e) {
            // The reader of Avro fails on bytes of another schema in many ways, none of them a
            // fault of ours.
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private Optional<String> readBinary(ByteString data) throws IOException {
        BinaryDecoder decoder = DecoderFactory.get().binaryDecoder(data.toByteArray(), null);
        new GenericDatumReader<>(schema).read(null, decoder);
        return decoder.isEnd() ? Optional.empty() : Optional.of("bytes follow the record");
    }

    private Optional<String> readJson(ByteString data) throws IOException {
        try (InputStream json = data.newInput()) {
            new GenericDatumReader<>(schema)
                    .read(null, DecoderFactory.get().jsonDecoder(schema, json));
            return Optional.empty();
        } catch (EOFException e) {
            return Optional.of("the record is not complete");
        }
    }
}
