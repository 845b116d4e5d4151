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

package io.flinkbundle.emulators.bigquery.errors;

import org.apache.flink.annotation.Internal;

import io.grpc.Status;

/**
 * The service refuses a call. The REST interface says so by status and reason, gRPC by its code.
 */
@Internal
public final class ApiException extends RuntimeException {

    private static final long serialVersionUID = 1L;

    private static final int BAD_REQUEST = 400;
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int PRECONDITION_FAILED = 412;
    private static final int TOO_LARGE = 413;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int INTERNAL_ERROR = 500;
    private static final int NOT_IMPLEMENTED = 501;
    private static final int UNAVAILABLE = 503;
    private static final int GATEWAY_TIMEOUT = 504;

    private final int httpStatus;
    private final String reason;
    private final Status.Code code;

    private ApiException(int httpStatus, String reason, Status.Code code, String message) {
        super(message);
        this.httpStatus = httpStatus;
        this.reason = reason;
        this.code = code;
    }

    public static ApiException notFound(String what, String name) {
        return new ApiException(
                NOT_FOUND, "notFound", Status.Code.NOT_FOUND, "Not found: " + what + " " + name);
    }

    public static ApiException duplicate(String what, String name) {
        return new ApiException(
                CONFLICT,
                "duplicate",
                Status.Code.ALREADY_EXISTS,
                "Already Exists: " + what + " " + name);
    }

    public static ApiException invalid(String message) {
        return new ApiException(BAD_REQUEST, "invalid", Status.Code.INVALID_ARGUMENT, message);
    }

    public static ApiException invalidQuery(String message) {
        return new ApiException(BAD_REQUEST, "invalidQuery", Status.Code.INVALID_ARGUMENT, message);
    }

    public static ApiException inUse(String message) {
        return new ApiException(
                BAD_REQUEST, "resourceInUse", Status.Code.FAILED_PRECONDITION, message);
    }

    public static ApiException tooLarge(String message) {
        return new ApiException(TOO_LARGE, "uploadTooLarge", Status.Code.INVALID_ARGUMENT, message);
    }

    public static ApiException preconditionFailed(String message) {
        return new ApiException(
                PRECONDITION_FAILED, "conditionNotMet", Status.Code.FAILED_PRECONDITION, message);
    }

    public static ApiException accessDenied(String message) {
        return new ApiException(FORBIDDEN, "accessDenied", Status.Code.PERMISSION_DENIED, message);
    }

    public static ApiException quotaExceeded(String message) {
        return new ApiException(
                FORBIDDEN, "quotaExceeded", Status.Code.RESOURCE_EXHAUSTED, message);
    }

    /** What the real service has and the emulator has not. */
    public static ApiException notEmulated(String what) {
        return new ApiException(
                NOT_IMPLEMENTED,
                "notImplemented",
                Status.Code.UNIMPLEMENTED,
                "The emulator does not have " + what + ".");
    }

    /** With any status and reason, as a fault script wants it. */
    public static ApiException of(int httpStatus, String reason, String message) {
        return new ApiException(httpStatus, reason, codeOf(httpStatus), message);
    }

    /** What the REST interface answers where gRPC answers with a status. */
    public static ApiException of(Status status) {
        String message =
                status.getDescription() == null
                        ? "The service answers with " + status.getCode() + "."
                        : status.getDescription();
        return switch (status.getCode()) {
            case INVALID_ARGUMENT, OUT_OF_RANGE, FAILED_PRECONDITION ->
                    new ApiException(BAD_REQUEST, "invalid", status.getCode(), message);
            case UNAUTHENTICATED ->
                    new ApiException(UNAUTHORIZED, "authError", status.getCode(), message);
            case PERMISSION_DENIED ->
                    new ApiException(FORBIDDEN, "accessDenied", status.getCode(), message);
            case RESOURCE_EXHAUSTED ->
                    new ApiException(FORBIDDEN, "rateLimitExceeded", status.getCode(), message);
            case NOT_FOUND -> new ApiException(NOT_FOUND, "notFound", status.getCode(), message);
            case ALREADY_EXISTS ->
                    new ApiException(CONFLICT, "duplicate", status.getCode(), message);
            case UNIMPLEMENTED ->
                    new ApiException(NOT_IMPLEMENTED, "notImplemented", status.getCode(), message);
            case UNAVAILABLE ->
                    new ApiException(UNAVAILABLE, "backendError", status.getCode(), message);
            case DEADLINE_EXCEEDED ->
                    new ApiException(GATEWAY_TIMEOUT, "timeout", status.getCode(), message);
            default -> new ApiException(INTERNAL_ERROR, "internalError", status.getCode(), message);
        };
    }

    private static Status.Code codeOf(int httpStatus) {
        return switch (httpStatus) {
            case UNAUTHORIZED -> Status.Code.UNAUTHENTICATED;
            case FORBIDDEN -> Status.Code.PERMISSION_DENIED;
            case NOT_FOUND -> Status.Code.NOT_FOUND;
            case CONFLICT -> Status.Code.ALREADY_EXISTS;
            case PRECONDITION_FAILED -> Status.Code.FAILED_PRECONDITION;
            case TOO_MANY_REQUESTS -> Status.Code.RESOURCE_EXHAUSTED;
            case NOT_IMPLEMENTED -> Status.Code.UNIMPLEMENTED;
            case UNAVAILABLE -> Status.Code.UNAVAILABLE;
            case GATEWAY_TIMEOUT -> Status.Code.DEADLINE_EXCEEDED;
            default ->
                    httpStatus < INTERNAL_ERROR
                            ? Status.Code.INVALID_ARGUMENT
                            : Status.Code.INTERNAL;
        };
    }

    public int httpStatus() {
        return httpStatus;
    }

    /** The word of the REST interface for the kind of error. */
    public String reason() {
        return reason;
    }

    public Status.Code code() {
        return code;
    }

    public Status toStatus() {
        return Status.fromCode(code).withDescription(getMessage());
    }
}
