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

package io.flinkbundle.connector.bigquery.client;

import org.apache.flink.annotation.Internal;

import com.google.api.gax.rpc.ApiException;
import com.google.api.gax.rpc.ResponseObserver;
import com.google.api.gax.rpc.StreamController;
import com.google.cloud.bigquery.storage.v1.CreateReadSessionRequest;
import com.google.cloud.bigquery.storage.v1.DataFormat;
import com.google.cloud.bigquery.storage.v1.ReadRowsRequest;
import com.google.cloud.bigquery.storage.v1.ReadRowsResponse;
import com.google.cloud.bigquery.storage.v1.ReadSession;
import com.google.cloud.bigquery.storage.v1.ReadStream;
import com.google.cloud.bigquery.storage.v1.stub.BigQueryReadStub;
import com.google.cloud.bigquery.storage.v1.stub.BigQueryReadStubSettings;
import com.google.cloud.bigquery.storage.v1.stub.GrpcBigQueryReadStub;
import com.google.protobuf.ByteString;
import com.google.protobuf.util.Timestamps;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CancellationException;

/** Reads over gRPC, on a channel of its own. */
@Internal
public final class GrpcStorageReadClient implements StorageReadClient {

    private final BigQueryReadStub stub;
    private final BigQueryConnectionOptions options;

    /**
     * @throws IOException if the credentials cannot be loaded
     */
    public GrpcStorageReadClient(BigQueryConnectionOptions options) throws IOException {
        BigQueryReadStubSettings.Builder settings = BigQueryReadStubSettings.newBuilder();
        GrpcConnections.configure(settings, options);
        settings.applyToAllUnaryMethods(call -> GrpcConnections.withoutRetries(call, options));
        // The reader begins again where it was.
        settings.readRowsSettings().setRetryableCodes(Set.of());
        this.stub = GrpcBigQueryReadStub.create(settings.build());
        this.options = options;
    }

    @Override
    public ReadStreams open(ReadRequest request) throws IOException {
        ReadSession.TableReadOptions.Builder read =
                ReadSession.TableReadOptions.newBuilder()
                        .addAllSelectedFields(request.columns())
                        .setRowRestriction(request.rowRestriction());
        if (request.format() == RowFormat.AVRO) {
            // Else a session with a column that Avro cannot name fails.
            read.getAvroSerializationOptionsBuilder().setEnableDisplayNameAttribute(true);
        }
        ReadSession.Builder session =
                ReadSession.newBuilder()
                        .setTable(request.table().path())
                        .setDataFormat(DataFormat.valueOf(request.format().name()))
                        .setReadOptions(read);
        if (request.snapshotMillis() > 0) {
            session.getTableModifiersBuilder()
                    .setSnapshotTime(Timestamps.fromMillis(request.snapshotMillis()));
        }
        try {
            ReadSession opened =
                    stub.createReadSessionCallable()
                            .call(
                                    CreateReadSessionRequest.newBuilder()
                                            .setParent(
                                                    "projects/"
                                                            + options.project()
                                                                    .orElse(
                                                                            request.table()
                                                                                    .project()))
                                            .setReadSession(session)
                                            .setMaxStreamCount(request.maxStreams())
                                            .build());
            List<String> streams =
                    opened.getStreamsList().stream().map(ReadStream::getName).toList();
            return new ReadStreams(streams, schema(opened));
        } catch (ApiException e) {
            throw BigQueryErrors.translate("read table " + request.table(), e);
        }
    }

    private static byte[] schema(ReadSession session) {
        ByteString schema =
                session.hasAvroSchema()
                        ? session.getAvroSchema().getSchemaBytes()
                        : session.getArrowSchema().getSerializedSchema();
        return schema.toByteArray();
    }

    @Override
    public Reading read(String stream, long offset, ReadListener listener) {
        Rows rows = new Rows(stream, listener);
        stub.readRowsCallable()
                .call(
                        ReadRowsRequest.newBuilder()
                                .setReadStream(stream)
                                .setOffset(offset)
                                .build(),
                        rows);
        return rows;
    }

    @Override
    public void close() throws IOException {
        GrpcConnections.close(List.of(stub));
    }

    private static final class Rows implements ResponseObserver<ReadRowsResponse>, Reading {

        private final String stream;
        private final ReadListener listener;

        /** Set before anything else happens. */
        private volatile StreamController controller;

        Rows(String stream, ReadListener listener) {
            this.stream = stream;
            this.listener = listener;
        }

        @Override
        public void onStart(StreamController started) {
            controller = started;
            started.disableAutoInboundFlowControl();
            started.request(1);
        }

        @Override
        public void onResponse(ReadRowsResponse response) {
            ByteString batch =
                    response.hasAvroRows()
                            ? response.getAvroRows().getSerializedBinaryRows()
                            : response.getArrowRecordBatch().getSerializedRecordBatch();
            listener.batch(batch.toByteArray(), response.getRowCount());
        }

        @Override
        public void onError(Throwable failure) {
            if (!(failure instanceof CancellationException)) {
                listener.failed(BigQueryErrors.translate("read " + stream, failure));
            }
        }

        @Override
        public void onComplete() {
            listener.completed();
        }

        @Override
        public void next() {
            controller.request(1);
        }

        @Override
        public void close() {
            controller.cancel();
        }
    }
}
