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

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.questdb.Bootstrap;
import io.questdb.ServerMain;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * QuestDB in this process: a server that takes line protocol at the paths of InfluxDB 1 and 2, with
 * a parser that no one here wrote.
 */
public final class QuestDb implements AutoCloseable {

    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final ServerMain server;
    private final String url;

    private QuestDb(ServerMain server, String url) {
        this.server = server;
        this.url = url;
    }

    /** Starts the server with its files in a folder. */
    public static QuestDb start(Path folder) throws IOException {
        int port;
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = free.getLocalPort();
        }
        Files.createDirectories(folder.resolve("conf"));
        Files.write(
                folder.resolve("conf/server.conf"),
                List.of(
                        "http.bind.to=127.0.0.1:" + port,
                        "http.min.enabled=false",
                        "http.worker.count=1",
                        "shared.worker.count=1",
                        "pg.enabled=false",
                        "line.tcp.enabled=false",
                        "line.udp.enabled=false",
                        "telemetry.enabled=false",
                        "metrics.enabled=false"));
        ServerMain server = new ServerMain(new Bootstrap("-d", folder.toString()));
        server.start();
        return new QuestDb(server, "http://127.0.0.1:" + port);
    }

    public String url() {
        return url;
    }

    /** The rows that a query answers, each an array; nothing if the table is not there yet. */
    public JsonNode query(String sql) throws IOException, InterruptedException {
        URI uri = URI.create(url + "/exec?query=" + URLEncoder.encode(sql, StandardCharsets.UTF_8));
        HttpResponse<byte[]> response =
                http.send(
                        HttpRequest.newBuilder(uri).build(),
                        HttpResponse.BodyHandlers.ofByteArray());
        JsonNode answer = json.readTree(response.body());
        if (answer.has("error")) {
            throw new IOException(sql + ": " + answer.get("error").asText());
        }
        return answer.path("dataset");
    }

    @Override
    public void close() {
        server.close();
    }
}
