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

import com.google.api.gax.core.BackgroundResource;
import com.google.api.gax.grpc.GrpcCallContext;
import com.google.api.gax.rpc.ApiException;
import com.google.api.gax.rpc.ClientContext;
import com.google.api.gax.rpc.FixedTransportChannelProvider;
import com.google.cloud.bigquery.storage.v1.AppendRowsResponse;
import com.google.cloud.bigquery.storage.v1.BatchCommitWriteStreamsRequest;
import com.google.cloud.bigquery.storage.v1.BatchCommitWriteStreamsResponse;
import com.google.cloud.bigquery.storage.v1.BigQueryWriteGrpc;
import com.google.cloud.bigquery.storage.v1.CreateWriteStreamRequest;
import com.google.cloud.bigquery.storage.v1.FinalizeWriteStreamRequest;
import com.google.cloud.bigquery.storage.v1.FlushRowsRequest;
import com.google.cloud.bigquery.storage.v1.StorageError;
import com.google.cloud.bigquery.storage.v1.WriteStream;
import com.google.cloud.bigquery.storage.v1.stub.BigQueryWriteStub;
import com.google.cloud.bigquery.storage.v1.stub.BigQueryWriteStubSettings;
import com.google.cloud.bigquery.storage.v1.stub.GrpcBigQueryWriteStub;
import com.google.protobuf.Int64Value;
import io.grpc.MethodDescriptor;

import java.io.IOException;
import java.util.List;
import java.util.function.Supplier;

/** Writes over gRPC, on a channel of its own. */
@Internal
public final class GrpcStorageWriteClient implements StorageWriteClient {

    private static final MethodDescriptor<AppendRequest, AppendRowsResponse> APPEND_ROWS =
            BigQueryWriteGrpc.getAppendRowsMethod().toBuilder(
                            new AppendRequest.RequestMarshaller(),
                            BigQueryWriteGrpc.getAppendRowsMethod().getResponseMarshaller())
                    .build();

    private final BigQueryWriteStub stub;
    private final GrpcCallContext context;
    private final List<BackgroundResource> resources;

    /**
     * @throws IOException if the credentials cannot be loaded
     */
    public GrpcStorageWriteClient(BigQueryConnectionOptions options) throws IOException {
        BigQueryWriteStubSettings.Builder settings = BigQueryWriteStubSettings.newBuilder();
        GrpcConnections.configure(settings, options);
        settings.applyToAllUnaryMethods(call -> GrpcConnections.withoutRetries(call, options));
        ClientContext client = ClientContext.create(settings.build());
        this.resources = client.getBackgroundResources();
        this.context = (GrpcCallContext) client.getDefaultCallContext();
        // A stub that is made of the context alone would retry for ten minutes.
        this.stub =
                GrpcBigQueryWriteStub.create(
                        settings.setTransportChannelProvider(
                                        FixedTransportChannelProvider.create(
                                                client.getTransportChannel()))
                                .build());
    }

    @Override
    public AppendConnection connect(AppendTarget target, AppendListener listener) {
        return new GrpcAppendConnection(
                context.getChannel().newCall(APPEND_ROWS, context.getCallOptions()),
                target,
                listener);
    }

    @Override
    public String createStream(TableName table, StreamType type) throws IOException {
        CreateWriteStreamRequest request =
                CreateWriteStreamRequest.newBuilder()
                        .setParent(table.path())
                        .setWriteStream(
                                WriteStream.newBuilder()
                                        .setType(WriteStream.Type.valueOf(type.name())))
                        .build();
        return call(
                        "create a write stream of table " + table,
                        () -> stub.createWriteStreamCallable().call(request))
                .getName();
    }

    @Override
    public void flush(String stream, long lastOffset) throws IOException {
        FlushRowsRequest request =
                FlushRowsRequest.newBuilder()
                        .setWriteStream(stream)
                        .setOffset(Int64Value.of(lastOffset))
                        .build();
        try {
            call(
                    "flush " + stream + " up to row " + lastOffset,
                    () -> stub.flushRowsCallable().call(request));
        } catch (ExistsException e) {
            // Flushed that far before.
            return;
        }
    }

    @Override
    public long finish(String stream) throws IOException {
        FinalizeWriteStreamRequest request =
                FinalizeWriteStreamRequest.newBuilder().setName(stream).build();
        return call("finish " + stream, () -> stub.finalizeWriteStreamCallable().call(request))
                .getRowCount();
    }

    @Override
    public void commit(TableName table, List<String> streams) throws IOException {
        String what = "commit " + streams.size() + " write streams of table " + table;
        BatchCommitWriteStreamsRequest request =
                BatchCommitWriteStreamsRequest.newBuilder()
                        .setParent(table.path())
                        .addAllWriteStreams(streams)
                        .build();
        BatchCommitWriteStreamsResponse response =
                call(what, () -> stub.batchCommitWriteStreamsCallable().call(request));
        List<StorageError> errors =
                response.getStreamErrorsList().stream()
                        .filter(
                                error ->
                                        error.getCode()
                                                != StorageError.StorageErrorCode
                                                        .STREAM_ALREADY_COMMITTED)
                        .toList();
        boolean committedBefore = errors.isEmpty() && response.getStreamErrorsCount() > 0;
        if (!response.hasCommitTime() && !committedBefore) {
            throw new BigQueryRequestException(
                    "Could not "
                            + what
                            + ": nothing was committed. "
                            + errors.stream()
                                    .map(
                                            error ->
                                                    error.getEntity()
                                                            + ": "
                                                            + error.getCode()
                                                            + " "
                                                            + error.getErrorMessage())
                                    .toList(),
                    null);
        }
    }

    private static <T> T call(String what, Supplier<T> request) throws IOException {
        try {
            return request.get();
        } catch (ApiException e) {
            throw BigQueryErrors.translate(what, e);
        }
    }

    @Override
    public void close() throws IOException {
        stub.shutdownNow();
        GrpcConnections.close(resources);
    }
}
