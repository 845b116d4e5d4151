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

import io.flinkbundle.emulators.influxdb3.server.Parameters.BadParameter;
import io.flinkbundle.emulators.influxdb3.sql.Query;
import io.flinkbundle.emulators.influxdb3.sql.QueryResult;
import io.flinkbundle.emulators.influxdb3.sql.ResultFormat;
import io.flinkbundle.emulators.influxdb3.sql.SqlEngine;
import io.flinkbundle.emulators.influxdb3.sql.SqlException;
import io.flinkbundle.emulators.influxdb3.store.Catalog;
import io.flinkbundle.emulators.influxdb3.store.Database;

import org.apache.flink.annotation.Internal;

import com.google.gson.JsonElement;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;
import java.util.Map;
import java.util.Optional;

/** Queries in SQL, as parameters of a URL or as JSON. */
@Internal
final class QueryEndpoint {

    private final Catalog catalog;
    private final SqlEngine engine;

    QueryEndpoint(Catalog catalog, SqlEngine engine) {
        this.catalog = catalog;
        this.engine = engine;
    }

    private record Parsed(String database, Query query, Optional<String> format) {}

    HttpReply handle(Call call) throws HttpFailure {
        ResultFormat byHeader = formatByHeader(call.header("Accept"));
        Parsed parsed = call.is("GET") ? fromUrl(call) : fromBody(call);
        ResultFormat format =
                parsed.format().isPresent()
                        ? formatByName(parsed.format().get(), call.is("GET"))
                        : byHeader;
        if (!format.isSupported()) {
            throw HttpFailure.notEmulated("the format " + format + ", only JSON, JSONL and CSV");
        }
        Database database =
                catalog.find(parsed.database())
                        .orElseThrow(
                                () ->
                                        HttpFailure.json(
                                                HttpFailure.NOT_FOUND,
                                                "query error: database not found: "
                                                        + parsed.database()));
        try {
            QueryResult result = engine.query(database, parsed.query());
            return HttpReply.streamed(format.contentType(), new Rows(result, format));
        } catch (SqlException e) {
            throw HttpFailure.text(e.status(), e.getMessage());
        }
    }

    /**
     * An Accept header that the server does not know is an error even where a format is given
     * otherwise.
     */
    static ResultFormat formatByHeader(Optional<String> accept) throws HttpFailure {
        if (accept.isEmpty()) {
            return ResultFormat.JSON;
        }
        return switch (accept.get()) {
            case "application/json", "*/*" -> ResultFormat.JSON;
            case "text/csv" -> ResultFormat.CSV;
            case "text/plain" -> ResultFormat.PRETTY;
            case "application/vnd.apache.parquet" -> ResultFormat.PARQUET;
            default -> {
                if (accept.get().contains("text/html") || accept.get().contains("*/*")) {
                    yield ResultFormat.JSON;
                }
                throw HttpFailure.text(
                        HttpFailure.BAD_REQUEST, "invalid mime type (" + accept.get() + ")");
            }
        };
    }

    static ResultFormat formatByName(String name, boolean inUrl) throws HttpFailure {
        Optional<ResultFormat> format = ResultFormat.of(name);
        if (format.isEmpty()) {
            throw HttpFailure.text(
                    HttpFailure.BAD_REQUEST,
                    (inUrl ? "serde error" : "serde json error")
                            + ": unknown variant `"
                            + name
                            + "`, expected one of `parquet`, `csv`, `pretty`, `json`,"
                            + " `json_lines`, `jsonl`");
        }
        return format.get();
    }

    private static Parsed fromUrl(Call call) throws HttpFailure {
        if (call.parameters().isEmpty()) {
            throw HttpFailure.text(
                    HttpFailure.BAD_REQUEST, "missing query parameters 'db' and 'q'");
        }
        try {
            Parameters parameters = call.parameters();
            Optional<String> bound = parameters.find("params");
            return new Parsed(
                    parameters.require("db"),
                    new Query(
                            parameters.require("q"),
                            bound.isPresent() ? values(bound.get()) : Map.of()),
                    parameters.find("format"));
        } catch (BadParameter e) {
            throw e.failure();
        }
    }

    private static Map<String, JsonElement> values(String json) throws HttpFailure {
        try {
            return values(JsonParser.parseString(json));
        } catch (JsonParseException e) {
            throw Call.badJson(String.valueOf(e.getMessage()));
        }
    }

    private static Map<String, JsonElement> values(JsonElement json) throws HttpFailure {
        if (!json.isJsonObject()) {
            throw Call.badJson("invalid type for `params`, expected a map");
        }
        return json.getAsJsonObject().asMap();
    }

    private static Parsed fromBody(Call call) throws HttpFailure {
        JsonFields fields = new JsonFields(call.jsonOfAnyType());
        String database = fields.text("db");
        String sql = fields.text("q");
        Optional<JsonElement> bound = fields.find("params");
        return new Parsed(
                database,
                new Query(sql, bound.isPresent() ? values(bound.get()) : Map.of()),
                fields.findText("format"));
    }

    private record Rows(QueryResult result, ResultFormat format) implements HttpReply.Body {

        @Override
        public void writeTo(OutputStream out) throws IOException {
            result.writeTo(out, format);
        }

        @Override
        public void close() {
            try {
                result.close();
            } catch (SQLException e) {
                throw new IllegalStateException(
                        "DuckDB did not close a query: " + e.getMessage(), e);
            }
        }
    }
}
