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

package io.flinkbundle.emulators.influxdb3.testing;

import io.flinkbundle.emulators.influxdb3.InfluxDb3Emulator;

import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.zip.GZIPOutputStream;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Calls of the HTTP API as they stand in its documentation, without any client in between. */
public final class HttpCalls {

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final HttpClient client =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final InfluxDb3Emulator emulator;

    public HttpCalls(InfluxDb3Emulator emulator) {
        this.emulator = emulator;
    }

    /** A request of a path and parameters, to be sent as it is or after more headers. */
    public HttpRequest.Builder request(String pathAndQuery) {
        return HttpRequest.newBuilder(URI.create(emulator.url() + pathAndQuery)).timeout(TIMEOUT);
    }

    public HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return client.send(request.build(), BodyHandlers.ofString(UTF_8));
    }

    public CompletableFuture<HttpResponse<String>> sendAsync(HttpRequest.Builder request) {
        return client.sendAsync(request.build(), BodyHandlers.ofString(UTF_8));
    }

    public HttpResponse<String> get(String pathAndQuery) throws IOException, InterruptedException {
        return send(request(pathAndQuery).GET());
    }

    public HttpResponse<String> delete(String pathAndQuery)
            throws IOException, InterruptedException {
        return send(request(pathAndQuery).DELETE());
    }

    public HttpResponse<String> post(String pathAndQuery, String body)
            throws IOException, InterruptedException {
        return send(request(pathAndQuery).POST(BodyPublishers.ofString(body)));
    }

    public HttpResponse<String> postJson(String path, String json)
            throws IOException, InterruptedException {
        return send(
                request(path)
                        .header("Content-Type", "application/json")
                        .POST(BodyPublishers.ofString(json)));
    }

    /** Writes lines in nanoseconds to the database {@code db}. */
    public HttpResponse<String> write(String... lines) throws IOException, InterruptedException {
        return send(writeRequest("", lines));
    }

    public CompletableFuture<HttpResponse<String>> writeAsync(String parameters, String... lines) {
        return sendAsync(writeRequest(parameters, lines));
    }

    public HttpRequest.Builder writeRequest(String parameters, String... lines) {
        return request("/api/v3/write_lp?db=db&precision=nanosecond" + parameters)
                .POST(BodyPublishers.ofString(String.join("\n", lines)));
    }

    /**
     * Queries the database {@code db}; the answer as it comes, in JSON unless parameters say
     * otherwise.
     */
    public HttpResponse<String> query(String sql, String parameters)
            throws IOException, InterruptedException {
        return get("/api/v3/query_sql?db=db&q=" + encode(sql) + parameters);
    }

    /** The rows that a query of the database {@code db} gives. */
    public JsonArray rows(String sql) throws IOException, InterruptedException {
        HttpResponse<String> response = query(sql, "");
        if (response.statusCode() != 200) {
            throw new AssertionError(sql + ": " + response.statusCode() + " " + response.body());
        }
        return JsonParser.parseString(response.body()).getAsJsonArray();
    }

    /** The one row that a query of the database {@code db} gives. */
    public JsonObject row(String sql) throws IOException, InterruptedException {
        JsonArray rows = rows(sql);
        if (rows.size() != 1) {
            throw new AssertionError(sql + ": " + rows);
        }
        return rows.get(0).getAsJsonObject();
    }

    public static String encode(String text) {
        return URLEncoder.encode(text, UTF_8);
    }

    public static byte[] gzip(String text) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream zip = new GZIPOutputStream(bytes)) {
            zip.write(text.getBytes(UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
