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

package io.flinkbundle.examples;

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

/** JSON over HTTP, as Flink's REST endpoints speak it. */
final class RestClient {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    private final HttpClient http =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(Duration.ofSeconds(5))
                    .build();
    private final URI endpoint;

    RestClient(URI endpoint) {
        this.endpoint = endpoint;
    }

    JsonNode get(String path) throws InterruptedException {
        return send(request(path).GET());
    }

    JsonNode post(String path, Map<String, ?> body) throws InterruptedException {
        return send(request(path).POST(BodyPublishers.ofString(JSON.valueToTree(body).toString())));
    }

    JsonNode patch(String path) throws InterruptedException {
        return send(request(path).method("PATCH", BodyPublishers.noBody()));
    }

    JsonNode delete(String path) throws InterruptedException {
        return send(request(path).DELETE());
    }

    /** Whether something answers on this path with success. */
    boolean answers(String path) throws InterruptedException {
        try {
            HttpRequest request = request(path).GET().build();
            return http.send(request, BodyHandlers.discarding()).statusCode() == 200;
        } catch (IOException e) {
            return false; // not up yet: the caller asks again
        }
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(endpoint.resolve(path))
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json");
    }

    private JsonNode send(HttpRequest.Builder builder) throws InterruptedException {
        HttpRequest request = builder.build();
        try {
            HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
            if (response.statusCode() >= 400) {
                throw errorOf(response.body());
            }
            return JSON.readTree(response.body());
        } catch (IOException e) {
            throw new ExampleException(
                    "%s does not answer (%s)".formatted(request.uri(), RootCause.of(e)), e);
        }
    }

    /** Flink answers a failure with a list of messages, the last of which is a stack trace. */
    private static ExampleException errorOf(String body) throws IOException {
        JsonNode errors = JSON.readTree(body).path("errors");
        return errors.isEmpty()
                ? new ExampleException(body)
                : ExampleException.onServer(errors.get(errors.size() - 1).asText());
    }
}
