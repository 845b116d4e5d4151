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

package io.flinkbundle.connector.bigquery.sink.writer.json;

import io.flinkbundle.connector.bigquery.client.TableSchema;
import io.flinkbundle.connector.bigquery.sink.writer.encode.UnwritableValueException;

import org.apache.flink.annotation.Internal;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonFactory;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.JsonGenerator;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;

/** Writes a row as a line of JSON, as load jobs read it. Not thread-safe. */
@Internal
public final class JsonRowEncoder {

    private static final JsonFactory FACTORY = new JsonFactory();

    private final JsonStruct row;
    private final Buffer buffer = new Buffer();

    /**
     * @param type of the rows, which has been compared with the table
     */
    public JsonRowEncoder(RowType type, TableSchema schema) {
        this.row = new JsonStruct(type, schema.fields());
    }

    /**
     * Encodes a row, with a line break behind it.
     *
     * @return how many bytes of {@link #buffer} it has
     * @throws UnwritableValueException if BigQuery cannot hold one of its values
     */
    public int encode(RowData value) throws UnwritableValueException {
        buffer.reset();
        try (JsonGenerator out = FACTORY.createGenerator(buffer)) {
            row.write(value, out);
        } catch (IOException e) {
            throw new UncheckedIOException("An array does not fail.", e);
        }
        buffer.write('\n');
        return buffer.size();
    }

    /** Begins with the row that was encoded last. */
    public byte[] buffer() {
        return buffer.array();
    }

    /** Shows its array, so that rows are not copied. */
    private static final class Buffer extends ByteArrayOutputStream {

        byte[] array() {
            return buf;
        }
    }
}
