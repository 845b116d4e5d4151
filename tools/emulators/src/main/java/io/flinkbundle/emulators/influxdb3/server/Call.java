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

package io.flinkbundle.emulators.influxdb3.server;

import io.flinkbundle.emulators.influxdb3.call.Endpoint;

import org.apache.flink.annotation.Internal;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonParseException;
import com.google.gson.JsonParser;
import com.sun.net.httpserver.Headers;

import java.util.Locale;
import java.util.Optional;

/**
 * A call whose body has been read.
 *
 * @param path the path of its URL
 */
@Internal
record Call(
        Endpoint endpoint,
        String method,
        String path,
        Parameters parameters,
        Headers headers,
        RequestBody body) {

    boolean is(String expectedMethod) {
        return method.equals(expectedMethod);
    }

    boolean is(String expectedMethod, String expectedPath) {
        return is(expectedMethod) && path.equals(expectedPath);
    }

    Optional<String> header(String name) {
        return Optional.ofNullable(headers.getFirst(name));
    }

    /** The body as JSON, which its type has to say that it is. */
    JsonObject json() throws HttpFailure {
        String type = header("Content-Type").orElse("").toLowerCase(Locale.ROOT);
        String media = type.contains(";") ? type.substring(0, type.indexOf(';')) : type;
        if (!media.trim().matches("application/(json|.*\\+json)")) {
            throw HttpFailure.text(
                    HttpFailure.UNSUPPORTED_MEDIA_TYPE,
                    "unacceptable content-type, expected: application/json");
        }
        return jsonOfAnyType();
    }

    JsonObject jsonOfAnyType() throws HttpFailure {
        try {
            JsonElement json = JsonParser.parseString(body.text());
            if (json.isJsonObject()) {
                return json.getAsJsonObject();
            }
            throw badJson("invalid type: expected a map");
        } catch (JsonParseException e) {
            throw badJson(String.valueOf(e.getMessage()));
        }
    }

    static HttpFailure badJson(String message) {
        return HttpFailure.text(HttpFailure.BAD_REQUEST, "serde json error: " + message);
    }
}
