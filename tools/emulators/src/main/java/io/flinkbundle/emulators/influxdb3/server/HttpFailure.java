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

/** A call ends with an error, which is its answer. */
@Internal
final class HttpFailure extends Exception {

    private static final long serialVersionUID = 1L;

    static final int BAD_REQUEST = 400;
    static final int UNAUTHORIZED = 401;
    static final int NOT_FOUND = 404;
    static final int METHOD_NOT_ALLOWED = 405;
    static final int CONFLICT = 409;
    static final int TOO_LARGE = 413;
    static final int UNSUPPORTED_MEDIA_TYPE = 415;
    static final int UNPROCESSABLE = 422;
    static final int INTERNAL_ERROR = 500;

    private final transient HttpReply reply;

    private HttpFailure(HttpReply reply, String message) {
        super(message);
        this.reply = reply;
    }

    /** An error whose body is a sentence. */
    static HttpFailure text(int status, String message) {
        return new HttpFailure(HttpReply.text(status, message), message);
    }

    /** An error whose body is {@code {"error":"…"}}. */
    static HttpFailure json(int status, String message) {
        return new HttpFailure(HttpReply.error(status, message), message);
    }

    /** An error whose body is like that, and has further data. */
    static HttpFailure json(int status, String message, Object data) {
        return new HttpFailure(HttpReply.error(status, message, data), message);
    }

    /** What a real server has and the emulator has not. */
    static HttpFailure notEmulated(String what) {
        return text(METHOD_NOT_ALLOWED, "the emulator does not have " + what);
    }

    HttpReply reply() {
        return reply;
    }
}
