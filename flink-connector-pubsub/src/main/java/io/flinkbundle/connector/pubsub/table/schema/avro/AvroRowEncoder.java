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

package io.flinkbundle.connector.pubsub.table.schema.avro;

import io.flinkbundle.connector.pubsub.table.schema.RowEncoder;
import io.flinkbundle.connector.pubsub.table.schema.SchemaMismatchException;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

import org.apache.avro.Schema;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.Encoder;
import org.apache.avro.io.EncoderFactory;

import java.io.ByteArrayOutputStream;
import java.io.IOException;

/** Writes Avro records, one for each message. */
@Internal
public final class AvroRowEncoder implements RowEncoder {

    private final Schema schema;
    private final boolean json;
    private final ValueWriter record;
    private final ByteArrayOutputStream buffer = new ByteArrayOutputStream();

    /** Used again; null before the first row. */
    private BinaryEncoder binary;

    private AvroRowEncoder(Schema schema, boolean json, ValueWriter record) {
        this.schema = schema;
        this.json = json;
        this.record = record;
    }

    /**
     * @param definition the schema as JSON
     * @param json whether Avro's JSON is made; else Avro's binary form without a header
     * @throws SchemaMismatchException if the columns do not fit the schema
     */
    public static AvroRowEncoder of(String definition, boolean json, RowType columns)
            throws SchemaMismatchException {
        Schema schema = AvroSchemas.parse(definition);
        return new AvroRowEncoder(schema, json, ValueWriters.record(schema, columns, ""));
    }

    @Override
    public byte[] encode(RowData row) throws IOException {
        buffer.reset();
        Encoder out = encoder();
        record.write(row, out);
        out.flush();
        return buffer.toByteArray();
    }

    /** One of JSON remembers where a row that failed has stopped, and is not used again. */
    private Encoder encoder() throws IOException {
        if (json) {
            return EncoderFactory.get().jsonEncoder(schema, buffer);
        }
        binary = EncoderFactory.get().directBinaryEncoder(buffer, binary);
        return binary;
    }
}
