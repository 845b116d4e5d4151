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

package io.flinkbundle.cli.gateway;

import io.flinkbundle.cli.CommandFailedException;
import io.flinkbundle.cli.Failures;

import org.apache.flink.annotation.Internal;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParser;
import com.google.gson.JsonSyntaxException;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.List;

/** Speaks JSON with one of Flink's REST servers. Thread-safe. */
@Internal
public final class HttpJson {

    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);
    private static final Duration TIMEOUT = Duration.ofSeconds(60);
    private static final int FIRST_ERROR = 400;

    private final HttpClient client =
            HttpClient.newBuilder()
                    .version(HttpClient.Version.HTTP_1_1)
                    .connectTimeout(CONNECT_TIMEOUT)
                    .build();
    private final URI endpoint;

    public HttpJson(URI endpoint) {
        this.endpoint = endpoint;
    }

    public URI endpoint() {
        return endpoint;
    }

    public JsonObject get(String path) {
        return send(request(path).GET());
    }

    public JsonObject post(String path, JsonObject body) {
        return send(request(path).POST(BodyPublishers.ofString(body.toString())));
    }

    public JsonObject patch(String path) {
        return send(request(path).method("PATCH", BodyPublishers.noBody()));
    }

    public JsonObject delete(String path) {
        return send(request(path).DELETE());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(endpoint.resolve(path))
                .timeout(TIMEOUT)
                .header("Content-Type", "application/json");
    }

    private JsonObject send(HttpRequest.Builder builder) {
        HttpRequest request = builder.build();
        try {
            HttpResponse<String> answer =
                    client.send(request, HttpResponse.BodyHandlers.ofString());
            if (answer.statusCode() >= FIRST_ERROR) {
                throw new RefusedException(errorOf(answer.body()));
            }
            JsonElement parsed = JsonParser.parseString(answer.body());
            if (parsed.isJsonObject()) {
                return parsed.getAsJsonObject();
            }
            JsonObject wrapped = new JsonObject();
            wrapped.add("list", parsed);
            return wrapped;
        } catch (IOException | JsonSyntaxException e) {
            throw CommandFailedException.failed(
                    "%s does not answer as Flink does (%s)."
                            .formatted(endpoint, Failures.innermost(e)),
                    e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw CommandFailedException.failed(
                    "Interrupted while waiting for " + endpoint + ".", e);
        }
    }

    /** Flink answers a failure with messages, the last of which is a stack trace. */
    private static String errorOf(String body) {
        try {
            JsonArray errors =
                    JsonParser.parseString(body).getAsJsonObject().getAsJsonArray("errors");
            return rootOf(errors.get(errors.size() - 1).getAsString());
        } catch (RuntimeException e) {
            return body; // not what Flink writes: shown as it is
        }
    }

    /** The last cause of a stack trace, without its class. */
    private static String rootOf(String trace) {
        List<String> lines = trace.lines().toList();
        int begin = 0;
        for (int i = 0; i < lines.size(); i++) {
            if (lines.get(i).startsWith("Caused by: ")) {
                begin = i;
            }
        }
        StringBuilder message = new StringBuilder();
        for (String line : lines.subList(begin, lines.size())) {
            if (line.startsWith("\tat ") || line.startsWith("\t...")) {
                break;
            }
            message.append(message.isEmpty() ? "" : "\n").append(line);
        }
        return message.toString()
                .replaceFirst("^Caused by: ", "")
                .replaceFirst("^<Exception on server side:\\s*", "")
                .replaceFirst("^[\\w.$]+(?:Exception|Error): ", "")
                .strip();
    }

    /** The server answers, and does not want to. */
    public static final class RefusedException extends RuntimeException {

        private static final long serialVersionUID = 1L;

        RefusedException(String message) {
            super(message);
        }
    }
}
