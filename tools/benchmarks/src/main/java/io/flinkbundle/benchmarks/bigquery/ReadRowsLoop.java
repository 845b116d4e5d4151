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

package io.flinkbundle.benchmarks.bigquery;

import io.flinkbundle.benchmarks.measure.ClockReading;
import io.flinkbundle.benchmarks.measure.LostRowsException;
import io.flinkbundle.benchmarks.measure.Measurement;
import io.flinkbundle.benchmarks.rows.BenchmarkSchema;
import io.flinkbundle.benchmarks.rows.RowDigest;
import io.flinkbundle.benchmarks.rows.RowSlots;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;

import com.google.cloud.bigquery.storage.v1.BigQueryReadClient;
import com.google.cloud.bigquery.storage.v1.CreateReadSessionRequest;
import com.google.cloud.bigquery.storage.v1.DataFormat;
import com.google.cloud.bigquery.storage.v1.ReadRowsRequest;
import com.google.cloud.bigquery.storage.v1.ReadRowsResponse;
import com.google.cloud.bigquery.storage.v1.ReadSession;
import org.apache.arrow.memory.BufferAllocator;
import org.apache.arrow.memory.RootAllocator;
import org.apache.arrow.vector.BigIntVector;
import org.apache.arrow.vector.Float8Vector;
import org.apache.arrow.vector.TimeStampMicroVector;
import org.apache.arrow.vector.VarCharVector;
import org.apache.arrow.vector.VectorLoader;
import org.apache.arrow.vector.VectorSchemaRoot;
import org.apache.arrow.vector.ipc.ReadChannel;
import org.apache.arrow.vector.ipc.message.ArrowRecordBatch;
import org.apache.arrow.vector.ipc.message.MessageSerializer;

import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.util.List;

/** The fastest way to read without Flink: one stream after the other, vectors into RowData. */
@Internal
final class ReadRowsLoop {

    static final String DESCRIPTION =
            "ReadRows of google-cloud-bigquerystorage, one stream, Arrow vectors into RowData";

    private final BigQueryReadClient client;
    private final RowDigest digest = new RowDigest();

    ReadRowsLoop(BigQueryReadClient client) {
        this.client = client;
    }

    /** Reads the whole table, and checks that it has the rows 0 to {@code rows} - 1. */
    static void verify(BigQueryReadClient client, RowSlots slots, long rows)
            throws IOException, LostRowsException {
        new ReadRowsLoop(client).run(slots.expectedDigest(rows), rows);
    }

    Measurement run(RowDigest expected, long rows) throws IOException, LostRowsException {
        ReadSession session =
                client.createReadSession(
                        CreateReadSessionRequest.newBuilder()
                                .setParent("projects/" + BigQueryProcess.PROJECT)
                                .setReadSession(
                                        ReadSession.newBuilder()
                                                .setTable(BigQueryTable.PATH)
                                                .setDataFormat(DataFormat.ARROW))
                                .setMaxStreamCount(1)
                                .build());
        ClockReading start = ClockReading.now();
        if (session.getStreamsCount() > 0) {
            read(session);
        }
        ClockReading end = ClockReading.now();
        LostRowsException.check("the table", expected, digest);
        return start.until(end, rows);
    }

    private void read(ReadSession session) throws IOException {
        try (BufferAllocator allocator = new RootAllocator();
                VectorSchemaRoot root =
                        VectorSchemaRoot.create(
                                MessageSerializer.deserializeSchema(
                                        channel(
                                                session.getArrowSchema()
                                                        .getSerializedSchema()
                                                        .newInput())),
                                allocator)) {
            VectorLoader loader = new VectorLoader(root);
            for (ReadRowsResponse response :
                    client.readRowsCallable()
                            .call(
                                    ReadRowsRequest.newBuilder()
                                            .setReadStream(session.getStreams(0).getName())
                                            .build())) {
                try (ArrowRecordBatch batch =
                        MessageSerializer.deserializeRecordBatch(
                                channel(
                                        response.getArrowRecordBatch()
                                                .getSerializedRecordBatch()
                                                .newInput()),
                                allocator)) {
                    loader.load(batch);
                }
                for (RowData row : rows(root)) {
                    digest.add(row);
                }
            }
        }
    }

    private static ReadChannel channel(InputStream bytes) {
        return new ReadChannel(Channels.newChannel(bytes));
    }

    private static List<RowData> rows(VectorSchemaRoot root) {
        BigIntVector ids = (BigIntVector) root.getVector("id");
        BigIntVector quantities = (BigIntVector) root.getVector("quantity");
        Float8Vector prices = (Float8Vector) root.getVector("price");
        VarCharVector names = (VarCharVector) root.getVector("name");
        TimeStampMicroVector times = (TimeStampMicroVector) root.getVector("event_time");
        RowData[] rows = new RowData[root.getRowCount()];
        for (int i = 0; i < rows.length; i++) {
            GenericRowData row = new GenericRowData(BenchmarkSchema.COLUMNS.size());
            row.setField(0, ids.get(i));
            row.setField(1, (int) quantities.get(i));
            row.setField(2, prices.get(i));
            row.setField(3, StringData.fromBytes(names.get(i)));
            row.setField(4, RowSlots.timestamp(times.get(i)));
            rows[i] = row;
        }
        return List.of(rows);
    }
}
