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

import org.apache.flink.annotation.Internal;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Consumer;

/** A session of Flink's SQL Gateway. */
@Internal
public final class GatewaySession implements AutoCloseable {

    private static final String SESSIONS = "/v2/sessions";

    private final HttpJson http;
    private final String path;
    private final boolean own;

    private GatewaySession(HttpJson http, String handle, boolean own) {
        this.http = http;
        this.path = SESSIONS + "/" + handle;
        this.own = own;
    }

    /**
     * What a statement brought.
     *
     * @param rows as texts
     * @param job the job that it started
     */
    public record Result(List<List<String>> rows, Optional<String> job) {}

    /** Opens a session, which closes with this object. */
    public static GatewaySession open(URI gateway) {
        HttpJson http = new HttpJson(gateway);
        JsonObject name = new JsonObject();
        name.addProperty("sessionName", "flink-conn");
        return new GatewaySession(
                http, http.post(SESSIONS, name).get("sessionHandle").getAsString(), true);
    }

    /** Joins a session that somebody else has opened. */
    public static GatewaySession join(URI gateway, String handle) {
        return new GatewaySession(new HttpJson(gateway), handle, false);
    }

    /** Another session on the same gateway. */
    public GatewaySession fresh() {
        return open(http.endpoint());
    }

    /** The name under which others can join it. */
    public String handle() {
        return path.substring(path.lastIndexOf('/') + 1);
    }

    public URI gateway() {
        return http.endpoint();
    }

    /** The settings of the session and of its gateway. */
    public Map<String, String> properties() {
        Map<String, String> properties = new TreeMap<>();
        http.get(path)
                .getAsJsonObject("properties")
                .asMap()
                .forEach((key, value) -> properties.put(key, value.getAsString()));
        return properties;
    }

    /** Runs a statement to its end, or to the submission of its job. */
    public Result execute(String sql) {
        List<List<String>> rows = new ArrayList<>();
        Optional<String> job = execute(sql, rows::add);
        return new Result(rows, job);
    }

    /** The same, and hands each row over as it comes. */
    public Optional<String> execute(String sql, Consumer<List<String>> rows) {
        JsonObject statement = new JsonObject();
        statement.addProperty("statement", sql);
        String operation =
                http.post(path + "/statements", statement).get("operationHandle").getAsString();
        Optional<String> next =
                Optional.of("%s/operations/%s/result/0?rowFormat=JSON".formatted(path, operation));
        Optional<String> job = Optional.empty();
        while (next.isPresent()) {
            JsonObject page = http.get(next.get()); // the server waits a moment
            Optional<String> known = job;
            job = text(page, "jobID").or(() -> known);
            next = text(page, "nextResultUri");
            if (page.has("results")) {
                for (JsonElement row : page.getAsJsonObject("results").getAsJsonArray("data")) {
                    rows.accept(fields(row.getAsJsonObject()));
                }
            }
        }
        return job;
    }

    private static List<String> fields(JsonObject row) {
        List<String> fields = new ArrayList<>();
        for (JsonElement field : row.getAsJsonArray("fields")) {
            if (field.isJsonNull()) {
                fields.add("");
            } else {
                fields.add(field.isJsonPrimitive() ? field.getAsString() : field.toString());
            }
        }
        return fields;
    }

    private static Optional<String> text(JsonObject page, String name) {
        return page.has(name) && !page.get(name).isJsonNull()
                ? Optional.of(page.get(name).getAsString())
                : Optional.empty();
    }

    @Override
    public void close() {
        if (own) {
            http.delete(path);
        }
    }
}
