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
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Asks a server what it holds, without the connector. */
public final class InfluxQueries {

    private final HttpClient client = HttpClient.newHttpClient();
    private final String url;
    private final String database;
    private final String token;

    public InfluxQueries(InfluxDb3Emulator server, String database) {
        this(server.url().toString(), database, "none");
    }

    InfluxQueries(String url, String database, String token) {
        this.url = url;
        this.database = database;
        this.token = token;
    }

    /** The rows of an answer as JSON, in which what is NULL is missing. */
    public List<String> rows(String sql) throws IOException, InterruptedException {
        URI uri =
                URI.create(
                        url
                                + "/api/v3/query_sql?format=jsonl&db="
                                + encode(database)
                                + "&q="
                                + encode(sql));
        HttpResponse<String> response =
                client.send(
                        HttpRequest.newBuilder(uri)
                                .header("Authorization", "Bearer " + token)
                                .build(),
                        HttpResponse.BodyHandlers.ofString());
        if (response.statusCode() != 200) {
            throw new IOException(sql + " failed: " + response.body());
        }
        return response.body().lines().toList();
    }

    /** The number of rows of a table. */
    public long count(String table) throws IOException, InterruptedException {
        String row = rows("SELECT COUNT(*) AS n FROM \"" + table + "\"").get(0);
        return Long.parseLong(row.replaceAll("\\D", ""));
    }

    private static String encode(String value) {
        return URLEncoder.encode(value, StandardCharsets.UTF_8);
    }
}
