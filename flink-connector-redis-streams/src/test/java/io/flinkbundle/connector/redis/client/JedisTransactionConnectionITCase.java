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

import io.flinkbundle.connector.redis.testing.RedisTestServer;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import redis.clients.jedis.Protocol.Command;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class JedisTransactionConnectionITCase {

    private static final Duration RETENTION = Duration.ofHours(1);

    @TempDir private Path folder;

    private RedisTestServer server;
    private StreamTransactionConnection connection;

    @BeforeEach
    void connect() throws IOException {
        server = new RedisTestServer(folder);
        connection = new JedisStreamsClient(server.options()).openTransactions();
    }

    @AfterEach
    void stop() {
        connection.close();
        server.close();
    }

    @Test
    void appendsEntriesTogetherWithTheMarker() throws IOException {
        StreamTransactionConnection.Start start = connection.begin("m", "s");
        boolean executed = connection.append(commands("s", 2), 2, "m", "1:0", RETENTION).executed();

        assertThat(start.marker()).isEmpty();
        assertThat(start.type()).isEqualTo("none");
        assertThat(executed).isTrue();
        assertThat(server.entries("s")).hasSize(2);
        assertThat(connection.begin("m", "s").marker()).contains("1:0");
        assertThat((Long) server.call(Command.PTTL, "m")).isBetween(1L, RETENTION.toMillis());
    }

    @Test
    void doesNothingWhenSomebodyElseHasSetTheMarker() throws IOException {
        connection.begin("m", "s");
        server.call(Command.SET, "m", "9:9");

        boolean executed = connection.append(commands("s", 2), 2, "m", "1:0", RETENTION).executed();

        assertThat(executed).isFalse();
        assertThat(server.entries("s")).isEmpty();
        assertThat(connection.begin("m", "s").marker()).contains("9:9");
    }

    @Test
    void addsTheOthersWhereAnIdIsTooSmall() throws IOException {
        server.addWithId("s", "5-0", "a", "x");
        AppendTarget target = new AppendTarget("s", AppendOptions.DEFAULT);
        List<byte[]> fields = List.of("n".getBytes(UTF_8), "v".getBytes(UTF_8));
        ByteArrayOutputStream commands = new ByteArrayOutputStream();
        commands.writeBytes(target.append("6-0", fields).frame());
        commands.writeBytes(target.append("4-0", fields).frame());
        commands.writeBytes(target.append("7-0", fields).frame());
        connection.begin("m", "s");

        StreamTransactionConnection.Outcome outcome =
                connection.append(commands.toByteArray(), 3, "m", "1:0", RETENTION);

        assertThat(outcome.executed()).isTrue();
        assertThat(outcome.refused())
                .extracting(StreamTransactionConnection.Refusal::entry)
                .containsExactly(1);
        assertThat(outcome.refused().get(0).reason()).contains("Ids must grow");
        assertThat(server.entries("s")).hasSize(3);
        assertThat(connection.begin("m", "s").marker()).contains("1:0");
    }

    @Test
    void seesTheTypeOfAKeyThatIsNoStream() throws IOException {
        server.call(Command.LPUSH, "s", "x");

        assertThat(connection.begin("m", "s").type()).isEqualTo("list");
    }

    @Test
    void takesTheMarkerBackWhenTheKeyHasBecomeAnotherType() throws IOException {
        connection.begin("m", "s");
        server.call(Command.LPUSH, "s", "x");

        assertThatThrownBy(() -> connection.append(commands("s", 2), 2, "m", "1:0", RETENTION))
                .isInstanceOf(RedisRequestException.class)
                .hasMessageContaining("WRONGTYPE");
        assertThat(connection.begin("m", "s").marker()).isEmpty();
    }

    @Test
    void keepsTheMarkerBeforeWhenTheStreamIsDeletedMeanwhile() throws IOException {
        AppendOptions existingOnly = AppendOptions.DEFAULT.withCreateStream(false);
        server.add("s", "a", "x");
        connection.begin("m", "s");
        connection.append(commands("s", 1), 1, "m", "1:0", RETENTION);
        connection.begin("m", "s");
        server.delete("s");

        byte[] commands = commands("s", 1, existingOnly);
        assertThatThrownBy(() -> connection.append(commands, 1, "m", "1:1", RETENTION))
                .isInstanceOf(RedisUnavailableException.class)
                .hasMessageContaining("deleted");
        assertThat(connection.begin("m", "s").marker()).contains("1:0");
        assertThat((Long) server.call(Command.PTTL, "m")).isPositive();
    }

    @Test
    void tellsWhyTheServerRefusedAnEntry() throws IOException {
        connection.begin("m", "s");
        server.call(Command.CONFIG, "SET", "maxmemory", "1");

        assertThatThrownBy(() -> connection.append(commands("s", 2), 2, "m", "1:0", RETENTION))
                .isInstanceOf(RedisUnavailableException.class)
                .hasMessageContaining("OOM")
                .hasMessageContaining("maxmemory");
        assertThat(server.entries("s")).isEmpty();
    }

    @Test
    void failsWhenTheServerIsGone() throws IOException {
        connection.begin("m", "s");
        server.stop();

        assertThatThrownBy(() -> connection.append(commands("s", 1), 1, "m", "1:0", RETENTION))
                .isInstanceOf(RedisUnavailableException.class)
                .hasMessageContaining(server.address());
    }

    private static byte[] commands(String stream, int entries) {
        return commands(stream, entries, AppendOptions.DEFAULT);
    }

    private static byte[] commands(String stream, int entries, AppendOptions options) {
        byte[] one =
                new AppendTarget(stream, options)
                        .append(List.of("n".getBytes(UTF_8), "v".getBytes(UTF_8)))
                        .frame();
        return new String(one, UTF_8).repeat(entries).getBytes(UTF_8);
    }
}
