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

package io.flinkbundle.connector.pubsub.table.schema;

import io.flinkbundle.connector.pubsub.client.SchemaLookup;
import io.flinkbundle.connector.pubsub.client.TopicSchema;
import io.flinkbundle.connector.pubsub.table.schema.avro.AvroRowDecoder;
import io.flinkbundle.connector.pubsub.table.schema.avro.AvroRowEncoder;
import io.flinkbundle.connector.pubsub.table.schema.protobuf.ProtobufRowDecoder;
import io.flinkbundle.connector.pubsub.table.schema.protobuf.ProtobufRowEncoder;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.types.logical.RowType;

import com.google.pubsub.v1.Encoding;
import com.google.pubsub.v1.Schema;

/** Makes what reads and writes rows by a revision of a schema. */
@Internal
final class RowCodecs {

    private RowCodecs() {}

    /**
     * @param columns what is read
     * @throws SchemaMismatchException if the columns do not fit the schema
     */
    static RowDecoder decoder(
            Schema schema, Encoding encoding, RowType columns, MissingColumns missing)
            throws SchemaMismatchException {
        try {
            boolean json = isJson(encoding);
            return switch (schema.getType()) {
                case AVRO -> AvroRowDecoder.of(schema.getDefinition(), json, columns, missing);
                case PROTOCOL_BUFFER ->
                        ProtobufRowDecoder.of(schema.getDefinition(), json, columns, missing);
                default -> throw unknown(schema);
            };
        } catch (SchemaMismatchException e) {
            throw mismatch(schema, e);
        }
    }

    /**
     * @param columns what is written
     * @throws SchemaMismatchException if the columns do not fit the schema
     */
    static RowEncoder encoder(TopicSchema target, RowType columns) throws SchemaMismatchException {
        Schema schema = target.newest();
        try {
            boolean json = isJson(target.encoding());
            return switch (schema.getType()) {
                case AVRO -> AvroRowEncoder.of(schema.getDefinition(), json, columns);
                case PROTOCOL_BUFFER ->
                        ProtobufRowEncoder.of(schema.getDefinition(), json, columns);
                default -> throw unknown(schema);
            };
        } catch (SchemaMismatchException e) {
            throw mismatch(schema, e);
        }
    }

    private static boolean isJson(Encoding encoding) throws SchemaMismatchException {
        return switch (encoding) {
            case JSON -> true;
            case BINARY -> false;
            default ->
                    throw new SchemaMismatchException(
                            "messages have the encoding " + encoding + ", which is not known");
        };
    }

    private static SchemaMismatchException unknown(Schema schema) {
        return new SchemaMismatchException(
                "it is of the type " + schema.getType() + ", which is not known");
    }

    private static SchemaMismatchException mismatch(Schema schema, SchemaMismatchException reason) {
        return new SchemaMismatchException(
                "The table does not fit the schema "
                        + SchemaLookup.revision(schema.getName(), schema.getRevisionId())
                        + ": "
                        + reason.getMessage()
                        + ".",
                reason);
    }
}
