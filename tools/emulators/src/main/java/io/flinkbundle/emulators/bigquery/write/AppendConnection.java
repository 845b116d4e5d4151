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
import io.flinkbundle.emulators.bigquery.errors.StatusFailure;
import io.flinkbundle.emulators.bigquery.fault.Fault;
import io.flinkbundle.emulators.bigquery.grpc.StorageCalls;
import io.flinkbundle.emulators.bigquery.store.ChangeApplier;
import io.flinkbundle.emulators.bigquery.store.Table;

import org.apache.flink.annotation.Internal;

import com.google.cloud.bigquery.storage.v1.AppendRowsRequest;
import com.google.cloud.bigquery.storage.v1.AppendRowsResponse;
import com.google.protobuf.Descriptors.Descriptor;
import com.google.protobuf.Int64Value;
import com.google.rpc.Status;
import io.grpc.Status.Code;
import io.grpc.stub.StreamObserver;

import java.net.SocketAddress;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * One connection that rows come through, for one stream or for several in turn. Requests are
 * answered in their order.
 */
@Internal
final class AppendConnection implements StreamObserver<AppendRowsRequest> {

    private final WriteStreams streams;
    private final ChangeApplier changeApplier;
    private final RowReader.DefaultValues defaults;
    private final StorageCalls calls;
    private final int maxRequestBytes;
    private final StreamObserver<AppendRowsResponse> client;
    private final SocketAddress address;

    private final Map<String, Long> knownSchemas = new HashMap<>();
    private Optional<String> stream = Optional.empty();
    private Optional<Descriptor> writerSchema = Optional.empty();
    private Optional<RowReader> reader = Optional.empty();
    private boolean over;

    AppendConnection(
            WriteStreams streams,
            ChangeApplier changeApplier,
            RowReader.DefaultValues defaults,
            StorageCalls calls,
            int maxRequestBytes,
            StreamObserver<AppendRowsResponse> client) {
        this.streams = streams;
        this.changeApplier = changeApplier;
        this.defaults = defaults;
        this.calls = calls;
        this.maxRequestBytes = maxRequestBytes;
        this.client = client;
        this.address = calls.client();
    }

    @Override
    public synchronized void onNext(AppendRowsRequest request) {
        if (over) {
            return;
        }
        String name =
                request.getWriteStream().isEmpty() ? stream.orElse("") : request.getWriteStream();
        StorageCalls.Facts facts =
                new StorageCalls.Facts(
                        Operation.APPEND_ROWS,
                        name,
                        request.getProtoRows().getRows().getSerializedRowsCount(),
                        request.hasOffset() ? Long.toString(request.getOffset().getValue()) : "");
        Optional<Fault> fault = calls.meet(facts);
        if (fault.isEmpty()) {
            client.onNext(answer(facts, name, request));
        } else if (fault.get() instanceof Fault.Delay delay) {
            // By the lock of this connection, all requests that follow wait as well.
            calls.await(delay.delay());
            client.onNext(answer(facts, name, request));
        } else if (fault.get() instanceof Fault.RefuseAppend refuse) {
            calls.record(facts, Optional.of(refuse.error()));
            client.onNext(error(name, StatusFailure.statusOf(refuse.error())));
        } else {
            goWrong(facts, name, request, fault.get());
        }
    }

    /** What fails by itself is answered as it is, whatever the script says. */
    private void goWrong(
            StorageCalls.Facts facts, String name, AppendRowsRequest request, Fault fault) {
        boolean applied =
                fault instanceof Fault.Fail fail && fail.applied()
                        || fault instanceof Fault.Drop drop && drop.applied()
                        || fault instanceof Fault.LoseReply;
        if (applied) {
            try {
                append(name, request);
            } catch (RuntimeException e) {
                calls.record(facts, Optional.of(e));
                client.onNext(error(name, StatusFailure.statusOf(e)));
                return;
            }
        }
        if (fault instanceof Fault.Fail fail) {
            over = true;
            calls.refuse(facts, client, fail.error());
            return;
        }
        calls.record(facts, Optional.empty());
        if (fault instanceof Fault.Drop) {
            over = true;
            calls.drop(address);
        }
    }

    private AppendRowsResponse answer(
            StorageCalls.Facts facts, String name, AppendRowsRequest request) {
        try {
            AppendRowsResponse response = append(name, request);
            calls.record(
                    facts,
                    response.hasError()
                            ? Optional.of(ApiException.invalid(response.getError().getMessage()))
                            : Optional.empty());
            return response;
        } catch (RuntimeException e) {
            calls.record(facts, Optional.of(e));
            return error(name, StatusFailure.statusOf(e));
        }
    }

    private static AppendRowsResponse error(String name, Status status) {
        return AppendRowsResponse.newBuilder().setError(status).setWriteStream(name).build();
    }

    private AppendRowsResponse append(String name, AppendRowsRequest request) {
        if (name.isEmpty()) {
            throw ApiException.invalid("The first request of a connection needs a write_stream.");
        }
        if (request.getSerializedSize() > maxRequestBytes) {
            throw ApiException.invalid(
                    "AppendRows request too large: "
                            + request.getSerializedSize()
                            + " limit "
                            + maxRequestBytes);
        }
        if (request.hasArrowRows()) {
            throw ApiException.notEmulated("rows in Arrow");
        }
        if (!request.hasProtoRows()) {
            throw ApiException.invalid("Rows must be specified.");
        }
        if (!stream.equals(Optional.of(name))) {
            stream = Optional.of(name);
            reader = Optional.empty();
        }
        if (request.getProtoRows().hasWriterSchema()) {
            writerSchema =
                    Optional.of(
                            WriterSchema.of(
                                    request.getProtoRows().getWriterSchema().getProtoDescriptor()));
            reader = Optional.empty();
        }
        Optional<Table> ofDefault = streams.defaultStreamOf(name);
        Optional<WriteStreamState> explicit =
                ofDefault.isPresent() ? Optional.empty() : Optional.of(streams.stream(name));
        Table table = ofDefault.orElseGet(() -> explicit.get().table());
        Optional<Long> offset =
                request.hasOffset()
                        ? Optional.of(request.getOffset().getValue())
                        : Optional.empty();
        if (explicit.isEmpty() && offset.isPresent()) {
            throw ApiException.invalid(
                    "Offset cannot be set for the default stream. Entity: " + name);
        }
        explicit.ifPresent(
                state -> {
                    if (state.isFinalized()) {
                        throw state.finalizedStream();
                    }
                    state.checkOffset(offset);
                });
        return append(name, table, explicit, offset, request);
    }

    private AppendRowsResponse append(
            String name,
            Table table,
            Optional<WriteStreamState> explicit,
            Optional<Long> offset,
            AppendRowsRequest request) {
        AppendRowsResponse.Builder response = AppendRowsResponse.newBuilder().setWriteStream(name);
        RowReader rowReader = reader(table, explicit.isEmpty(), name);
        RowReader.Rows rows =
                rowReader.read(request.getProtoRows().getRows().getSerializedRowsList(), request);
        if (!rows.errors().isEmpty()) {
            return response.setError(
                            Status.newBuilder()
                                    .setCode(Code.INVALID_ARGUMENT.value())
                                    .setMessage(
                                            "Errors found while processing rows. Please refer to"
                                                    + " the row_errors field for details. The list may"
                                                    + " not be complete because of the size"
                                                    + " limitations. Entity: "
                                                    + name))
                    .addAllRowErrors(rows.errors())
                    .build();
        }
        AppendRowsResponse.AppendResult.Builder result =
                AppendRowsResponse.AppendResult.newBuilder();
        if (explicit.isPresent()) {
            long first = explicit.get().append(offset, rowReader.schema(), rows.rows());
            result.setOffset(Int64Value.of(first));
        } else if (rows.changes().isEmpty()) {
            table.append(rowReader.schema(), rows.rows());
        } else {
            changeApplier.apply(table, rowReader.schema(), rows.changes());
        }
        response.setAppendResult(result);
        tellOfNewSchema(name, table, response);
        return response.build();
    }

    private RowReader reader(Table table, boolean defaultStream, String name) {
        Descriptor message =
                writerSchema.orElseThrow(
                        () ->
                                ApiException.invalid(
                                        "The first request of a connection needs a writer_schema."
                                                + " Entity: "
                                                + name));
        if (reader.isEmpty() || !reader.get().isFor(table, table.head().schemaVersion())) {
            reader = Optional.of(new RowReader(table, message, defaultStream, name, defaults));
        }
        return reader.get();
    }

    /** A response says once that the schema has changed since the connection knew it. */
    private void tellOfNewSchema(String name, Table table, AppendRowsResponse.Builder response) {
        long now = table.head().schemaVersion();
        Long known = knownSchemas.put(name, now);
        if (known != null && known != now) {
            response.setUpdatedSchema(StorageSchema.of(table.schema()));
        }
    }

    @Override
    public synchronized void onError(Throwable cause) {
        over = true;
    }

    @Override
    public synchronized void onCompleted() {
        if (!over) {
            over = true;
            client.onCompleted();
        }
    }
}
