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

package io.flinkbundle.connector.influxdb3.client;

import org.apache.flink.annotation.Internal;

import java.nio.charset.StandardCharsets;
import java.util.Optional;

/**
 * An answer of a server, read whole.
 *
 * @param retryAfter the value of the header of that name
 */
@Internal
record HttpReply(int status, Optional<String> retryAfter, byte[] body) {

    private static final int SHOWN_CHARACTERS = 300;

    boolean isSuccess() {
        return status >= 200 && status < 300;
    }

    /** The beginning of the body on one line, for messages. */
    String summary() {
        String text = new String(body, StandardCharsets.UTF_8).strip().replaceAll("\\s+", " ");
        String start =
                text.length() <= SHOWN_CHARACTERS
                        ? text
                        : text.substring(0, SHOWN_CHARACTERS) + "…";
        return "HTTP " + status + (start.isEmpty() ? "" : ": " + start);
    }
}
