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

import io.flinkbundle.connector.common.batching.BackpressureException;
import io.flinkbundle.connector.common.batching.RetryableIOException;

import org.apache.flink.annotation.Internal;

import com.google.api.gax.rpc.ApiException;
import com.google.cloud.BaseServiceException;
import com.google.cloud.bigquery.storage.v1.StorageError;
import com.google.cloud.bigquery.storage.v1.StorageError.StorageErrorCode;
import com.google.protobuf.Any;
import com.google.protobuf.InvalidProtocolBufferException;
import com.google.protobuf.Message;
import com.google.rpc.RetryInfo;
import io.grpc.Status;
import io.grpc.StatusException;
import io.grpc.StatusRuntimeException;
import io.grpc.protobuf.StatusProto;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/**
 * Tells failures that may pass from those that will not, for both of BigQuery's interfaces.
 *
 * @see <a href="https://cloud.google.com/bigquery/docs/error-messages">Error messages</a>
 */
@Internal
public final class BigQueryErrors {

    private static final int HTTP_BAD_REQUEST = 400;
    private static final int HTTP_UNAUTHORIZED = 401;
    private static final int HTTP_FORBIDDEN = 403;
    private static final int HTTP_NOT_FOUND = 404;
    private static final int HTTP_CONFLICT = 409;
    private static final int HTTP_TOO_MANY = 429;
    private static final int HTTP_SERVER_ERROR = 500;

    private static final String CHECK_LOGIN = " Check 'credentials.type' and what belongs to it.";
    private static final String GIVE_ROLE =
            " Give the account of the job the roles that the documentation names for it, in the"
                    + " project of the table and in the one that pays.";

    private BigQueryErrors() {}

    /**
     * The exception that stands for a failed request.
     *
     * @param what the request as a clause in the infinitive, such as "append to shop.sales.orders"
     * @return a {@link RetryableIOException}, a {@link BackpressureException} if the service asked
     *     for a wait, or a {@link BigQueryRequestException}
     */
    public static IOException translate(String what, Throwable failure) {
        if (failure instanceof BaseServiceException refused) {
            return ofRest(what, refused);
        }
        if (failure instanceof ApiException refused && refused.getCause() != null) {
            return translate(what, refused.getCause());
        }
        if (failure instanceof StatusRuntimeException refused) {
            return ofStatus(what, refused.getStatus(), serverWait(refused), refused);
        }
        if (failure instanceof StatusException refused) {
            return ofStatus(what, refused.getStatus(), Optional.empty(), refused);
        }
        return new RetryableIOException("Could not " + what + ": " + failure, failure);
    }

    /** See {@link #translate}; for an error that arrives in an answer. */
    static IOException ofStatus(String what, com.google.rpc.Status status) {
        StatusRuntimeException refused = StatusProto.toStatusRuntimeException(status);
        if (isSchemaMismatch(status)) {
            return new SchemaMismatchException(
                    "Could not " + what + ": " + status.getMessage(), refused);
        }
        return ofStatus(what, refused.getStatus(), serverWait(refused), refused);
    }

    private static IOException ofStatus(
            String what, Status status, Optional<Duration> serverWait, Throwable cause) {
        String message =
                "Could not "
                        + what
                        + ": "
                        + status.getCode()
                        + ". "
                        + Optional.ofNullable(status.getDescription()).orElse("");
        return switch (status.getCode()) {
            case NOT_FOUND -> new MissingResourceException(message, cause);
            case ALREADY_EXISTS -> new ExistsException(message, cause);
            case UNAUTHENTICATED -> new BigQueryRequestException(message + CHECK_LOGIN, cause);
            case PERMISSION_DENIED -> new BigQueryRequestException(message + GIVE_ROLE, cause);
            case INVALID_ARGUMENT, OUT_OF_RANGE, FAILED_PRECONDITION, UNIMPLEMENTED, DATA_LOSS ->
                    new BigQueryRequestException(message, cause);
            default -> transientFailure(message, serverWait, cause);
        };
    }

    private static IOException ofRest(String what, BaseServiceException refused) {
        String reason = Optional.ofNullable(refused.getReason()).orElse("");
        String message = "Could not " + what + ": " + text(refused);
        boolean mayPass =
                switch (reason) {
                    case "rateLimitExceeded",
                            "backendError",
                            "internalError",
                            "jobBackendError",
                            "jobInternalError",
                            "jobRateLimitExceeded" ->
                            true;
                    default ->
                            refused.getCode() >= HTTP_SERVER_ERROR
                                    || refused.getCode() == HTTP_TOO_MANY
                                    // No answer at all.
                                    || refused.getCode() == 0
                                    || refused.getCause() instanceof java.net.SocketException
                                    || refused.getCause()
                                            instanceof java.net.SocketTimeoutException;
                };
        if (mayPass) {
            return new RetryableIOException(message, refused);
        }
        return switch (refused.getCode()) {
            case HTTP_NOT_FOUND -> new MissingResourceException(message, refused);
            case HTTP_CONFLICT -> new ExistsException(message, refused);
            case HTTP_UNAUTHORIZED -> new BigQueryRequestException(message + CHECK_LOGIN, refused);
            case HTTP_FORBIDDEN -> new BigQueryRequestException(message + GIVE_ROLE, refused);
            case HTTP_BAD_REQUEST -> new BigQueryRequestException(message, refused);
            default -> new BigQueryRequestException(message, refused);
        };
    }

    private static IOException transientFailure(
            String message, Optional<Duration> serverWait, Throwable cause) {
        return serverWait.isPresent()
                ? new BackpressureException(message, serverWait.get())
                : new RetryableIOException(message, cause);
    }

    private static boolean isSchemaMismatch(com.google.rpc.Status status) {
        return status.getDetailsList().stream()
                .filter(detail -> detail.is(StorageError.class))
                .anyMatch(
                        detail ->
                                unpack(detail, StorageError.class)
                                        .filter(
                                                error ->
                                                        error.getCode()
                                                                == StorageErrorCode
                                                                        .SCHEMA_MISMATCH_EXTRA_FIELDS)
                                        .isPresent());
    }

    private static Optional<Duration> serverWait(StatusRuntimeException refused) {
        com.google.rpc.Status status = StatusProto.fromThrowable(refused);
        if (status == null) {
            return Optional.empty();
        }
        return status.getDetailsList().stream()
                .filter(detail -> detail.is(RetryInfo.class))
                .findFirst()
                .flatMap(detail -> unpack(detail, RetryInfo.class))
                .map(
                        info ->
                                Duration.ofSeconds(
                                        info.getRetryDelay().getSeconds(),
                                        info.getRetryDelay().getNanos()));
    }

    private static <M extends Message> Optional<M> unpack(Any detail, Class<M> type) {
        try {
            return Optional.of(detail.unpack(type));
        } catch (InvalidProtocolBufferException e) {
            // A detail that cannot be read is none.
            return Optional.empty();
        }
    }

    /** The service's own text, in one line and with its code. */
    private static String text(BaseServiceException refused) {
        String reason = refused.getReason() == null ? "" : " " + refused.getReason();
        return "HTTP "
                + refused.getCode()
                + reason
                + ". "
                + String.valueOf(refused.getMessage()).lines().findFirst().orElse("");
    }
}
