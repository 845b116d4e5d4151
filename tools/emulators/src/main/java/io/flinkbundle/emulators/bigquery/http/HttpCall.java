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

package io.flinkbundle.emulators.bigquery.http;

import io.flinkbundle.emulators.bigquery.errors.ApiException;

import org.apache.flink.annotation.Internal;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;

import java.util.Map;
import java.util.Optional;

import static java.nio.charset.StandardCharsets.UTF_8;

/** An HTTP call, its body without compression, and what the record of calls is to know of it. */
@Internal
public final class HttpCall {

    private final String method;
    private final String path;
    private final Map<String, String> variables;
    private final Map<String, String> parameters;
    private final Map<String, String> headers;
    private final byte[] body;

    private long items;
    private String detail = "";

    /**
     * @param method the one that was meant, where a header overrides it
     * @param variables the parts of the path that its route names
     * @param headers by lower-case name
     */
    public HttpCall(
            String method,
            String path,
            Map<String, String> variables,
            Map<String, String> parameters,
            Map<String, String> headers,
            byte[] body) {
        this.method = method;
        this.path = path;
        this.variables = variables;
        this.parameters = parameters;
        this.headers = headers;
        this.body = body;
    }

    public String method() {
        return method;
    }

    public String path() {
        return path;
    }

    /** A part of the path that the route names. */
    public String variable(String name) {
        return variables.get(name);
    }

    public Optional<String> parameter(String name) {
        return Optional.ofNullable(parameters.get(name)).filter(value -> !value.isEmpty());
    }

    public boolean flag(String name) {
        return parameter(name).filter(value -> value.equals("true")).isPresent();
    }

    public Optional<String> header(String lowerCaseName) {
        return Optional.ofNullable(headers.get(lowerCaseName));
    }

    public byte[] body() {
        return body;
    }

    /**
     * The body as a JSON object; an empty one when there is no body.
     *
     * @throws ApiException when it is none
     */
    public JsonObject json() {
        return json(new String(body, UTF_8));
    }

    public static JsonObject json(String text) {
        if (text.isBlank()) {
            return new JsonObject();
        }
        try {
            JsonElement json = JsonParser.parseString(text);
            if (json.isJsonObject()) {
                return json.getAsJsonObject();
            }
        } catch (JsonParseException e) {
            throw ApiException.of(400, "parseError", "Parse Error: " + e.getMessage());
        }
        throw ApiException.of(400, "parseError", "Parse Error: a JSON object is expected");
    }

    /** What the record of calls says of this one. */
    public void note(long count, String what) {
        items = count;
        detail = what;
    }

    long items() {
        return items;
    }

    String detail() {
        return detail;
    }

    /** The resource that the path names, as the record of calls has it. */
    String resource() {
        if (variables.containsKey("bucket")) {
            return "gs://" + variables.get("bucket") + "/" + variables.getOrDefault("object", "");
        }
        StringBuilder name = new StringBuilder();
        append(name, "projects", "project");
        append(name, "datasets", "dataset");
        append(name, "tables", "table");
        append(name, "jobs", "job");
        return name.toString();
    }

    private void append(StringBuilder name, String collection, String variable) {
        if (variables.containsKey(variable)) {
            name.append(name.isEmpty() ? "" : "/")
                    .append(collection)
                    .append('/')
                    .append(variables.get(variable));
        }
    }
}
