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
import io.flinkbundle.connector.pubsub.table.schema.RowDecoder;
import io.flinkbundle.connector.pubsub.table.schema.SchemaMismatchException;
import io.flinkbundle.connector.pubsub.table.schema.protobuf.definition.DefinitionParser;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.util.JsonFormat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Reads protocol buffers, one in each message. */
@Internal
public final class ProtobufRowDecoder implements RowDecoder {

    private static final JsonFormat.Parser JSON = JsonFormat.parser().ignoringUnknownFields();

    private final Descriptor message;
    private final boolean json;
    private final MessageReader reader;

    private ProtobufRowDecoder(Descriptor message, boolean json, MessageReader reader) {
        this.message = message;
        this.json = json;
        this.reader = reader;
    }

    /**
     * @param definition the source text of the schema
     * @param json whether data is JSON as Protobuf maps it; else it is the wire format
     * @throws SchemaMismatchException if the columns do not fit the schema
     */
    public static ProtobufRowDecoder of(
            String definition, boolean json, RowType columns, MissingColumns missing)
            throws SchemaMismatchException {
        Descriptor message = DefinitionParser.parse(definition);
        return new ProtobufRowDecoder(
                message, json, new MessageReaders(missing).message(message, columns, ""));
    }

    @Override
    public RowData decode(byte[] data) throws IOException {
        return reader.read(CodedInputStream.newInstance(json ? fromJson(data) : data));
    }

    /** Columns are then read, and checked, in one way for both encodings. */
    private byte[] fromJson(byte[] data) throws IOException {
        DynamicMessage.Builder made = DynamicMessage.newBuilder(message);
        JSON.merge(
                StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(data)).toString(), made);
        return made.buildPartial().toByteArray();
    }
}
