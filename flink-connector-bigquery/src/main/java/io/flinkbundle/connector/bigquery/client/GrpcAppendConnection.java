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

import com.google.cloud.bigquery.storage.v1.AppendRowsResponse;
import com.google.cloud.bigquery.storage.v1.RowError;
import io.grpc.ClientCall;
import io.grpc.Metadata;
import io.grpc.Status;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** One call of AppendRows. */
@Internal
final class GrpcAppendConnection implements AppendConnection {

    private static final Metadata.Key<String> ROUTING =
            Metadata.Key.of("x-goog-request-params", Metadata.ASCII_STRING_MARSHALLER);

    private final ClientCall<AppendRequest, AppendRowsResponse> call;
    private final AppendTarget target;

    /** Whether the service took a request that says where it goes and how its rows are encoded. */
    private volatile boolean introduced;

    GrpcAppendConnection(
            ClientCall<AppendRequest, AppendRowsResponse> call,
            AppendTarget target,
            AppendListener listener) {
        this.call = call;
        this.target = target;
        Metadata headers = new Metadata();
        headers.put(
                ROUTING,
                "write_stream=" + URLEncoder.encode(target.stream(), StandardCharsets.UTF_8));
        call.start(new Answers(listener), headers);
        call.request(Integer.MAX_VALUE);
    }

    @Override
    public void send(EncodedRows rows, long offset) {
        call.sendMessage(
                introduced
                        ? AppendRequest.next(rows, offset)
                        : AppendRequest.first(target, rows, offset));
    }

    @Override
    public void close() {
        call.cancel("The connection is not needed any more.", null);
    }

    private final class Answers extends ClientCall.Listener<AppendRowsResponse> {

        private final String what = "append to " + target.stream();
        private final AppendListener listener;

        Answers(AppendListener listener) {
            this.listener = listener;
        }

        @Override
        public void onMessage(AppendRowsResponse response) {
            Optional<IOException> failure = failure(response);
            if (failure.isEmpty()) {
                introduced = true;
            }
            listener.answered(failure);
        }

        private Optional<IOException> failure(AppendRowsResponse response) {
            if (response.getRowErrorsCount() > 0) {
                Map<Integer, String> reasons = new LinkedHashMap<>();
                for (RowError error : response.getRowErrorsList()) {
                    reasons.put((int) error.getIndex(), error.getMessage());
                }
                return Optional.of(
                        new RejectedRowsException(
                                "Could not "
                                        + what
                                        + ": "
                                        + reasons.size()
                                        + " rows of the request are bad.",
                                reasons));
            }
            return response.hasError()
                    ? Optional.of(BigQueryErrors.ofStatus(what, response.getError()))
                    : Optional.empty();
        }

        @Override
        public void onClose(Status status, Metadata trailers) {
            // The service ends calls that have been idle, or open for long; that is no error.
            Status reason =
                    status.isOk()
                            ? Status.UNAVAILABLE.withDescription("The service ended the call.")
                            : status;
            listener.ended(BigQueryErrors.translate(what, reason.asRuntimeException(trailers)));
        }
    }
}
