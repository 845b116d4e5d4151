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
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

/** A table of an InfluxDB 3 emulator in a process of its own. */
@Internal
final class InfluxDb3Target implements Target {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient http =
            HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
    private final EmulatorProcess server;

    InfluxDb3Target(EmulatorProcess server) {
        this.server = server;
    }

    @Override
    public String definition() {
        return """
                CREATE TABLE rows_out (n BIGINT, k INT, c BIGINT, `time` TIMESTAMP_LTZ(3)) WITH (
                  'connector' = 'influxdb3', 'url' = 'http://%s:%d', 'database' = 'chaos',
                  'table-name' = 'rows_out', 'tag.columns' = 'k')"""
                .formatted(Ports.HOST, server.link().port());
    }

    /** The time comes from the row, so that a row written twice is one point. */
    @Override
    public String insert() {
        return "INSERT INTO rows_out SELECT n, k, c, TO_TIMESTAMP_LTZ(n, 3) FROM counted";
    }

    @Override
    public Optional<Verdict> read() {
        String sql =
                URLEncoder.encode(
                        "SELECT n, k, c FROM rows_out ORDER BY time", StandardCharsets.UTF_8);
        try {
            HttpResponse<String> response = get("/api/v3/query_sql?db=chaos&format=jsonl&q=" + sql);
            if (response.statusCode() != 200) {
                return Optional.empty(); // no row is there yet: asked again
            }
            Verdict verdict = new Verdict();
            for (String line : response.body().lines().toList()) {
                JsonNode row = JSON.readTree(line);
                verdict.add(row.get("n").asLong(), row.get("k").asInt(), row.get("c").asLong());
            }
            return Optional.of(verdict);
        } catch (IOException e) {
            return Optional.empty(); // asked again
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private HttpResponse<String> get(String path) throws IOException, InterruptedException {
        URI uri = URI.create("http://" + Ports.HOST + ":" + server.port() + path);
        return http.send(
                HttpRequest.newBuilder(uri).timeout(Duration.ofSeconds(30)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    @Override
    public void close() {
        server.close();
    }
}
