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

package io.flinkbundle.connector.common.testing;

import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.testutils.CommonTestUtils;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.JsonNode;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.databind.ObjectMapper;
import org.apache.flink.table.api.TableEnvironment;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * Everything that Flink shows of a running INSERT, and keeps of it: its plan, what the web
 * interface gets over REST (with the names and values of all metrics), and the bytes of its
 * savepoint. Tests search it for a planted secret.
 */
public final class JobTexts {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int OK = 200;
    private static final int METRICS_IN_A_REQUEST = 20;
    private static final List<String> PAGES =
            List.of("", "/config", "/plan", "/exceptions", "/accumulators", "/checkpoints");

    private final HttpClient http = HttpClient.newHttpClient();
    private final URI rest;
    private final StringBuilder texts = new StringBuilder();

    private JobTexts(URI rest) {
        this.rest = rest;
    }

    /**
     * Runs an INSERT without an end until its first checkpoint, and stops it with a savepoint.
     *
     * @param rest where the cluster of the test answers
     * @param savepoints an empty folder
     */
    public static String of(TableEnvironment tables, String insert, URI rest, Path savepoints)
            throws Exception {
        JobTexts job = new JobTexts(rest);
        job.texts.append(tables.explainSql(insert));
        JobClient client = tables.executeSql(insert).getJobClient().orElseThrow();
        String path = "/jobs/" + client.getJobID();
        CommonTestUtils.waitUntilCondition(() -> job.hasCheckpoint(path));
        job.readPages(path);
        client.stopWithSavepoint(false, savepoints.toUri().toString(), SavepointFormatType.DEFAULT)
                .get();
        job.readFiles(savepoints);
        return job.texts.toString();
    }

    /** The job is unknown until its submission is through. */
    private boolean hasCheckpoint(String path) throws Exception {
        HttpResponse<String> response = send(path + "/checkpoints");
        return response.statusCode() == OK
                && JSON.readTree(response.body()).at("/counts/completed").asInt() > 0;
    }

    private void readPages(String path) throws Exception {
        for (String page : PAGES) {
            texts.append(get(path + page));
        }
        for (JsonNode vertex : JSON.readTree(get(path)).path("vertices")) {
            String vertexPath = path + "/vertices/" + vertex.path("id").asText();
            texts.append(get(vertexPath));
            readMetrics(vertexPath + "/metrics");
        }
        texts.append(get("/jobmanager/config"));
        texts.append(get("/taskmanagers"));
    }

    private void readMetrics(String path) throws Exception {
        List<String> names = new ArrayList<>();
        for (JsonNode metric : JSON.readTree(get(path))) {
            String name = metric.path("id").asText();
            texts.append(name);
            names.add(URLEncoder.encode(name, StandardCharsets.UTF_8));
        }
        for (int from = 0; from < names.size(); from += METRICS_IN_A_REQUEST) {
            int to = Math.min(names.size(), from + METRICS_IN_A_REQUEST);
            texts.append(get(path + "?get=" + String.join(",", names.subList(from, to))));
        }
    }

    private String get(String path) throws IOException, InterruptedException {
        HttpResponse<String> response = send(path);
        if (response.statusCode() != OK) {
            throw new IOException(path + " answers " + response.statusCode());
        }
        return response.body();
    }

    private HttpResponse<String> send(String path) throws IOException, InterruptedException {
        return http.send(
                HttpRequest.newBuilder(rest.resolve(path)).build(),
                HttpResponse.BodyHandlers.ofString());
    }

    private void readFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder).filter(Files::isRegularFile)) {
            List<Path> found = files.toList();
            if (found.isEmpty()) {
                throw new IOException("There is no savepoint in " + folder);
            }
            for (Path file : found) {
                texts.append(Files.readString(file, StandardCharsets.ISO_8859_1));
            }
        }
    }
}
