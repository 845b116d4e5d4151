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

import org.apache.flink.annotation.Internal;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;

import java.io.IOException;
import java.io.OutputStream;
import java.util.LinkedHashMap;
import java.util.Map;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The answer to a call.
 *
 * @param headers beside those that every answer has
 * @param streamed whether the length of the body is not known before
 */
@Internal
record HttpReply(int status, Map<String, String> headers, Body body, boolean streamed)
        implements AutoCloseable {

    private static final int OK = 200;
    private static final int CREATED = 201;
    private static final int NO_CONTENT = 204;
    private static final Gson GSON = new GsonBuilder().disableHtmlEscaping().create();

    /** What is sent behind the headers. */
    interface Body extends AutoCloseable {

        void writeTo(OutputStream out) throws IOException;

        @Override
        void close();
    }

    private record Bytes(byte[] bytes) implements Body {

        @Override
        public void writeTo(OutputStream out) throws IOException {
            out.write(bytes);
        }

        @Override
        public void close() {}
    }

    static HttpReply text(int status, String text) {
        return new HttpReply(
                status, Map.of("Content-Type", "text/plain; charset=utf-8"), bytes(text), false);
    }

    static HttpReply noContent() {
        return new HttpReply(NO_CONTENT, Map.of(), bytes(""), false);
    }

    static HttpReply ok() {
        return new HttpReply(OK, Map.of(), bytes(""), false);
    }

    static HttpReply ok(String contentType, String body) {
        return new HttpReply(OK, Map.of("Content-Type", contentType), bytes(body), false);
    }

    static HttpReply created(String contentType, Object body) {
        return new HttpReply(
                CREATED, Map.of("Content-Type", contentType), bytes(GSON.toJson(body)), false);
    }

    static HttpReply streamed(String contentType, Body body) {
        return new HttpReply(OK, Map.of("Content-Type", contentType), body, true);
    }

    static HttpReply error(int status, String message) {
        return json(status, Map.of("error", message));
    }

    static HttpReply error(int status, String message, Object data) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("error", message);
        body.put("data", data);
        return json(status, body);
    }

    static HttpReply json(int status, Object body) {
        return new HttpReply(
                status,
                Map.of("Content-Type", "application/json"),
                bytes(GSON.toJson(body)),
                false);
    }

    private static Body bytes(String text) {
        return new Bytes(text.getBytes(UTF_8));
    }

    HttpReply withHeader(String name, String value) {
        Map<String, String> all = new LinkedHashMap<>(headers);
        all.put(name, value);
        return new HttpReply(status, all, body, streamed);
    }

    /** The length of the body, when it is not streamed. */
    int length() {
        return body instanceof Bytes bytes ? bytes.bytes().length : 0;
    }

    @Override
    public void close() {
        body.close();
    }
}
