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

import io.flinkbundle.connector.pubsub.table.schema.RowEncoder;
import io.flinkbundle.connector.pubsub.table.schema.SchemaMismatchException;
import io.flinkbundle.connector.pubsub.table.schema.protobuf.definition.DefinitionParser;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.DynamicMessage;
import com.google.protobuf.util.JsonFormat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/** Writes protocol buffers, one for each message. */
@Internal
public final class ProtobufRowEncoder implements RowEncoder {

    private static final JsonFormat.Printer JSON =
            JsonFormat.printer().omittingInsignificantWhitespace();

    private final Descriptor message;
    private final boolean json;
    private final ValueWriter writer;

    private ProtobufRowEncoder(Descriptor message, boolean json, ValueWriter writer) {
        this.message = message;
        this.json = json;
        this.writer = writer;
    }

    /**
     * @param definition the source text of the schema
     * @param json whether JSON is made as Protobuf maps it; else the wire format
     * @throws SchemaMismatchException if the columns do not fit the schema
     */
    public static ProtobufRowEncoder of(String definition, boolean json, RowType columns)
            throws SchemaMismatchException {
        Descriptor message = DefinitionParser.parse(definition);
        return new ProtobufRowEncoder(message, json, MessageWriters.message(message, columns, ""));
    }

    @Override
    public byte[] encode(RowData row) throws IOException {
        byte[] data = ValueWriter.bytes(out -> writer.write(row, out));
        return json
                ? JSON.print(DynamicMessage.parseFrom(message, data))
                        .getBytes(StandardCharsets.UTF_8)
                : data;
    }
}
