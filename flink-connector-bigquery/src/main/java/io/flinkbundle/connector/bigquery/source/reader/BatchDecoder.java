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

package io.flinkbundle.connector.bigquery.source.reader;

import io.flinkbundle.connector.bigquery.client.RowFormat;
import io.flinkbundle.connector.bigquery.source.ReadColumn;
import io.flinkbundle.connector.bigquery.source.reader.arrow.ArrowDecoder;
import io.flinkbundle.connector.bigquery.source.reader.avro.AvroDecoder;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

import java.io.IOException;
import java.util.List;

/** Makes rows of what the service sends. Not thread-safe. */
@Internal
public interface BatchDecoder extends AutoCloseable {

    /**
     * The decoder for rows of a schema.
     *
     * @param schema how the service lays them out, which tells the format
     * @param rowType the rows
     * @param columns where the fields of the rows are
     * @throws IOException if a column is missing or does not fit, or the format cannot be used
     */
    static BatchDecoder of(byte[] schema, RowType rowType, List<ReadColumn> columns)
            throws IOException {
        return switch (RowFormat.of(schema)) {
            case ARROW -> new ArrowDecoder(schema, rowType, columns);
            case AVRO -> new AvroDecoder(schema, rowType, columns);
        };
    }

    /**
     * @param batch the rows of one answer, in their format
     */
    RowData[] decode(byte[] batch) throws IOException;

    @Override
    void close();
}
