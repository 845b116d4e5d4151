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

package io.flinkbundle.chaos.cluster;

import io.flinkbundle.chaos.ChaosException;

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

/** What the JobManager tells over REST; it may be away at any time. */
@Internal
final class FlinkRest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(10);

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(2))
                    .build();
    private final URI endpoint;

    FlinkRest(URI endpoint) {
        this.endpoint = endpoint;
    }

    /** The answer, or nothing if there is none now. */
    Optional<JsonNode> poll(String path) throws InterruptedException {
        try {
            HttpResponse<String> response = send(request(path).GET());
            return response.statusCode() == 200
                    ? Optional.of(JSON.readTree(response.body()))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // the JobManager is away: asked again
        }
    }

    JsonNode post(String path, Map<String, ?> body) throws InterruptedException {
        return change(
                request(path).POST(BodyPublishers.ofString(JSON.valueToTree(body).toString())));
    }

    void cancel(String path) throws InterruptedException {
        change(request(path).method("PATCH", BodyPublishers.noBody()));
    }

    private JsonNode change(HttpRequest.Builder request) throws InterruptedException {
        try {
            HttpResponse<String> response = send(request);
            if (response.statusCode() >= 400) {
                throw new ChaosException("Flink refuses: " + response.body());
            }
            return response.body().isEmpty()
                    ? JSON.createObjectNode()
                    : JSON.readTree(response.body());
        } catch (IOException e) {
            throw new ChaosException("The JobManager does not answer: " + e, e);
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(endpoint.resolve(path))
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json");
    }

    private HttpResponse<String> send(HttpRequest.Builder request)
            throws IOException, InterruptedException {
        return http.send(request.build(), BodyHandlers.ofString());
    }
}
