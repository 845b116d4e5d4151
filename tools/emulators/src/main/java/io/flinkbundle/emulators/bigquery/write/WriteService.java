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

package io.flinkbundle.emulators.bigquery.write;

import io.flinkbundle.emulators.bigquery.call.Operation;
import io.flinkbundle.emulators.bigquery.errors.ApiException;
import io.flinkbundle.emulators.bigquery.grpc.StorageCalls;
import io.flinkbundle.emulators.bigquery.schema.Field;
import io.flinkbundle.emulators.bigquery.store.Catalog;
import io.flinkbundle.emulators.bigquery.store.ChangeApplier;
import io.flinkbundle.emulators.bigquery.store.Table;

import org.apache.flink.annotation.Internal;

import com.google.cloud.bigquery.storage.v1.AppendRowsRequest;
import com.google.cloud.bigquery.storage.v1.AppendRowsResponse;
import com.google.cloud.bigquery.storage.v1.BatchCommitWriteStreamsRequest;
import com.google.cloud.bigquery.storage.v1.BatchCommitWriteStreamsResponse;
import com.google.cloud.bigquery.storage.v1.BigQueryWriteGrpc.BigQueryWriteImplBase;
import com.google.cloud.bigquery.storage.v1.CreateWriteStreamRequest;
import com.google.cloud.bigquery.storage.v1.FinalizeWriteStreamRequest;
import com.google.cloud.bigquery.storage.v1.FinalizeWriteStreamResponse;
import com.google.cloud.bigquery.storage.v1.FlushRowsRequest;
import com.google.cloud.bigquery.storage.v1.FlushRowsResponse;
import com.google.cloud.bigquery.storage.v1.GetWriteStreamRequest;
import com.google.cloud.bigquery.storage.v1.WriteStream;
import com.google.cloud.bigquery.storage.v1.WriteStreamView;
import io.grpc.stub.StreamObserver;

import java.util.Optional;
import java.util.function.Function;

/**
 * The Storage Write interface.
 *
 * @see <a
 *     href="https://cloud.google.com/bigquery/docs/reference/storage/rpc/google.cloud.bigquery.storage.v1">the
 *     protocol</a>
 */
@Internal
public final class WriteService extends BigQueryWriteImplBase {

    private final WriteStreams streams;
    private final ChangeApplier changeApplier;
    private final Function<Field, Object> defaults;
    private final StorageCalls calls;
    private final int maxRequestBytes;

    /**
     * @param defaults gives the value of a column that a row lacks
     * @param maxRequestBytes what an append may have
     */
    public WriteService(
            Catalog catalog,
            WriteStreams streams,
            Function<Field, Object> defaults,
            StorageCalls calls,
            int maxRequestBytes) {
        this.streams = streams;
        this.changeApplier = new ChangeApplier(catalog.engine());
        this.defaults = defaults;
        this.calls = calls;
        this.maxRequestBytes = maxRequestBytes;
    }

    private static StorageCalls.Facts facts(
            Operation operation, String resource, long items, String detail) {
        return new StorageCalls.Facts(operation, resource, items, detail);
    }

    @Override
    public void createWriteStream(
            CreateWriteStreamRequest request, StreamObserver<WriteStream> caller) {
        WriteStream.Type type = request.getWriteStream().getType();
        calls.unary(
                facts(Operation.CREATE_WRITE_STREAM, request.getParent(), 0, type.name()),
                caller,
                () -> {
                    WriteStreamState stream = streams.create(request.getParent(), type);
                    return described(stream.describe(), stream.table(), true);
                });
    }

    private WriteStream described(WriteStream.Builder stream, Table table, boolean full) {
        stream.setLocation(streams.location(table));
        if (full) {
            stream.setTableSchema(StorageSchema.of(table.schema()));
        }
        return stream.build();
    }

    @Override
    public void getWriteStream(GetWriteStreamRequest request, StreamObserver<WriteStream> caller) {
        boolean full = request.getView() == WriteStreamView.FULL;
        calls.unary(
                facts(Operation.GET_WRITE_STREAM, request.getName(), 0, request.getView().name()),
                caller,
                () -> {
                    Optional<Table> ofDefault = streams.defaultStreamOf(request.getName());
                    if (ofDefault.isPresent()) {
                        WriteStream.Builder stream =
                                WriteStream.newBuilder()
                                        .setName(ofDefault.get().id().path() + "/streams/_default")
                                        .setType(WriteStream.Type.COMMITTED)
                                        .setWriteMode(WriteStream.WriteMode.INSERT);
                        return described(stream, ofDefault.get(), full);
                    }
                    WriteStreamState stream = streams.stream(request.getName());
                    return described(stream.describe(), stream.table(), full);
                });
    }

    @Override
    public StreamObserver<AppendRowsRequest> appendRows(StreamObserver<AppendRowsResponse> client) {
        return new AppendConnection(
                streams, changeApplier, defaults::apply, calls, maxRequestBytes, client);
    }

    @Override
    public void flushRows(FlushRowsRequest request, StreamObserver<FlushRowsResponse> caller) {
        long offset = request.getOffset().getValue();
        calls.unary(
                facts(Operation.FLUSH_ROWS, request.getWriteStream(), 0, Long.toString(offset)),
                caller,
                () -> {
                    notOnDefault(request.getWriteStream());
                    WriteStreamState stream = streams.stream(request.getWriteStream());
                    stream.require(WriteStream.Type.BUFFERED, "FlushRows");
                    stream.flush(offset);
                    return FlushRowsResponse.newBuilder().setOffset(offset).build();
                });
    }

    private void notOnDefault(String name) {
        if (streams.defaultStreamOf(name).isPresent()) {
            throw ApiException.invalid("Not allowed on the default stream. Entity: " + name);
        }
    }

    @Override
    public void finalizeWriteStream(
            FinalizeWriteStreamRequest request,
            StreamObserver<FinalizeWriteStreamResponse> caller) {
        calls.unary(
                facts(Operation.FINALIZE_WRITE_STREAM, request.getName(), 0, ""),
                caller,
                () -> {
                    notOnDefault(request.getName());
                    return FinalizeWriteStreamResponse.newBuilder()
                            .setRowCount(streams.stream(request.getName()).close())
                            .build();
                });
    }

    @Override
    public void batchCommitWriteStreams(
            BatchCommitWriteStreamsRequest request,
            StreamObserver<BatchCommitWriteStreamsResponse> caller) {
        calls.unary(
                facts(
                        Operation.BATCH_COMMIT_WRITE_STREAMS,
                        request.getParent(),
                        request.getWriteStreamsCount(),
                        ""),
                caller,
                () -> streams.commit(request.getParent(), request.getWriteStreamsList()));
    }
}
