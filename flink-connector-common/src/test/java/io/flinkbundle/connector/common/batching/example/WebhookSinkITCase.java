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

package io.flinkbundle.connector.common.batching.example;

import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.LongStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The example of {@code docs/custom-sink.md} in a running job. */
class WebhookSinkITCase {

    private static final Path PAGE = Path.of("..", "docs", "custom-sink.md");
    private static final Path SOURCE =
            Path.of("src/test/java", WebhookSink.class.getName().replace('.', '/') + ".java");

    @RegisterExtension
    private static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(2)
                            .build());

    private final List<String> received = new CopyOnWriteArrayList<>();
    private final AtomicInteger requests = new AtomicInteger();
    private HttpServer server;

    @BeforeEach
    void startServer() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.start();
    }

    @AfterEach
    void stopServer() {
        server.stop(0);
    }

    @Test
    void deliversEachLineThroughAPauseAndALostConnection() throws Exception {
        server.createContext(
                "/",
                exchange -> {
                    switch (requests.incrementAndGet()) {
                        case 1 -> answer(exchange, 429);
                        case 2 -> exchange.close();
                        default -> accept(exchange);
                    }
                });

        run();

        assertThat(received)
                .containsExactlyElementsOf(
                        LongStream.range(0, 2000).mapToObj(String::valueOf).toList());
    }

    @Test
    void failsTheJobWithTheAnswerOfTheServer() {
        server.createContext("/", exchange -> answer(exchange, 401));

        assertThatThrownBy(this::run).hasStackTraceContaining("answered with status 401");
    }

    @Test
    void standsInTheDocsAsItIsTested() throws IOException {
        String source = Files.readString(SOURCE);
        String example = source.substring(source.indexOf("/** Posts lines"));

        assertThat(Files.readString(PAGE)).contains(example);
    }

    private void run() throws Exception {
        StreamExecutionEnvironment environment =
                StreamExecutionEnvironment.getExecutionEnvironment();
        environment.setParallelism(1);
        environment
                .fromSequence(0, 1999)
                .map(String::valueOf)
                .sinkTo(new WebhookSink("http://127.0.0.1:" + server.getAddress().getPort() + "/"));
        environment.execute();
    }

    private void accept(HttpExchange exchange) throws IOException {
        String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
        received.addAll(List.of(body.split("\n")));
        answer(exchange, 200);
    }

    private static void answer(HttpExchange exchange, int status) throws IOException {
        exchange.sendResponseHeaders(status, -1);
        exchange.close();
    }
}
