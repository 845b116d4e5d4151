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

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import java.util.LinkedHashMap;
import java.util.Map;

import static java.nio.charset.StandardCharsets.UTF_8;

/** The answer to an HTTP call. */
@Internal
public record HttpAnswer(int status, Map<String, String> headers, byte[] body) {

    private static final int OK = 200;
    private static final int NO_CONTENT = 204;
    private static final Gson GSON =
            new GsonBuilder().disableHtmlEscaping().serializeNulls().create();

    public static HttpAnswer json(JsonElement body) {
        return json(OK, body);
    }

    public static HttpAnswer json(int status, JsonElement body) {
        return new HttpAnswer(
                status,
                Map.of("Content-Type", "application/json; charset=UTF-8"),
                GSON.toJson(body).getBytes(UTF_8));
    }

    public static HttpAnswer bytes(int status, String contentType, byte[] body) {
        return new HttpAnswer(status, Map.of("Content-Type", contentType), body);
    }

    public static HttpAnswer noContent() {
        return new HttpAnswer(NO_CONTENT, Map.of(), new byte[0]);
    }

    public static HttpAnswer empty(int status) {
        return new HttpAnswer(status, Map.of(), new byte[0]);
    }

    /** An error as Google's REST interfaces write it. */
    public static HttpAnswer error(ApiException e) {
        JsonObject reason = new JsonObject();
        reason.addProperty("message", e.getMessage());
        reason.addProperty("domain", "global");
        reason.addProperty("reason", e.reason());
        JsonArray errors = new JsonArray();
        errors.add(reason);
        JsonObject error = new JsonObject();
        error.addProperty("code", e.httpStatus());
        error.addProperty("message", e.getMessage());
        error.add("errors", errors);
        error.addProperty("status", e.code().name());
        JsonObject body = new JsonObject();
        body.add("error", error);
        return json(e.httpStatus(), body);
    }

    public HttpAnswer withHeader(String name, String value) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put(name, value);
        return new HttpAnswer(status, all, body);
    }
}
