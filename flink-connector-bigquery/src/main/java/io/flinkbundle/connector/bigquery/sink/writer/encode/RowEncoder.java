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

package io.flinkbundle.connector.bigquery.sink.writer.encode;

import io.flinkbundle.connector.bigquery.client.TableSchema;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

import com.google.protobuf.DescriptorProtos.DescriptorProto;

/**
 * Writes rows as a request carries them, straight from Flink's rows into an array: no message
 * object is made. Not thread-safe, since its buffer is not.
 */
@Internal
public final class RowEncoder {

    /** The only field of {@code ProtoRows}. */
    private static final int ROWS_TAG = Tags.sized(1);

    private final DescriptorProto descriptor;
    private final MessageEncoder fields;

    /** Null where rows are added, and change nothing. */
    private final ChangeFields changes;

    private RowEncoder(DescriptorProto descriptor, MessageEncoder fields, ChangeFields changes) {
        this.descriptor = descriptor;
        this.fields = fields;
        this.changes = changes;
    }

    /**
     * @param type of the rows, which has been compared with the table
     * @throws IllegalArgumentException if a column is missing, or a type does not fit
     */
    public static RowEncoder of(RowType type, TableSchema schema) {
        RowEncoding encoding = RowEncoding.of(type, schema);
        return new RowEncoder(encoding.descriptor().build(), encoding.encoder(), null);
    }

    /**
     * Of rows that replace or delete earlier ones with their key.
     *
     * @param sequenceField the name of a column that grows with each change of a key; empty if the
     *     order of the rows decides
     * @throws IllegalArgumentException as {@link #of} does
     */
    public static RowEncoder ofChanges(RowType type, TableSchema schema, String sequenceField) {
        RowEncoding encoding = RowEncoding.of(type, schema);
        ChangeFields changes = new ChangeFields(type, encoding.descriptor(), sequenceField);
        return new RowEncoder(encoding.descriptor().build(), encoding.encoder(), changes);
    }

    /** What the service needs to read the rows. */
    public DescriptorProto descriptor() {
        return descriptor;
    }

    /**
     * Adds a row to a buffer.
     *
     * @throws UnwritableValueException if BigQuery cannot hold one of its values; then nothing was
     *     added
     */
    public void encode(RowData row, ProtoBuffer out) throws UnwritableValueException {
        int before = out.length();
        try {
            out.writeTag(ROWS_TAG);
            int begin = out.beginSized();
            fields.encode(row, out);
            if (changes != null) {
                changes.encode(row, out);
            }
            out.endSized(begin);
        } catch (UnwritableValueException e) {
            out.truncate(before);
            throw e;
        }
    }
}
