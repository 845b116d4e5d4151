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

import io.flinkbundle.emulators.influxdb3.sql.Query;

import org.apache.flink.annotation.Internal;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import io.grpc.Status;

import java.util.Map;
import java.util.Optional;

import static java.nio.charset.StandardCharsets.UTF_8;

/** A query as the clients of InfluxDB put it into a ticket, in JSON. */
@Internal
record FlightTicket(String database, Query query) {

    private static final String SQL = "sql";

    /**
     * @throws io.grpc.StatusRuntimeException if it is no ticket of a query in SQL
     */
    static FlightTicket parse(byte[] ticket) {
        JsonObject fields = object(ticket);
        String language = text(fields, "query_type").orElse(SQL);
        if (!language.equals(SQL)) {
            throw Status.UNIMPLEMENTED
                    .withDescription("The emulator has no " + language + ", only SQL.")
                    .asRuntimeException();
        }
        Map<String, JsonElement> parameters =
                fields.has("params") && fields.get("params").isJsonObject()
                        ? fields.getAsJsonObject("params").asMap()
                        : Map.of();
        return new FlightTicket(
                text(fields, "database").orElseThrow(() -> invalid("'database' is missing", null)),
                new Query(
                        text(fields, "sql_query")
                                .orElseThrow(() -> invalid("'sql_query' is missing", null)),
                        parameters));
    }

    private static JsonObject object(byte[] ticket) {
        try {
            return JsonParser.parseString(new String(ticket, UTF_8)).getAsJsonObject();
        } catch (JsonParseException | IllegalStateException e) {
            throw invalid("it is no JSON object", e);
        }
    }

    private static Optional<String> text(JsonObject fields, String name) {
        return fields.has(name) && fields.get(name).isJsonPrimitive()
                ? Optional.of(fields.get(name).getAsString())
                : Optional.empty();
    }

    private static RuntimeException invalid(String reason, Throwable cause) {
        return Status.INVALID_ARGUMENT
                .withDescription("Invalid ticket: " + reason)
                .withCause(cause)
                .asRuntimeException();
    }
}
