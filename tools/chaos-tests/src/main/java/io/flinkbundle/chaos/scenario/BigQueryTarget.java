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

package io.flinkbundle.chaos.scenario;

import io.flinkbundle.chaos.process.EmulatorProcess;
import io.flinkbundle.chaos.process.Ports;
import io.flinkbundle.chaos.verdict.Verdict;

import org.apache.flink.annotation.Internal;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** A table of the BigQuery emulator. It has no order, so that none is compared. */
@Internal
final class BigQueryTarget implements Target {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int PAGE = 50_000;

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final EmulatorProcess server;
    private final String rest;
    private final String guarantee;

    /**
     * @param server its link leads to the Storage Write API
     * @param restPort the port of its other API
     */
    BigQueryTarget(EmulatorProcess server, int restPort, String guarantee) {
        this.server = server;
        this.rest = "http://%s:%d".formatted(Ports.HOST, restPort);
        this.guarantee = guarantee;
    }

    @Override
    public String definition() {
        return """
                CREATE TABLE rows_out (n BIGINT, k INT, c BIGINT) WITH (
                  'connector' = 'bigquery', 'table-name' = 'chaos.target.rows_out',
                  'endpoint.rest' = '%s', 'endpoint.grpc' = '%s:%d', 'endpoint.plaintext' = 'true',
                  'credentials.type' = 'none', 'sink.schema-mode' = 'create-or-validate',
                  'sink.delivery-guarantee' = '%s')"""
                .formatted(rest, Ports.HOST, server.link().port(), guarantee);
    }

    @Override
    public Optional<Verdict> read() {
        try {
            Verdict verdict = new Verdict();
            JsonNode page = query();
            while (true) {
                for (JsonNode row : page.path("rows")) {
                    JsonNode values = row.get("f");
                    verdict.add(value(values, 0), (int) value(values, 1), value(values, 2));
                }
                if (!page.has("pageToken")) {
                    return Optional.of(verdict);
                }
                page = next(page);
            }
        } catch (IOException e) {
            return Optional.empty(); // not there yet: asked again
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private static long value(JsonNode values, int index) {
        return values.get(index).get("v").asLong();
    }

    private JsonNode query() throws IOException, InterruptedException {
        String body =
                JSON.writeValueAsString(
                        Map.of(
                                "query",
                                "SELECT n, k, c FROM target.rows_out ORDER BY n",
                                "useLegacySql",
                                false,
                                "maxResults",
                                PAGE));
        return send(request("").POST(BodyPublishers.ofString(body)));
    }

    private JsonNode next(JsonNode page) throws IOException, InterruptedException {
        return send(
                request(
                        "/%s?maxResults=%d&pageToken=%s"
                                .formatted(
                                        page.path("jobReference").path("jobId").asText(),
                                        PAGE,
                                        page.get("pageToken").asText())));
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(
                        URI.create(rest + "/bigquery/v2/projects/chaos/queries" + path))
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json");
    }

    private JsonNode send(HttpRequest.Builder request) throws IOException, InterruptedException {
        HttpResponse<String> response = http.send(request.build(), BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(response.body());
        }
        return JSON.readTree(response.body());
    }

    @Override
    public void close() {
        server.close();
    }
}
