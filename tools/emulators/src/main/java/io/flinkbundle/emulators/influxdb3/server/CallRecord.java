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

import io.flinkbundle.emulators.influxdb3.call.CallLog;
import io.flinkbundle.emulators.influxdb3.call.Endpoint;
import io.flinkbundle.emulators.influxdb3.call.RecordedCall;

import org.apache.flink.annotation.Internal;

import com.sun.net.httpserver.HttpExchange;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** What is learned of a call while it is answered. */
@Internal
final class CallRecord {

    private static final List<String> CREDENTIALS = List.of("authorization", "cookie");
    private static final List<String> CREDENTIAL_PARAMETERS = List.of("p", "u");

    private final Endpoint endpoint;
    private final String method;
    private final Map<String, String> parameters;
    private final Map<String, String> headers = new HashMap<>();
    private final Instant at;

    private long wireBytes;
    private long plainBytes;
    private int accepted;
    private int rejected;
    private OptionalInt status = OptionalInt.empty();
    private Optional<String> body = Optional.empty();
    private boolean added;

    CallRecord(Endpoint endpoint, HttpExchange exchange, Parameters parameters, Instant at) {
        this.endpoint = endpoint;
        this.method = exchange.getRequestMethod();
        this.parameters = new HashMap<>(parameters.values());
        CREDENTIAL_PARAMETERS.forEach(this.parameters::remove);
        exchange.getRequestHeaders()
                .forEach(
                        (name, values) ->
                                headers.put(
                                        name.toLowerCase(Locale.ROOT), String.join(", ", values)));
        CREDENTIALS.forEach(headers::remove);
        this.at = at;
    }

    void body(RequestBody read, boolean keep) {
        wireBytes = read.wireLength();
        plainBytes = read.length();
        if (keep) {
            body = Optional.of(read.text());
        }
    }

    void lines(int acceptedLines, int rejectedLines) {
        accepted = acceptedLines;
        rejected = rejectedLines;
    }

    void answered(int with) {
        status = OptionalInt.of(with);
    }

    /** The database that the URL names. */
    Optional<String> database() {
        return Optional.ofNullable(parameters.getOrDefault("db", parameters.get("bucket")));
    }

    /** Adds the call to the log, once. */
    void addTo(CallLog calls) {
        if (!added) {
            added = true;
            calls.add(toCall());
        }
    }

    RecordedCall toCall() {
        return new RecordedCall(
                endpoint,
                method,
                database(),
                Map.copyOf(parameters),
                Map.copyOf(headers),
                wireBytes,
                plainBytes,
                accepted,
                rejected,
                status,
                body,
                at);
    }
}
