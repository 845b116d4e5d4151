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

package io.flinkbundle.emulators.bigquery.read;

import io.flinkbundle.emulators.bigquery.schema.TableSchema;
import io.flinkbundle.emulators.bigquery.value.AvroRows;

import org.apache.flink.annotation.Internal;

import com.google.cloud.bigquery.storage.v1.AvroSchema;
import com.google.cloud.bigquery.storage.v1.ReadRowsResponse;
import com.google.cloud.bigquery.storage.v1.ReadSession;
import com.google.protobuf.ByteString;
import org.apache.avro.generic.GenericDatumWriter;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;

import java.io.IOException;
import java.util.List;

/** Writes rows in Avro, one behind the other. */
@Internal
final class AvroEncoder implements RowEncoder {

    private final AvroRows rows;
    private final GenericDatumWriter<GenericRecord> writer;

    AvroEncoder(TableSchema schema) {
        this.rows = new AvroRows(schema);
        this.writer = new GenericDatumWriter<>(rows.schema());
    }

    private AvroSchema schema() {
        return AvroSchema.newBuilder().setSchema(rows.schema().toString()).build();
    }

    @Override
    public void describe(ReadSession.Builder session) {
        session.setAvroSchema(schema());
    }

    @Override
    public void describe(ReadRowsResponse.Builder response) {
        response.setAvroSchema(schema());
    }

    @Override
    public void encode(List<Object[]> values, ReadRowsResponse.Builder response) {
        ByteString.Output out = ByteString.newOutput();
        BinaryEncoder encoder = EncoderFactory.get().binaryEncoder(out, null);
        try {
            for (Object[] row : values) {
                writer.write(rows.record(row), encoder);
            }
            encoder.flush();
        } catch (IOException e) {
            throw new IllegalStateException("Rows could not be written in Avro.", e);
        }
        response.getAvroRowsBuilder().setSerializedBinaryRows(out.toByteString());
    }

    @Override
    public void close() {}
}
