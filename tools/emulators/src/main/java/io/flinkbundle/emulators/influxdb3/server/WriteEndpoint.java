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

package io.flinkbundle.emulators.influxdb3.server;

import io.flinkbundle.emulators.influxdb3.call.Endpoint;
import io.flinkbundle.emulators.influxdb3.ingest.WriteRefusedException;
import io.flinkbundle.emulators.influxdb3.ingest.WriteRequest;
import io.flinkbundle.emulators.influxdb3.ingest.WriteService;
import io.flinkbundle.emulators.influxdb3.line.Precision;
import io.flinkbundle.emulators.influxdb3.server.Parameters.BadParameter;
import io.flinkbundle.emulators.influxdb3.store.CatalogException;
import io.flinkbundle.emulators.influxdb3.store.DatabaseNames;
import io.flinkbundle.emulators.influxdb3.write.LineError;
import io.flinkbundle.emulators.influxdb3.write.RejectedWriteException;
import io.flinkbundle.emulators.influxdb3.write.WriteBatch;

import org.apache.flink.annotation.Internal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/**
 * The three ways to write lines. Only v3 takes a request in part and lets it be confirmed before it
 * is durable, and v2 has errors of its own form.
 */
@Internal
final class WriteEndpoint {

    private static final String AUTOGEN = "autogen";

    /** Errors that begin like this make a partial write unprocessable. */
    private static final List<String> LIMITS =
            List.of(
                    "Update to schema would exceed number of",
                    "Adding a new database would exceed limit of");

    private final WriteService writes;

    WriteEndpoint(WriteService writes) {
        this.writes = writes;
    }

    HttpReply handle(Call call, CallRecord record) throws HttpFailure {
        return switch (call.endpoint()) {
            case WRITE_LP -> write(call, v3(call), record);
            case WRITE_V1 -> write(call, v1(call), record);
            case WRITE_V2 -> writeV2(call, record);
            default -> throw new IllegalStateException(call.endpoint() + " is no write.");
        };
    }

    private HttpReply writeV2(Call call, CallRecord record) {
        try {
            return write(call, v2(call), record);
        } catch (HttpFailure e) {
            return v2Error(e);
        }
    }

    /** The server takes all that goes wrong behind the front for the client's fault here. */
    private static HttpReply v2Error(HttpFailure failure) {
        String message = failure.getMessage();
        return switch (failure.reply().status()) {
            case HttpFailure.TOO_LARGE ->
                    v2Error(HttpFailure.TOO_LARGE, "request too large", message);
            case HttpFailure.UNPROCESSABLE ->
                    v2Error(
                            HttpFailure.BAD_REQUEST,
                            "invalid",
                            "write buffer error: catalog update error: " + message);
            default -> v2Error(HttpFailure.BAD_REQUEST, "invalid", message);
        };
    }

    private static HttpReply v2Error(int status, String code, String message) {
        Map<String, String> body = new LinkedHashMap<>();
        body.put("code", code);
        body.put("message", message);
        return HttpReply.json(status, body);
    }

    private static WriteRequest v3(Call call) throws HttpFailure {
        if (call.parameters().isEmpty()) {
            throw HttpFailure.text(HttpFailure.BAD_REQUEST, "missing query parameter 'db'");
        }
        try {
            Parameters parameters = call.parameters();
            return new WriteRequest(
                    parameters.require("db"),
                    precision(parameters.find("precision"), Precision.AUTO, true),
                    parameters.flag("accept_partial", true),
                    parameters.flag("no_sync", false));
        } catch (BadParameter e) {
            throw e.failure();
        }
    }

    private static WriteRequest v1(Call call) throws HttpFailure {
        if (call.parameters().isEmpty()) {
            throw HttpFailure.json(HttpFailure.BAD_REQUEST, "no db destination provided");
        }
        try {
            Parameters parameters = call.parameters();
            String database = parameters.require("db");
            String policy = parameters.find("rp").orElse("").toLowerCase(Locale.ROOT);
            boolean unnamed =
                    policy.isEmpty()
                            || policy.equals("''")
                            || policy.equals(AUTOGEN)
                            || policy.equals("default");
            return legacy(unnamed ? database : database + "/" + policy, parameters);
        } catch (BadParameter e) {
            throw HttpFailure.json(
                    HttpFailure.BAD_REQUEST,
                    "failed to deserialize db/rp/precision in request: " + e.getMessage());
        }
    }

    private static WriteRequest v2(Call call) throws HttpFailure {
        if (call.parameters().isEmpty()) {
            throw HttpFailure.text(HttpFailure.BAD_REQUEST, "no org/bucket destination provided");
        }
        try {
            String bucket = call.parameters().find("bucket").orElse("");
            if (bucket.isEmpty()) {
                throw HttpFailure.text(HttpFailure.BAD_REQUEST, "missing bucket value");
            }
            return legacy(bucket, call.parameters());
        } catch (BadParameter e) {
            throw HttpFailure.text(
                    HttpFailure.BAD_REQUEST,
                    "failed to deserialize org/bucket/precision in request: " + e.getMessage());
        }
    }

    private static WriteRequest legacy(String database, Parameters parameters) throws BadParameter {
        Precision precision = precision(parameters.find("precision"), Precision.NANOSECOND, false);
        return new WriteRequest(database, precision, false, false);
    }

    private static Precision precision(
            Optional<String> name, Precision otherwise, boolean autoAllowed) throws BadParameter {
        if (name.isEmpty()) {
            return otherwise;
        }
        Optional<Precision> precision =
                Precision.of(name.get()).filter(found -> autoAllowed || found != Precision.AUTO);
        return precision.orElseThrow(
                () ->
                        new BadParameter(
                                "unknown variant `"
                                        + name.get()
                                        + "`, expected one of "
                                        + (autoAllowed ? "`auto`, " : "")
                                        + "`second`, `millisecond`, `microsecond`, `nanosecond`"));
    }

    private HttpReply write(Call call, WriteRequest request, CallRecord record) throws HttpFailure {
        try {
            DatabaseNames.check(request.database());
            Utf8.check(call.body());
            WriteBatch batch = writes.write(request, call.body().bytes(), call.body().length());
            record.lines(batch.rows(), batch.errors().size());
            if (batch.errors().isEmpty()) {
                return HttpReply.noContent();
            }
            throw partial(batch.errors());
        } catch (RejectedWriteException e) {
            record.lines(0, 1);
            throw rejected(call, e.error());
        } catch (CatalogException e) {
            throw CatalogFailures.of(e);
        } catch (WriteRefusedException e) {
            throw refused(call, e);
        }
    }

    private static HttpFailure partial(List<LineError> errors) {
        boolean limit =
                errors.stream()
                        .anyMatch(error -> LIMITS.stream().anyMatch(error.message()::startsWith));
        return HttpFailure.json(
                limit ? HttpFailure.UNPROCESSABLE : HttpFailure.BAD_REQUEST,
                "partial write of line protocol occurred",
                errors.stream().map(WriteEndpoint::data).toList());
    }

    private static HttpFailure rejected(Call call, LineError error) {
        if (call.endpoint() == Endpoint.WRITE_V2) {
            return HttpFailure.text(
                    HttpFailure.BAD_REQUEST,
                    "write buffer error: line protocol parse failed: " + error.message());
        }
        return HttpFailure.json(
                HttpFailure.BAD_REQUEST, "line protocol parsing error", data(error));
    }

    private static HttpFailure refused(Call call, WriteRefusedException e) {
        String inner = "write buffer error: " + e.getMessage();
        if (e.isFaultOfServer()) {
            return HttpFailure.text(HttpFailure.INTERNAL_ERROR, inner);
        }
        boolean v2 = call.endpoint() == Endpoint.WRITE_V2;
        return HttpFailure.text(HttpFailure.BAD_REQUEST, v2 ? inner : e.getMessage());
    }

    private static Map<String, Object> data(LineError error) {
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("error_message", error.message());
        data.put("line_number", error.lineNumber());
        data.put("original_line", error.originalLine());
        return data;
    }
}
