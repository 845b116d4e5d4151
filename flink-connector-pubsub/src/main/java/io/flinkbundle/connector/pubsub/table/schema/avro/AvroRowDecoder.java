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

import io.flinkbundle.connector.pubsub.table.schema.MissingColumns;
import io.flinkbundle.connector.pubsub.table.schema.RowDecoder;
import io.flinkbundle.connector.pubsub.table.schema.SchemaMismatchException;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.Decoder;
import org.apache.avro.io.DecoderFactory;
import org.apache.avro.io.JsonDecoder;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;

/** Reads Avro records, one in each message. Decoders are made once, and used again. */
@Internal
public final class AvroRowDecoder implements RowDecoder {

    private final Input input;
    private final ValueReader record;

    private AvroRowDecoder(Input input, ValueReader record) {
        this.input = input;
        this.record = record;
    }

    /**
     * @param definition the schema as JSON
     * @param json whether data is Avro's JSON; else it is Avro's binary form without a header
     * @throws SchemaMismatchException if the columns do not fit the schema
     */
    public static AvroRowDecoder of(
            String definition, boolean json, RowType columns, MissingColumns missing)
            throws SchemaMismatchException {
        Schema schema = AvroSchemas.parse(definition);
        ValueReader record = new ValueReaders(missing).record(schema, columns, "");
        return new AvroRowDecoder(json ? new JsonInput(schema) : new BinaryInput(), record);
    }

    @Override
    public RowData decode(byte[] data) throws IOException {
        try {
            RowData row = (RowData) record.read(input.open(data));
            input.checkEnd();
            return row;
        } catch (EOFException e) {
            throw new IOException(
                    e.getMessage() == null ? "the data ends before the record" : e.getMessage(), e);
        }
    }

    /** One of the two encodings. */
    private interface Input {

        Decoder open(byte[] data) throws IOException;

        /** Finds data that begins like a record and goes on: it is one of another schema. */
        void checkEnd() throws IOException;
    }

    private static final class BinaryInput implements Input {

        private BinaryDecoder decoder;

        @Override
        public Decoder open(byte[] data) {
            decoder = DecoderFactory.get().binaryDecoder(data, decoder);
            return decoder;
        }

        @Override
        public void checkEnd() throws IOException {
            if (!decoder.isEnd()) {
                throw new IOException("bytes follow the record");
            }
        }
    }

    private static final class JsonInput implements Input {

        private final Schema schema;
        private JsonDecoder decoder;

        private JsonInput(Schema schema) {
            this.schema = schema;
        }

        @Override
        public Decoder open(byte[] data) throws IOException {
            ByteArrayInputStream in = new ByteArrayInputStream(data);
            if (decoder == null) {
                decoder = DecoderFactory.get().jsonDecoder(schema, in);
            } else {
                decoder.configure(in);
            }
            return decoder;
        }

        @Override
        public void checkEnd() {
            // Reading the last value has found the end of the object.
        }
    }
}
