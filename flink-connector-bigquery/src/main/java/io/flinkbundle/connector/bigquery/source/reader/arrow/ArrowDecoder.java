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

package io.flinkbundle.connector.bigquery.source.reader.arrow;

import io.flinkbundle.connector.bigquery.source.ReadColumn;
import io.flinkbundle.connector.bigquery.source.reader.BatchDecoder;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.VectorLoader;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ReadChannel;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.pojo.Schema;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.Buffer;
import java.nio.channels.Channels;
import java.util.List;

/** Makes rows of record batches, column by column. Not thread-safe. */
@Internal
public final class ArrowDecoder implements BatchDecoder {

    /** The option of the JVM that Arrow needs. */
    public static final String OPENING = "--add-opens=java.base/java.nio=ALL-UNNAMED";

    private final BufferAllocator allocator;
    private final VectorSchemaRoot root;
    private final VectorLoader loader;
    private final FieldVector[] vectors;
    private final ArrowValue[] values;

    /**
     * @param schema a message of Arrow's IPC format
     * @param rowType the rows
     * @param columns where the fields of the rows are
     * @throws IOException if a column is missing, or Arrow cannot be used in this JVM
     */
    public ArrowDecoder(byte[] schema, RowType rowType, List<ReadColumn> columns)
            throws IOException {
        try {
            this.allocator = new RootAllocator();
        } catch (ExceptionInInitializerError | NoClassDefFoundError e) {
            throw new IOException(
                    "Arrow cannot be used in this JVM. Start it with "
                            + OPENING
                            + ", which Flink's own configuration has in 'env.java.opts.all', or set"
                            + " 'scan.read-format' to 'avro'.",
                    e);
        }
        Schema read = MessageSerializer.deserializeSchema(channel(schema));
        this.root = VectorSchemaRoot.create(read, allocator);
        this.loader = new VectorLoader(root);
        this.vectors = new FieldVector[rowType.getFieldCount()];
        this.values = new ArrowValue[vectors.length];
        for (int i = 0; i < vectors.length; i++) {
            List<String> path = pathInBatch(columns.get(i));
            vectors[i] = find(root.getFieldVectors(), path.get(0));
            values[i] =
                    NestedArrowValues.part(
                            path.subList(1, path.size()),
                            path.get(0),
                            rowType.getTypeAt(i),
                            vectors[i].getField());
        }
    }

    /** Whether this JVM lets Arrow at its memory. Nothing of Arrow is loaded to find out. */
    public static boolean isUsable() {
        return Buffer.class
                .getModule()
                .isOpen(Buffer.class.getPackageName(), ArrowDecoder.class.getModule());
    }

    /** A query sends a part of a column as a column, a table as a part. */
    private List<String> pathInBatch(ReadColumn column) {
        String first = column.path().get(0);
        boolean sent =
                root.getFieldVectors().stream()
                        .anyMatch(vector -> vector.getName().equalsIgnoreCase(first));
        return sent ? column.path() : List.of(column.name());
    }

    static FieldVector find(List<FieldVector> vectors, String name) throws IOException {
        for (FieldVector vector : vectors) {
            if (vector.getName().equalsIgnoreCase(name)) {
                return vector;
            }
        }
        throw new IOException("BigQuery does not send the column '" + name + "'.");
    }

    @Override
    public RowData[] decode(byte[] batch) throws IOException {
        try (ArrowRecordBatch read =
                MessageSerializer.deserializeRecordBatch(channel(batch), allocator)) {
            loader.load(read);
        }
        GenericRowData[] rows = new GenericRowData[root.getRowCount()];
        for (int row = 0; row < rows.length; row++) {
            rows[row] = new GenericRowData(vectors.length);
        }
        for (int column = 0; column < vectors.length; column++) {
            FieldVector vector = vectors[column];
            ArrowValue value = values[column];
            for (int row = 0; row < rows.length; row++) {
                if (!vector.isNull(row)) {
                    rows[row].setField(column, value.read(vector, row));
                }
            }
        }
        return rows;
    }

    private static ReadChannel channel(byte[] bytes) {
        return new ReadChannel(Channels.newChannel(new ByteArrayInputStream(bytes)));
    }

    @Override
    public void close() {
        root.close();
        allocator.close();
    }
}
