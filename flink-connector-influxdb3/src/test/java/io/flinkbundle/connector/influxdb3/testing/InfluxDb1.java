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

import org.apache.flink.runtime.testutils.CommonTestUtils;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

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

/** A server of InfluxDB 1 from its binary, on loopback, with one database {@code db}. */
public final class InfluxDb1 implements AutoCloseable {

    /** Names the binary, {@code influxd}; Debian's package {@code influxdb} has it. */
    public static final String BINARY = "INFLUXDB1_BINARY";

    private final HttpClient http = HttpClient.newHttpClient();
    private final ObjectMapper json = new ObjectMapper();
    private final Process process;
    private final String url;

    private InfluxDb1(Process process, String url) {
        this.process = process;
        this.url = url;
    }

    /** Starts the server with its files in a folder, and returns when it answers. */
    public static InfluxDb1 start(Path folder) throws Exception {
        int port = freePort();
        Path configuration =
                Files.writeString(
                        folder.resolve("influxdb.conf"),
                        """
                        reporting-disabled = true
                        bind-address = "127.0.0.1:%d"
                        [meta]
                          dir = "%s"
                        [data]
                          dir = "%s"
                          wal-dir = "%s"
                        [http]
                          bind-address = "127.0.0.1:%d"
                        """
                                .formatted(
                                        freePort(),
                                        folder.resolve("meta"),
                                        folder.resolve("data"),
                                        folder.resolve("wal"),
                                        port));
        Process process =
                new ProcessBuilder(System.getenv(BINARY), "-config", configuration.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(folder.resolve("influxd.log").toFile())
                        .start();
        InfluxDb1 server = new InfluxDb1(process, "http://127.0.0.1:" + port);
        CommonTestUtils.waitUntilCondition(server::answers);
        server.query("CREATE DATABASE db");
        return server;
    }

    private static int freePort() throws IOException {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return free.getLocalPort();
        }
    }

    private boolean answers() throws InterruptedException {
        if (!process.isAlive()) {
            throw new IllegalStateException("influxd has ended with " + process.exitValue());
        }
        try {
            return send(HttpRequest.newBuilder(URI.create(url + "/ping")).build()).statusCode()
                    == 204;
        } catch (IOException e) {
            return false; // not up yet: asked again
        }
    }

    public String url() {
        return url;
    }

    /** The rows that a statement answers, each an array that begins with the time in us. */
    public JsonNode query(String influxQl) throws IOException, InterruptedException {
        String parameters =
                "db=db&epoch=u&q=" + URLEncoder.encode(influxQl, StandardCharsets.UTF_8);
        HttpRequest request =
                HttpRequest.newBuilder(URI.create(url + "/query"))
                        .header("Content-Type", "application/x-www-form-urlencoded")
                        .POST(HttpRequest.BodyPublishers.ofString(parameters))
                        .build();
        JsonNode answer = json.readTree(send(request).body());
        JsonNode result = answer.path("results").path(0);
        if (answer.has("error") || result.has("error")) {
            throw new IOException(influxQl + ": " + answer);
        }
        return result.path("series").path(0).path("values");
    }

    private HttpResponse<byte[]> send(HttpRequest request)
            throws IOException, InterruptedException {
        return http.send(request, HttpResponse.BodyHandlers.ofByteArray());
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
