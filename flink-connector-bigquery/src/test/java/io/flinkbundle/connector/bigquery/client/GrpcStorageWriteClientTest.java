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

import io.flinkbundle.connector.common.batching.RetryableIOException;

import com.google.cloud.bigquery.storage.v1.AppendRowsRequest;
import com.google.cloud.bigquery.storage.v1.AppendRowsResponse;
import com.google.cloud.bigquery.storage.v1.BatchCommitWriteStreamsRequest;
import com.google.cloud.bigquery.storage.v1.BatchCommitWriteStreamsResponse;
import com.google.cloud.bigquery.storage.v1.BigQueryWriteGrpc;
import com.google.cloud.bigquery.storage.v1.FlushRowsRequest;
import com.google.cloud.bigquery.storage.v1.FlushRowsResponse;
import com.google.cloud.bigquery.storage.v1.ProtoRows;
import com.google.cloud.bigquery.storage.v1.RowError;
import com.google.cloud.bigquery.storage.v1.StorageError;
import com.google.protobuf.Any;
import com.google.protobuf.ByteString;
import com.google.protobuf.DescriptorProtos.DescriptorProto;
import com.google.protobuf.Timestamp;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.shaded.io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(60)
class GrpcStorageWriteClientTest {

    private static final String STREAM = "projects/p/datasets/d/tables/t/streams/s";
    private static final AppendTarget TARGET =
            new AppendTarget(STREAM, DescriptorProto.newBuilder().setName("Row").build());

    private final Service service = new Service();
    private final Answers answers = new Answers();
    private Server server;
    private GrpcStorageWriteClient client;

    @BeforeEach
    void start() throws IOException {
        server =
                NettyServerBuilder.forAddress(new InetSocketAddress("127.0.0.1", 0))
                        .maxInboundMessageSize(32 << 20)
                        .addService(service)
                        .build()
                        .start();
        client =
                new GrpcStorageWriteClient(
                        BigQueryConnectionOptions.builder()
                                .setGrpcEndpoint("127.0.0.1:" + server.getPort())
                                .setPlaintext(true)
                                .setCredentials(BigQueryCredentials.none())
                                .build());
    }

    @AfterEach
    void stop() throws Exception {
        client.close();
        server.shutdownNow();
        server.awaitTermination(10, TimeUnit.SECONDS);
    }

    @Test
    void sendsWhatTheServiceReads() throws Exception {
        AppendConnection connection = client.connect(TARGET, answers);

        connection.send(rows("a", "bc"), 7);
        assertThat(answers.next()).isEmpty();
        connection.send(rows("x".repeat(9 << 20)), AppendConnection.NO_OFFSET);

        AppendRowsRequest first = service.requests.take();
        assertThat(first.getWriteStream()).isEqualTo(STREAM);
        assertThat(first.getOffset().getValue()).isEqualTo(7);
        assertThat(first.getProtoRows().getWriterSchema().getProtoDescriptor().getName())
                .isEqualTo("Row");
        assertThat(first.getProtoRows().getRows().getSerializedRowsList())
                .containsExactly(ByteString.copyFromUtf8("a"), ByteString.copyFromUtf8("bc"));
        AppendRowsRequest second = service.requests.take();
        assertThat(second.hasOffset()).isFalse();
        assertThat(second.getProtoRows().hasWriterSchema()).isFalse();
        assertThat(second.getProtoRows().getRows().getSerializedRows(0).size()).isEqualTo(9 << 20);
        assertThat(answers.next()).isEmpty();
    }

    @Test
    void saysWhereRowsGoUntilTheServiceTookARequest() throws Exception {
        service.answer =
                request ->
                        AppendRowsResponse.newBuilder()
                                .setError(status(Status.Code.RESOURCE_EXHAUSTED))
                                .build();
        AppendConnection connection = client.connect(TARGET, answers);

        connection.send(rows("a"), AppendConnection.NO_OFFSET);
        assertThat(answers.next()).isPresent();
        connection.send(rows("a"), AppendConnection.NO_OFFSET);
        assertThat(answers.next()).isPresent();

        for (int i = 0; i < 2; i++) {
            AppendRowsRequest request = service.requests.take();
            assertThat(request.getWriteStream()).isEqualTo(STREAM);
            assertThat(request.getProtoRows().hasWriterSchema()).isTrue();
        }
    }

    @Test
    void tellsBadRowsByTheirPlace() throws Exception {
        service.answer =
                request ->
                        AppendRowsResponse.newBuilder()
                                .setError(status(Status.Code.INVALID_ARGUMENT))
                                .addRowErrors(
                                        RowError.newBuilder().setIndex(1).setMessage("too long"))
                                .build();

        client.connect(TARGET, answers).send(rows("a", "b"), 0);

        assertThat(answers.next())
                .get()
                .isInstanceOfSatisfying(
                        RejectedRowsException.class,
                        rejected ->
                                assertThat(rejected.reasons()).isEqualTo(Map.of(1, "too long")));
    }

    @Test
    void tellsRowsThatWereWrittenBefore() throws Exception {
        service.answer =
                request ->
                        AppendRowsResponse.newBuilder()
                                .setError(status(Status.Code.ALREADY_EXISTS))
                                .build();

        client.connect(TARGET, answers).send(rows("a"), 0);

        assertThat(answers.next()).get().isInstanceOf(ExistsException.class);
    }

    @Test
    void tellsColumnsThatTheServiceDoesNotKnowYet() throws Exception {
        service.answer =
                request ->
                        AppendRowsResponse.newBuilder()
                                .setError(
                                        status(Status.Code.INVALID_ARGUMENT).toBuilder()
                                                .addDetails(
                                                        Any.pack(
                                                                StorageError.newBuilder()
                                                                        .setCode(
                                                                                StorageError
                                                                                        .StorageErrorCode
                                                                                        .SCHEMA_MISMATCH_EXTRA_FIELDS)
                                                                        .build())))
                                .build();

        client.connect(TARGET, answers).send(rows("a"), 0);

        assertThat(answers.next()).get().isInstanceOf(SchemaMismatchException.class);
    }

    @Test
    void saysWhenTheConnectionEnded() throws Exception {
        service.answer = request -> null;

        client.connect(TARGET, answers).send(rows("a"), 0);

        assertThat(answers.ended.take()).isInstanceOf(RetryableIOException.class);
    }

    @Test
    void flushesAgainWithoutAnError() throws Exception {
        service.flushFailure = Status.ALREADY_EXISTS;

        assertThatCode(() -> client.flush(STREAM, 3)).doesNotThrowAnyException();
    }

    @Test
    void leavesItToTheCallerToTryAgain() {
        service.flushFailure = Status.UNAVAILABLE;

        assertThatThrownBy(() -> client.flush(STREAM, 3)).isInstanceOf(RetryableIOException.class);
        assertThat(service.flushes).hasValue(1);
    }

    @Test
    void tellsThatAFinishedStreamCannotBeFlushed() {
        service.flushFailure = Status.INVALID_ARGUMENT.withDescription("Stream was finalized");

        assertThatThrownBy(() -> client.flush(STREAM, 3))
                .isInstanceOf(BigQueryRequestException.class)
                .hasMessageContaining("flush " + STREAM + " up to row 3: INVALID_ARGUMENT");
    }

    @Test
    void commitsAgainWithoutAnError() throws Exception {
        service.commit = commitError(StorageError.StorageErrorCode.STREAM_ALREADY_COMMITTED);

        assertThatCode(() -> client.commit(new TableName("p", "d", "t"), List.of(STREAM)))
                .doesNotThrowAnyException();
    }

    @Test
    void neverTakesARefusedCommitForADoneOne() {
        service.commit = commitError(StorageError.StorageErrorCode.STREAM_NOT_FOUND);

        assertThatThrownBy(() -> client.commit(new TableName("p", "d", "t"), List.of(STREAM)))
                .hasMessageContaining("nothing was committed")
                .hasMessageContaining("STREAM_NOT_FOUND");
    }

    private static BatchCommitWriteStreamsResponse commitError(StorageError.StorageErrorCode code) {
        return BatchCommitWriteStreamsResponse.newBuilder()
                .addStreamErrors(StorageError.newBuilder().setCode(code).setEntity(STREAM))
                .build();
    }

    private static com.google.rpc.Status status(Status.Code code) {
        return com.google.rpc.Status.newBuilder().setCode(code.value()).setMessage("no").build();
    }

    private static EncodedRows rows(String... rows) {
        ProtoRows.Builder message = ProtoRows.newBuilder();
        for (String row : rows) {
            message.addSerializedRows(ByteString.copyFromUtf8(row));
        }
        byte[] bytes = message.build().toByteArray();
        byte[] withRest = java.util.Arrays.copyOf(bytes, bytes.length + 100);
        return new EncodedRows(withRest, bytes.length, rows.length);
    }

    private static final class Answers implements AppendListener {

        private final BlockingQueue<Optional<IOException>> answered = new LinkedBlockingQueue<>();
        private final BlockingQueue<IOException> ended = new LinkedBlockingQueue<>();

        Optional<IOException> next() throws InterruptedException {
            return answered.take();
        }

        @Override
        public void answered(Optional<IOException> failure) {
            answered.add(failure);
        }

        @Override
        public void ended(IOException failure) {
            ended.add(failure);
        }
    }

    private static final class Service extends BigQueryWriteGrpc.BigQueryWriteImplBase {

        private final BlockingQueue<AppendRowsRequest> requests = new LinkedBlockingQueue<>();
        private Function<AppendRowsRequest, AppendRowsResponse> answer =
                request -> AppendRowsResponse.getDefaultInstance();
        private final AtomicInteger flushes = new AtomicInteger();
        private Status flushFailure = Status.OK;
        private BatchCommitWriteStreamsResponse commit =
                BatchCommitWriteStreamsResponse.newBuilder()
                        .setCommitTime(Timestamp.getDefaultInstance())
                        .build();

        @Override
        public StreamObserver<AppendRowsRequest> appendRows(
                StreamObserver<AppendRowsResponse> out) {
            return new StreamObserver<>() {
                @Override
                public void onNext(AppendRowsRequest request) {
                    requests.add(request);
                    AppendRowsResponse response = answer.apply(request);
                    if (response == null) {
                        out.onError(Status.UNAVAILABLE.asRuntimeException());
                    } else {
                        out.onNext(response);
                    }
                }

                @Override
                public void onError(Throwable t) {
                    // The client has closed its connection.
                }

                @Override
                public void onCompleted() {
                    out.onCompleted();
                }
            };
        }

        @Override
        public void flushRows(FlushRowsRequest request, StreamObserver<FlushRowsResponse> out) {
            flushes.incrementAndGet();
            if (flushFailure.isOk()) {
                out.onNext(FlushRowsResponse.getDefaultInstance());
                out.onCompleted();
            } else {
                out.onError(flushFailure.asRuntimeException());
            }
        }

        @Override
        public void batchCommitWriteStreams(
                BatchCommitWriteStreamsRequest request,
                StreamObserver<BatchCommitWriteStreamsResponse> out) {
            out.onNext(commit);
            out.onCompleted();
        }
    }
}
