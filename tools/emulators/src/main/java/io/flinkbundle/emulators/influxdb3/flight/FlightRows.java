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

package io.flinkbundle.emulators.influxdb3.flight;

import io.flinkbundle.emulators.influxdb3.sql.QueryResult;
import io.flinkbundle.emulators.influxdb3.sql.ResultChunk;
import io.flinkbundle.emulators.influxdb3.sql.ResultColumn;

import org.apache.flink.annotation.Internal;

import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.BitVector;
import org.apache.arrow.vector.FieldVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.TimeStampNanoVector;
import org.apache.arrow.vector.UInt8Vector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.VectorUnloader;
import org.apache.arrow.vector.ipc.WriteChannel;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.ipc.message.IpcOption;
import org.apache.arrow.vector.ipc.message.MessageSerializer;
import org.apache.arrow.vector.types.pojo.Schema;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.Channels;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The rows of a query as messages of a stream: the schema, then a batch for each chunk. */
@Internal
final class FlightRows implements AutoCloseable {

    private static final byte[] NOTHING = {};

    /** Of a message outside of Flight: a mark, and the length of what describes it. */
    private static final int PREFIX = 8;

    private final QueryResult result;
    private final List<ResultColumn> columns;
    private final BufferAllocator allocator = new RootAllocator();
    private final VectorSchemaRoot root;
    private boolean described;

    FlightRows(QueryResult result, Schema schema) {
        this.result = result;
        this.columns = result.columns();
        this.root = VectorSchemaRoot.create(schema, allocator);
    }

    /**
     * The next message; nothing behind the last.
     *
     * @throws IOException if the query fails while it is read
     */
    Optional<FlightData> next() throws IOException {
        if (!described) {
            described = true;
            return Optional.of(new FlightData(description(), NOTHING));
        }
        Optional<ResultChunk> chunk = result.next();
        return chunk.isPresent() ? Optional.of(batch(chunk.get())) : Optional.empty();
    }

    private byte[] description() {
        ByteBuffer metadata =
                MessageSerializer.serializeMetadata(root.getSchema(), IpcOption.DEFAULT);
        byte[] bytes = new byte[metadata.remaining()];
        metadata.get(bytes);
        return bytes;
    }

    private FlightData batch(ResultChunk chunk) throws IOException {
        root.clear();
        for (int column = 0; column < columns.size(); column++) {
            FieldVector vector = root.getVector(column);
            vector.setInitialCapacity(chunk.rows());
            vector.allocateNew();
            for (int row = 0; row < chunk.rows(); row++) {
                if (!chunk.isNull(row, column)) {
                    set(vector, columns.get(column).kind(), chunk, row, column);
                }
            }
        }
        root.setRowCount(chunk.rows());
        ByteArrayOutputStream out = new ByteArrayOutputStream(1 << 16);
        try (ArrowRecordBatch batch = new VectorUnloader(root).getRecordBatch()) {
            MessageSerializer.serialize(new WriteChannel(Channels.newChannel(out)), batch);
        }
        byte[] message = out.toByteArray();
        int header = ByteBuffer.wrap(message).order(ByteOrder.LITTLE_ENDIAN).getInt(PREFIX / 2);
        return new FlightData(
                Arrays.copyOfRange(message, PREFIX, PREFIX + header),
                Arrays.copyOfRange(message, PREFIX + header, message.length));
    }

    private static void set(
            FieldVector vector, ResultColumn.Kind kind, ResultChunk chunk, int row, int column) {
        switch (kind) {
            case TIME -> ((TimeStampNanoVector) vector).setSafe(row, chunk.longAt(row, column));
            case LONG -> ((BigIntVector) vector).setSafe(row, chunk.longAt(row, column));
            case INTEGER ->
                    ((BigIntVector) vector).setSafe(row, Long.parseLong(chunk.textAt(row, column)));
            case UNSIGNED ->
                    ((UInt8Vector) vector)
                            .setSafe(row, Long.parseUnsignedLong(chunk.textAt(row, column)));
            case DOUBLE -> ((Float8Vector) vector).setSafe(row, chunk.doubleAt(row, column));
            case NUMBER ->
                    ((Float8Vector) vector)
                            .setSafe(row, Double.parseDouble(chunk.textAt(row, column)));
            case BOOLEAN -> ((BitVector) vector).setSafe(row, chunk.booleanAt(row, column) ? 1 : 0);
            case TEXT ->
                    ((VarCharVector) vector)
                            .setSafe(row, chunk.textAt(row, column).getBytes(UTF_8));
        }
    }

    @Override
    public void close() throws SQLException {
        try (result;
                allocator) {
            root.close();
        }
    }
}
