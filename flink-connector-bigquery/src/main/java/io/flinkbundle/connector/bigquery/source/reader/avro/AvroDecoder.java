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

package io.flinkbundle.connector.bigquery.source.reader.avro;

import io.flinkbundle.connector.bigquery.source.ReadColumn;
import io.flinkbundle.connector.bigquery.source.reader.BatchDecoder;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

import org.apache.avro.AvroRuntimeException;
import org.apache.avro.Schema;
import org.apache.avro.io.BinaryDecoder;
import org.apache.avro.io.DecoderFactory;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Makes rows of records of Avro, without any object in between. Not thread-safe. */
@Internal
public final class AvroDecoder implements BatchDecoder {

    private final int fieldCount;
    private final AvroField[] fields;
    private BinaryDecoder in;

    /**
     * @param schema of the records, in JSON
     * @param rowType the rows
     * @param columns where the fields of the rows are
     * @throws IOException if a column is missing, or does not fit
     */
    public AvroDecoder(byte[] schema, RowType rowType, List<ReadColumn> columns)
            throws IOException {
        this.fieldCount = rowType.getFieldCount();
        this.fields = AvroColumns.of("", parse(schema), rowType, columns);
    }

    private static Schema parse(byte[] schema) throws IOException {
        try {
            // What a column is called is up to BigQuery.
            return new Schema.Parser().setValidate(false).parse(new String(schema, UTF_8));
        } catch (AvroRuntimeException e) {
            throw new IOException("BigQuery has sent a schema of Avro that cannot be read.", e);
        }
    }

    @Override
    public RowData[] decode(byte[] block) throws IOException {
        in = DecoderFactory.get().binaryDecoder(block, in);
        List<RowData> rows = new ArrayList<>();
        try {
            while (!in.isEnd()) {
                GenericRowData row = new GenericRowData(fieldCount);
                AvroColumns.read(fields, in, row);
                rows.add(row);
            }
        } catch (AvroRuntimeException | IOException e) {
            throw new IOException(
                    "A block of "
                            + block.length
                            + " bytes that BigQuery has sent is no Avro of its schema, in row "
                            + rows.size()
                            + ".",
                    e);
        }
        return rows.toArray(RowData[]::new);
    }

    @Override
    public void close() {}
}
