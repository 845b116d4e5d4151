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

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.zip.GZIPOutputStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What a server answers is not trusted: neither its size, nor its depth, nor its encoding. */
@Timeout(120)
class HostileServerTest {

    private static final int MIB = 1024 * 1024;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;
    private HttpLink link;

    /** Answers a request. */
    private interface Answer {
        void write(HttpExchange exchange) throws IOException;
    }

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.start();
        link =
                new HttpLink(
                        InfluxDb3ConnectionOptions.builder()
                                .setUrl("http://127.0.0.1:" + server.getAddress().getPort())
                                .setDatabase("db")
                                .build());
    }

    @AfterEach
    void stop() {
        link.close();
        server.stop(0);
        threads.shutdownNow();
    }

    @Test
    void anAnswerWithoutAnEndIsGivenUp() {
        answer(HostileServerTest::writeWithoutEnd);

        assertThatThrownBy(() -> link.send(request()))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("answered with more than 64");
    }

    @Test
    void aLookupWithoutAnEndIsGivenUp() throws IOException {
        answer(HostileServerTest::writeWithoutEnd);

        assertThatThrownBy(
                        () ->
                                new HttpQueryClient(link)
                                        .ask(new SqlQuery("SELECT 1", Map.of()))
                                        .get())
                .hasStackTraceContaining("answered with more than 64");
    }

    /** A few kilobytes would become a gigabyte. */
    @Test
    void aCompressedAnswerIsNotUnpacked() throws Exception {
        byte[] bomb = bomb();
        answer(
                exchange -> {
                    exchange.getResponseHeaders().add("Content-Encoding", "gzip");
                    exchange.sendResponseHeaders(200, bomb.length);
                    exchange.getResponseBody().write(bomb);
                    exchange.close();
                });

        assertThat(link.send(request()).body()).hasSameSizeAs(bomb);
    }

    @Test
    void aJsonOfAHundredThousandLevelsIsAnErrorLikeAnyOther() throws Exception {
        byte[] deep = "[".repeat(100_000).getBytes(StandardCharsets.UTF_8);
        answer(
                exchange -> {
                    exchange.sendResponseHeaders(400, deep.length);
                    exchange.getResponseBody().write(deep);
                    exchange.close();
                });

        assertThatThrownBy(
                        () ->
                                new HttpQueryClient(link)
                                        .ask(new SqlQuery("SELECT 1", Map.of()))
                                        .get())
                .rootCause()
                .isInstanceOf(InfluxDb3RequestException.class);
    }

    private void answer(Answer answer) {
        server.createContext("/", answer::write);
    }

    private HttpRequest request() throws IOException {
        return link.request("/any").GET().build();
    }

    private static void writeWithoutEnd(HttpExchange exchange) throws IOException {
        exchange.sendResponseHeaders(200, 0);
        byte[] chunk = new byte[MIB];
        try (OutputStream out = exchange.getResponseBody()) {
            while (true) {
                out.write(chunk);
            }
        }
    }

    private static byte[] bomb() throws IOException {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        byte[] zeros = new byte[MIB];
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            for (int i = 0; i < 64; i++) {
                gzip.write(zeros);
            }
        }
        return packed.toByteArray();
    }
}
