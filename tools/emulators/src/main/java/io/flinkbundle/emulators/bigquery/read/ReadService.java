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

package io.flinkbundle.emulators.bigquery.read;

import io.flinkbundle.emulators.bigquery.call.Operation;
import io.flinkbundle.emulators.bigquery.engine.DuckEngine;
import io.flinkbundle.emulators.bigquery.errors.ApiException;
import io.flinkbundle.emulators.bigquery.fault.Fault;
import io.flinkbundle.emulators.bigquery.grpc.StorageCalls;

import org.apache.flink.annotation.Internal;

import com.google.cloud.bigquery.storage.v1.BigQueryReadGrpc.BigQueryReadImplBase;
import com.google.cloud.bigquery.storage.v1.CreateReadSessionRequest;
import com.google.cloud.bigquery.storage.v1.ReadRowsRequest;
import com.google.cloud.bigquery.storage.v1.ReadRowsResponse;
import com.google.cloud.bigquery.storage.v1.ReadSession;
import com.google.cloud.bigquery.storage.v1.ReadStream;
import com.google.cloud.bigquery.storage.v1.SplitReadStreamRequest;
import com.google.cloud.bigquery.storage.v1.SplitReadStreamResponse;
import io.grpc.Status;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.StreamObserver;

import java.net.SocketAddress;
import java.util.Optional;

/**
 * The Storage Read interface.
 *
 * @see <a
 *     href="https://cloud.google.com/bigquery/docs/reference/storage/rpc/google.cloud.bigquery.storage.v1">the
 *     protocol</a>
 */
@Internal
public final class ReadService extends BigQueryReadImplBase {

    private final DuckEngine engine;
    private final ReadSessions sessions;
    private final StorageCalls calls;

    public ReadService(DuckEngine engine, ReadSessions sessions, StorageCalls calls) {
        this.engine = engine;
        this.sessions = sessions;
        this.calls = calls;
    }

    @Override
    public void createReadSession(
            CreateReadSessionRequest request, StreamObserver<ReadSession> caller) {
        calls.unary(
                new StorageCalls.Facts(
                        Operation.CREATE_READ_SESSION,
                        request.getReadSession().getTable(),
                        request.getMaxStreamCount(),
                        request.getReadSession().getReadOptions().getRowRestriction()),
                caller,
                () -> sessions.create(request));
    }

    @Override
    public void readRows(ReadRowsRequest request, StreamObserver<ReadRowsResponse> caller) {
        ServerCallStreamObserver<ReadRowsResponse> client =
                (ServerCallStreamObserver<ReadRowsResponse>) caller;
        StorageCalls.Facts facts =
                new StorageCalls.Facts(
                        Operation.READ_ROWS,
                        request.getReadStream(),
                        0,
                        Long.toString(request.getOffset()));
        SocketAddress address = calls.client();
        Optional<Fault> fault = calls.meet(facts);
        if (fault.isEmpty()) {
            read(facts, request, client, Long.MAX_VALUE, address);
        } else if (fault.get() instanceof Fault.Fail fail) {
            calls.refuse(facts, client, fail.error());
        } else if (fault.get() instanceof Fault.DropAfterResponses drop) {
            read(facts, request, client, drop.responses(), address);
        } else if (fault.get() instanceof Fault.Drop) {
            calls.record(facts, Optional.empty());
            calls.drop(address);
        } else if (fault.get() instanceof Fault.Delay delay) {
            calls.await(delay.delay());
            read(facts, request, client, Long.MAX_VALUE, address);
        } else {
            calls.record(facts, Optional.empty());
        }
    }

    private void read(
            StorageCalls.Facts facts,
            ReadRowsRequest request,
            ServerCallStreamObserver<ReadRowsResponse> client,
            long maxResponses,
            SocketAddress address) {
        try {
            SessionState session = sessions.sessionOf(request.getReadStream());
            SessionState.Range range = session.streams().get(request.getReadStream());
            if (request.getOffset() < 0 || request.getOffset() > range.to() - range.from()) {
                throw ApiException.of(
                        Status.OUT_OF_RANGE.withDescription(
                                "there was an error operating on '"
                                        + request.getReadStream()
                                        + "': offset "
                                        + request.getOffset()
                                        + " is out of range"));
            }
            ReadCall call =
                    new ReadCall(
                            engine,
                            session,
                            range,
                            request.getOffset(),
                            client,
                            maxResponses,
                            () -> calls.drop(address));
            client.setOnReadyHandler(call::send);
            client.setOnCancelHandler(call::end);
            calls.record(facts, Optional.empty());
        } catch (RuntimeException e) {
            calls.refuse(facts, client, e);
        }
    }

    @Override
    public void splitReadStream(
            SplitReadStreamRequest request, StreamObserver<SplitReadStreamResponse> caller) {
        calls.unary(
                new StorageCalls.Facts(
                        Operation.SPLIT_READ_STREAM,
                        request.getName(),
                        0,
                        Double.toString(request.getFraction())),
                caller,
                () -> split(request));
    }

    private SplitReadStreamResponse split(SplitReadStreamRequest request) {
        SessionState session = sessions.sessionOf(request.getName());
        SessionState.Range range = session.streams().get(request.getName());
        double fraction = request.getFraction() == 0 ? 0.5 : request.getFraction();
        long middle = range.from() + (long) ((range.to() - range.from()) * fraction);
        if (middle <= range.from() || middle >= range.to()) {
            return SplitReadStreamResponse.getDefaultInstance();
        }
        return SplitReadStreamResponse.newBuilder()
                .setPrimaryStream(stream(session, new SessionState.Range(range.from(), middle)))
                .setRemainderStream(stream(session, new SessionState.Range(middle, range.to())))
                .build();
    }

    private static ReadStream stream(SessionState session, SessionState.Range range) {
        return ReadStream.newBuilder().setName(session.addStream(range)).build();
    }
}
