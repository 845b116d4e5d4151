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

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;

/** What the server says of itself. */
@Internal
final class InfoEndpoint {

    /** The release whose behaviour the emulator follows. */
    private static final String VERSION = "3.11.2";

    private static final int OK = 200;

    private final String processId = UUID.randomUUID().toString();

    HttpReply ping() {
        Map<String, String> body = new LinkedHashMap<>();
        body.put("product_name", "InfluxDB 3 Core");
        body.put("version", VERSION);
        body.put("revision", "emulator");
        body.put("process_id", processId);
        String requestId = UUID.randomUUID().toString();
        return HttpReply.json(OK, body)
                .withHeader("X-Influxdb-Version", VERSION)
                .withHeader("X-Influxdb-Build", "Core")
                .withHeader("Request-Id", requestId)
                .withHeader("X-Request-Id", requestId);
    }

    static HttpReply health() {
        return HttpReply.text(OK, "OK");
    }
}
