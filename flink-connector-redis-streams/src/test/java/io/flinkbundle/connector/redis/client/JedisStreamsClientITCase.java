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

package io.flinkbundle.connector.redis.client;

import io.flinkbundle.connector.common.secret.Secret;
import io.flinkbundle.connector.redis.testing.RedisBinary;
import io.flinkbundle.connector.redis.testing.RedisTestServer;

import org.apache.flink.util.ExceptionUtils;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Protocol.Command;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JedisStreamsClientITCase {

    private static final Duration NOT_AT_ALL = Duration.ZERO;

    @TempDir private static Path folder;

    private static RedisTestServer server;

    private final JedisStreamsClient client = new JedisStreamsClient(server.options());

    @BeforeAll
    static void startServer() {
        server = new RedisTestServer(folder);
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @Test
    void readsSeveralStreamsInOneCall() throws IOException {
        server.addWithId("r1", "1-0", "a", "x");
        server.addWithId("r1", "1-1", "a", "y");
        server.addWithId("r3", "2-0", "b", "z");

        List<StreamBatch> batches;
        try (StreamReaderConnection connection = client.openReader(NOT_AT_ALL)) {
            batches =
                    connection.read(
                            List.of(
                                    position("r1", "1-0"),
                                    position("r2", "0-0"),
                                    position("r3", "0-0")),
                            10,
                            NOT_AT_ALL);
        }

        assertThat(batches).extracting(StreamBatch::position).containsExactly(0, 2);
        assertThat(batches.get(0).entry("r1", 0).value(utf8("a"))).hasValue(utf8("y"));
        assertThat(batches.get(1).lastId()).isEqualTo(new StreamId(2, 0));
    }

    @Test
    void returnsNothingWhenTheBlockTimeIsOver() throws IOException {
        try (StreamReaderConnection connection = client.openReader(Duration.ofMillis(5))) {
            assertThat(connection.read(List.of(position("no", "0-0")), 1, Duration.ofMillis(5)))
                    .isEmpty();
        }
    }

    @Test
    void describesStreams() throws IOException {
        RedisBinary.assumeRedis7();
        server.addWithId("d", "5-0", "a", "x");
        server.addWithId("d", "6-0", "a", "y");
        server.call(Command.XTRIM, "d", "MAXLEN", "1");

        try (StreamReaderConnection connection = client.openReader(NOT_AT_ALL)) {
            assertThat(connection.describe(List.of(utf8("d"), utf8("missing"))))
                    .containsExactly(
                            new StreamInfo(
                                    true,
                                    1,
                                    new StreamId(6, 0),
                                    new StreamId(6, 0),
                                    OptionalLong.of(2)),
                            StreamInfo.MISSING);
        }
    }

    @Test
    void knowsTheServersClock() throws IOException {
        String id = server.add("clock", "a", "x");

        try (StreamReaderConnection connection = client.openReader(NOT_AT_ALL)) {
            assertThat(connection.serverTimeMillis())
                    .isGreaterThanOrEqualTo(StreamId.parse(id).millis());
        }
    }

    @Test
    void namesTheKeyThatIsNoStream() throws IOException {
        server.call(Command.SET, "text", "x");

        try (StreamReaderConnection connection = client.openReader(NOT_AT_ALL)) {
            assertThatThrownBy(() -> connection.describe(List.of(utf8("text"))))
                    .isInstanceOf(RedisRequestException.class)
                    .hasMessageContaining(server.address())
                    .hasMessageContaining("'text'")
                    .hasMessageContaining("WRONGTYPE")
                    .hasMessageContaining("a value of another kind");
            assertThatThrownBy(
                            () -> connection.read(List.of(position("text", "0-0")), 1, NOT_AT_ALL))
                    .isInstanceOf(RedisRequestException.class)
                    .hasMessageContaining("'text'");
        }
    }

    @Test
    void appendsAndSaysWhatBecameOfEach() throws IOException {
        server.call(Command.SET, "text2", "x");
        List<StreamAppend> appends =
                List.of(append("w", true), append("text2", true), append("absent", false));

        AppendResult result;
        try (StreamWriterConnection connection = client.openWriter()) {
            result = connection.append(appends);
        }

        assertThat(server.entries("w")).hasSize(1);
        assertThat(result.failure()).isEmpty();
        assertThat(result.rejections())
                .extracting(rejection -> rejection.append().stream())
                .containsExactly("text2", "absent");
        assertThat(result.rejections().get(1).reason())
                .hasMessageContaining("'absent' does not exist")
                .hasMessageContaining("'sink.create-stream'");
    }

    @Test
    void takesAnEntryThatIsThereAlreadyForTheOneItWasTold() throws IOException {
        RedisBinary.assumeRedis7();
        AppendTarget target = new AppendTarget("ids", AppendOptions.DEFAULT);
        List<byte[]> fields = List.of(utf8("a"), utf8("x"));
        server.addWithId("ids", "5-1", "a", "x");

        AppendResult result;
        try (StreamWriterConnection connection = client.openWriter()) {
            result =
                    connection.append(
                            List.of(
                                    target.append("5-1", fields),
                                    target.append("5-1", List.of(utf8("a"), utf8("other"))),
                                    target.append("4-0", fields),
                                    target.append("6-*", fields)));
        }

        assertThat(result.unacknowledged()).isEmpty();
        assertThat(result.rejections())
                .extracting(rejection -> rejection.append().id())
                .containsExactly("5-1", "4-0");
        assertThat(result.rejections().get(1).reason())
                .hasMessageContaining("Ids must grow within a stream");
        assertThat(server.entries("ids")).hasSize(2);
    }

    @Test
    void tellsThatReplicasAreMissing() throws IOException {
        try (StreamWriterConnection connection = client.openWriter()) {
            connection.append(List.of(append("waited", true)));

            assertThatThrownBy(
                            () ->
                                    connection.awaitReplicas(
                                            new ReplicaWait(1, Duration.ofMillis(10))))
                    .isInstanceOf(TooFewReplicasException.class)
                    .hasMessageContaining("Only 0 of 1 replicas");
        }
    }

    @Test
    void keepsWhatTheServerHasNoMemoryFor() throws IOException {
        AppendResult result;
        try (StreamWriterConnection connection = client.openWriter()) {
            server.call(Command.CONFIG, "SET", "maxmemory", "1");
            result = connection.append(List.of(append("full", true)));
        } finally {
            server.call(Command.CONFIG, "SET", "maxmemory", "0");
        }

        assertThat(result.unacknowledged()).hasSize(1);
        assertThat(result.failure())
                .containsInstanceOf(RedisUnavailableException.class)
                .hasValueSatisfying(
                        failure -> assertThat(failure).hasMessageContaining("'maxmemory'"));
    }

    @Test
    void keepsWhatItCouldNotSend(@TempDir Path other) throws IOException {
        try (RedisTestServer dying = new RedisTestServer(other);
                StreamWriterConnection connection =
                        new JedisStreamsClient(dying.options()).openWriter()) {
            dying.stop();

            AppendResult result = connection.append(List.of(append("w", true)));

            assertThat(result.unacknowledged()).hasSize(1);
            assertThat(result.failure()).containsInstanceOf(RedisUnavailableException.class);
        }
    }

    @Test
    void logsInAndNeverShowsThePassword(@TempDir Path other) throws IOException {
        try (RedisTestServer guarded =
                new RedisTestServer(
                        other, "user flink on >planted-right ~* +@all", "user default off")) {
            assertThatThrownBy(() -> login(guarded, "planted-wrong"))
                    .isInstanceOf(RedisRequestException.class)
                    .hasMessageContaining(guarded.address())
                    .hasMessageContaining("WRONGPASS")
                    .satisfies(
                            failure ->
                                    assertThat(ExceptionUtils.stringifyException(failure))
                                            .doesNotContain("planted"));
            assertThatThrownBy(() -> new JedisStreamsClient(guarded.options()).openWriter())
                    .isInstanceOf(RedisRequestException.class);

            login(guarded, "planted-right").close();
        }
    }

    @Test
    void picksUpAPasswordThatWasRotated(@TempDir Path other) throws IOException {
        Path file = Files.writeString(other.resolve("password"), "planted-old\n");
        try (RedisTestServer guarded =
                new RedisTestServer(other, "user flink on >planted-new ~* +@all")) {
            JedisStreamsClient rotating =
                    new JedisStreamsClient(
                            RedisConnectionOptions.builder()
                                    .setHost(guarded.host())
                                    .setPort(guarded.port())
                                    .setUsername("flink")
                                    .setPassword(Secret.file(file.toString()))
                                    .build());
            assertThatThrownBy(rotating::openWriter)
                    .isInstanceOf(RedisUnavailableException.class)
                    .hasMessageContaining("WRONGPASS");

            Files.writeString(file, "planted-new\n");

            rotating.openWriter().close();
        }
    }

    @Test
    void endsAHandshakeOverAHalfOpenLink() throws IOException {
        try (ServerSocket silent = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
            RedisConnectionOptions options =
                    RedisConnectionOptions.builder()
                            .setHost("127.0.0.1")
                            .setPort(silent.getLocalPort())
                            .setSocketTimeout(Duration.ofMillis(20))
                            .setPassword(Secret.inline("planted"))
                            .build();

            assertThatThrownBy(() -> new JedisStreamsClient(options).openReader(NOT_AT_ALL))
                    .isInstanceOf(RedisUnavailableException.class)
                    .hasMessageContaining("127.0.0.1:" + silent.getLocalPort());
        }
    }

    @Test
    void endsAReadThatIsNeverAnswered() throws IOException {
        try (SilentServer silent = new SilentServer();
                StreamReaderConnection connection =
                        new JedisStreamsClient(silent.options()).openReader(NOT_AT_ALL)) {
            assertThatThrownBy(() -> connection.read(List.of(position("s", "0-0")), 1, NOT_AT_ALL))
                    .isInstanceOf(RedisUnavailableException.class)
                    .hasMessageContaining(silent.options().address());
        }
    }

    @Test
    void endsAWriteThatTheServerDoesNotTake() throws IOException {
        StreamAppend large =
                new AppendTarget("s", AppendOptions.DEFAULT)
                        .append(List.of(utf8("a"), new byte[1 << 20]));
        try (SilentServer silent = new SilentServer();
                StreamWriterConnection connection =
                        new JedisStreamsClient(silent.options()).openWriter()) {
            AppendResult result = connection.append(Collections.nCopies(32, large));

            assertThat(result.unacknowledged()).hasSize(32);
            assertThat(result.failure())
                    .containsInstanceOf(RedisUnavailableException.class)
                    .hasValueSatisfying(
                            failure -> assertThat(failure).hasMessageContaining("taken no bytes"));
        }
    }

    @Test
    void keepsWhatWasNotAcknowledgedBeforeTheLinkBroke() throws IOException {
        List<StreamAppend> appends =
                List.of(append("w", true), append("w", true), append("w", true));
        try (SilentServer silent = SilentServer.thatBreaksOffAfter("$3\r\n1-0\r\n", "$3\r\n1-");
                StreamWriterConnection connection =
                        new JedisStreamsClient(silent.options()).openWriter()) {
            AppendResult result = connection.append(appends);

            assertThat(result.unacknowledged()).isEqualTo(appends.subList(1, 3));
            assertThat(result.failure()).containsInstanceOf(RedisUnavailableException.class);
        }
    }

    @Test
    void namesTheServerThatIsNotThere() {
        int port = RedisTestServer.freePort();
        RedisConnectionOptions options =
                RedisConnectionOptions.builder().setHost("127.0.0.1").setPort(port).build();

        assertThatThrownBy(() -> new JedisStreamsClient(options).openReader(NOT_AT_ALL))
                .isInstanceOf(RedisUnavailableException.class)
                .hasMessageContaining("127.0.0.1:" + port)
                .hasMessageContaining("'host' and 'port'");
    }

    private static StreamWriterConnection login(RedisTestServer server, String password)
            throws IOException {
        return new JedisStreamsClient(
                        RedisConnectionOptions.builder()
                                .setHost(server.host())
                                .setPort(server.port())
                                .setUsername("flink")
                                .setPassword(Secret.inline(password))
                                .build())
                .openWriter();
    }

    private static StreamPosition position(String stream, String after) {
        return new StreamPosition(utf8(stream), StreamId.parse(after));
    }

    private static StreamAppend append(String stream, boolean create) {
        return new AppendTarget(stream, AppendOptions.DEFAULT.withCreateStream(create))
                .append(List.of(utf8("a"), utf8("x")));
    }

    private static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }
}
