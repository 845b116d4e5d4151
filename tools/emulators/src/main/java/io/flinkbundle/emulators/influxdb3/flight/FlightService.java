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
import io.flinkbundle.emulators.influxdb3.sql.SqlEngine;
import io.flinkbundle.emulators.influxdb3.sql.SqlException;
import io.flinkbundle.emulators.influxdb3.store.Catalog;
import io.flinkbundle.emulators.influxdb3.store.Database;

import org.apache.flink.annotation.Internal;

import io.grpc.BindableService;
import io.grpc.ServerServiceDefinition;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;
import io.grpc.stub.ServerCallStreamObserver;
import io.grpc.stub.ServerCalls;
import io.grpc.stub.StreamObserver;

import java.io.IOException;
import java.sql.SQLException;
import java.util.Optional;

/** Answers queries over Arrow Flight. */
@Internal
final class FlightService implements BindableService {

    private final Catalog catalog;
    private final SqlEngine engine;

    FlightService(Catalog catalog, SqlEngine engine) {
        this.catalog = catalog;
        this.engine = engine;
    }

    @Override
    public ServerServiceDefinition bindService() {
        return ServerServiceDefinition.builder(FlightMethod.SERVICE)
                .addMethod(FlightMethod.DO_GET, ServerCalls.asyncServerStreamingCall(this::doGet))
                .build();
    }

    private void doGet(byte[] ticket, StreamObserver<FlightData> client) {
        try {
            new Answer(
                            begin(FlightTicket.parse(ticket)),
                            (ServerCallStreamObserver<FlightData>) client)
                    .send();
        } catch (StatusRuntimeException e) {
            client.onError(e);
        } catch (SqlException e) {
            client.onError(
                    Status.INVALID_ARGUMENT.withDescription(e.getMessage()).asRuntimeException());
        }
    }

    private FlightRows begin(FlightTicket ticket) throws SqlException {
        Database database =
                catalog.find(ticket.database())
                        .orElseThrow(
                                () ->
                                        Status.NOT_FOUND
                                                .withDescription(
                                                        "Database '"
                                                                + ticket.database()
                                                                + "' not found")
                                                .asRuntimeException());
        QueryResult result = engine.query(database, ticket.query());
        return new FlightRows(
                result, FlightSchemas.of(result.columns(), database, ticket.query().sql()));
    }

    /** Sends as much as the client takes. Its methods run one after the other. */
    private static final class Answer {

        private final FlightRows rows;
        private final ServerCallStreamObserver<FlightData> client;
        private boolean over;

        Answer(FlightRows rows, ServerCallStreamObserver<FlightData> client) {
            this.rows = rows;
            this.client = client;
        }

        void send() {
            client.setOnCancelHandler(this::end);
            client.setOnReadyHandler(this::go);
            go();
        }

        private void go() {
            try {
                while (!over && client.isReady()) {
                    Optional<FlightData> next = rows.next();
                    if (next.isPresent()) {
                        client.onNext(next.get());
                    } else {
                        end();
                        client.onCompleted();
                    }
                }
            } catch (IOException | RuntimeException e) {
                end();
                client.onError(
                        Status.INTERNAL
                                .withDescription(e.getMessage())
                                .withCause(e)
                                .asRuntimeException());
            }
        }

        private void end() {
            if (over) {
                return;
            }
            over = true;
            try {
                rows.close();
            } catch (SQLException e) {
                throw new IllegalStateException(
                        "DuckDB did not close a query: " + e.getMessage(), e);
            }
        }
    }
}
