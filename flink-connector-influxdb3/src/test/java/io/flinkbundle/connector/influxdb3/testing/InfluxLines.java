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

package io.flinkbundle.connector.influxdb3.testing;

import io.flinkbundle.emulators.influxdb3.InfluxDb3Emulator;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;

/** Writes line protocol to a server, without the connector. */
public final class InfluxLines {

    private final HttpClient client = HttpClient.newHttpClient();
    private final String url;
    private final String database;
    private final String token;

    public InfluxLines(InfluxDb3Emulator server, String database) {
        this(server, database, "none");
    }

    public InfluxLines(InfluxDb3Emulator server, String database, String token) {
        this(server.url().toString(), database, token);
    }

    InfluxLines(String url, String database, String token) {
        this.url = url;
        this.database = database;
        this.token = token;
    }

    /** Writes lines whose times are nanoseconds. */
    public void write(String... lines) throws IOException, InterruptedException {
        HttpRequest request =
                HttpRequest.newBuilder(
                                URI.create(
                                        url
                                                + "/api/v3/write_lp?precision=nanosecond&db="
                                                + database))
                        .header("Authorization", "Bearer " + token)
                        .POST(HttpRequest.BodyPublishers.ofString(String.join("\n", lines)))
                        .build();
        HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 204) {
            throw new IOException("The lines were refused: " + response.body());
        }
    }
}
