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

import io.flinkbundle.connector.redis.testing.RedisKeys;
import io.flinkbundle.connector.redis.testing.RedisTestServer;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.clients.jedis.Protocol.Command;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JedisKeyValueConnectionITCase {

    private static final KeyWrites FOR_EVER = new KeyWrites(Duration.ZERO);
    private static final KeyWrites FOR_AN_HOUR = new KeyWrites(Duration.ofHours(1));

    @TempDir private static Path folder;

    private static RedisTestServer server;
    private static RedisKeys keys;

    @BeforeAll
    static void startServer() {
        server = new RedisTestServer(folder);
        keys = new RedisKeys(server);
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void removeKeys() {
        server.call(Command.FLUSHALL);
    }

    @Test
    void bringsAnswersInTheOrderOfTheQuestions() throws IOException {
        keys.setString("s", "1");
        keys.setHash("h", "a", "2");
        keys.append("l", "3");
        try (KeyValueConnection connection = connect()) {
            List<Object> answers =
                    connection.read(
                            List.of(
                                    KeyReads.elements(utf8("l")),
                                    KeyReads.value(utf8("s")),
                                    KeyReads.value(utf8("none")),
                                    KeyReads.fieldCount(utf8("h")),
                                    new HashFields(List.of(utf8("b"), utf8("a"))).of(utf8("h"))));

            assertThat((List<?>) answers.get(0))
                    .singleElement()
                    .isInstanceOfSatisfying(
                            byte[].class, element -> assertThat(element).isEqualTo(utf8("3")));
            assertThat((byte[]) answers.get(1)).asString(UTF_8).isEqualTo("1");
            assertThat(answers.get(2)).isNull();
            assertThat(answers.get(3)).isEqualTo(1L);
            assertThat(((List<?>) answers.get(4)).get(0)).isNull();
        }
    }

    @Test
    void refusesOneKeyAndAnswersForTheOthers() throws IOException {
        keys.setString("s", "1");
        keys.setHash("h", "a", "2");
        try (KeyValueConnection connection = connect()) {
            List<Object> answers =
                    connection.read(List.of(KeyReads.value(utf8("h")), KeyReads.value(utf8("s"))));

            assertThat(answers.get(0))
                    .isInstanceOfSatisfying(
                            RefusedCommandException.class,
                            refused ->
                                    assertThat(refused)
                                            .hasMessageContaining(server.address())
                                            .hasMessageContaining("read key 'h': WRONGTYPE"));
            assertThat((byte[]) answers.get(1)).asString(UTF_8).isEqualTo("1");
        }
    }

    @Test
    void appliesNothingOfATransactionToAKeyOfAnotherType() throws IOException {
        keys.setString("taken", "x");
        List<byte[]> fields = List.of(utf8("a"), utf8("1"));
        List<byte[]> removed = List.of(utf8("b"));
        try (KeyValueConnection connection = connect()) {
            WriteResult result =
                    connection.write(
                            List.of(
                                    FOR_AN_HOUR.setHash(utf8("taken"), fields, removed),
                                    FOR_EVER.setHash(utf8("taken"), fields, removed),
                                    FOR_AN_HOUR.append(utf8("taken"), utf8("1")),
                                    FOR_AN_HOUR.setHash(utf8("free"), fields, removed)));

            assertThat(result.done()).isEqualTo(4);
            assertThat(result.failure()).isEmpty();
            assertThat(result.rejections())
                    .hasSize(3)
                    .allSatisfy(
                            rejection ->
                                    assertThat(rejection.reason())
                                            .hasMessageContaining("write key 'taken': WRONGTYPE"));
        }
        assertThat(keys.string("taken")).isEqualTo("x");
        assertThat(keys.timeToLive("taken")).isEqualTo(-1);
        assertThat(keys.hash("free")).isEqualTo(Map.of("a", "1"));
    }

    @ParameterizedTest
    @CsvSource({"maxmemory, 1, 0, OOM", "min-replicas-to-write, 1, 0, NOREPLICAS"})
    void keepsWhatTheServerCannotTakeNow(
            String setting, String refusing, String taking, String reason) throws IOException {
        List<byte[]> fields = List.of(utf8("a"), utf8("1"));
        List<KeyCommand> commands =
                List.of(
                        FOR_AN_HOUR.setHash(utf8("k"), fields, List.of(utf8("b"))),
                        FOR_EVER.setString(utf8("s"), utf8("1")));
        server.call(Command.CONFIG, "SET", setting, refusing);
        try (KeyValueConnection connection = connect()) {
            WriteResult result = connection.write(commands);

            assertThat(result.done()).isZero();
            assertThat(result.rejections()).isEmpty();
            assertThat(result.failure())
                    .containsInstanceOf(RedisUnavailableException.class)
                    .hasValueSatisfying(
                            failure -> assertThat(failure).hasMessageContaining(reason));
        } finally {
            server.call(Command.CONFIG, "SET", setting, taking);
        }
        assertThat(keys.all()).isEmpty();
    }

    @Test
    void keepsWhatWasNotAcknowledgedBeforeTheLinkBroke() throws IOException {
        KeyCommand each = FOR_EVER.setString(utf8("k"), utf8("v"));
        try (SilentServer silent = SilentServer.thatBreaksOffAfter("+OK\r\n", "+OK\r\n", "+O");
                KeyValueConnection connection =
                        new JedisStreamsClient(silent.options()).openKeyValues()) {
            WriteResult result = connection.write(List.of(each, each, each, each));

            assertThat(result.done()).isEqualTo(2);
            assertThat(result.failure()).containsInstanceOf(RedisUnavailableException.class);
        }
    }

    @Test
    void doesNotTakeATransactionForDoneWhoseLastAnswerIsMissing() throws IOException {
        KeyCommand transaction =
                FOR_EVER.setHash(utf8("k"), List.of(utf8("a"), utf8("1")), List.of(utf8("b")));
        try (SilentServer silent =
                        SilentServer.thatBreaksOffAfter(
                                "+OK\r\n+QUEUED\r\n+QUEUED\r\n", "*2\r\n:1");
                KeyValueConnection connection =
                        new JedisStreamsClient(silent.options()).openKeyValues()) {
            WriteResult result = connection.write(List.of(transaction));

            assertThat(result.done()).isZero();
            assertThat(result.failure()).containsInstanceOf(RedisUnavailableException.class);
        }
    }

    @Test
    void endsAReadThatIsNeverAnswered() throws IOException {
        try (SilentServer silent = new SilentServer();
                KeyValueConnection connection =
                        new JedisStreamsClient(silent.options()).openKeyValues()) {
            assertThatThrownBy(() -> connection.read(List.of(KeyReads.value(utf8("k")))))
                    .isInstanceOf(RedisUnavailableException.class)
                    .hasMessageContaining(silent.options().address());
        }
    }

    @Test
    void endsAWriteThatTheServerDoesNotTake() throws IOException {
        KeyCommand large = FOR_EVER.setString(utf8("k"), new byte[1 << 20]);
        try (SilentServer silent = new SilentServer();
                KeyValueConnection connection =
                        new JedisStreamsClient(silent.options()).openKeyValues()) {
            WriteResult result = connection.write(Collections.nCopies(32, large));

            assertThat(result.done()).isZero();
            assertThat(result.failure())
                    .containsInstanceOf(RedisUnavailableException.class)
                    .hasValueSatisfying(
                            failure -> assertThat(failure).hasMessageContaining("taken no bytes"));
        }
    }

    @Test
    void takesKeysAndValuesThatAreNoText() throws IOException {
        byte[] noText = {(byte) 0xFF, 0, '\r', '\n'};
        try (KeyValueConnection connection = connect()) {
            assertThat(connection.write(List.of(FOR_EVER.setString(noText, noText))))
                    .isEqualTo(new WriteResult(1, Optional.empty(), List.of()));

            assertThat((byte[]) connection.read(List.of(KeyReads.value(noText))).get(0))
                    .isEqualTo(noText);
        }
    }

    private static KeyValueConnection connect() throws IOException {
        return new JedisStreamsClient(server.options()).openKeyValues();
    }

    private static byte[] utf8(String text) {
        return text.getBytes(UTF_8);
    }
}
