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

import io.flinkbundle.connector.redis.client.StreamTransactionConnection.Outcome;
import io.flinkbundle.connector.redis.testing.RedisBinary;
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
import java.util.Collections;
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
        Outcome outcome = connection.append(commands("s", 2), 2, "m", "1:0", RETENTION);

        assertThat(start.marker()).isEmpty();
        assertThat(start.type()).isEqualTo("none");
        assertThat(outcome).isEqualTo(Outcome.EXECUTED);
        assertThat(server.entries("s")).hasSize(2);
        assertThat(connection.begin("m", "s").marker()).contains("1:0");
        assertThat((Long) server.call(Command.PTTL, "m")).isBetween(1L, RETENTION.toMillis());
    }

    @Test
    void doesNothingWhenSomebodyElseHasSetTheMarker() throws IOException {
        connection.begin("m", "s");
        server.call(Command.SET, "m", "9:9");

        Outcome outcome = connection.append(commands("s", 2), 2, "m", "1:0", RETENTION);

        assertThat(outcome).isEqualTo(Outcome.NOT_EXECUTED);
        assertThat(server.entries("s")).isEmpty();
        assertThat(connection.begin("m", "s").marker()).contains("9:9");
    }

    @Test
    void addsTheOthersWhereAnIdIsRefusedAndTheMarkerTellsWhich() throws IOException {
        RedisBinary.assumeRedis7();
        server.addWithId("s", "5-0", "a", "x");
        connection.begin("m", "s");

        Outcome outcome =
                appendChosenIds(AppendOptions.DEFAULT, "6-0", "4-0", "no id", "7-*", "0-0", "7-9");

        assertThat(outcome).isEqualTo(Outcome.EXECUTED_IN_PART);
        assertThat(server.entries("s")).hasSize(4);
        assertThat(connection.begin("m", "s").marker()).contains("1:0!1,2,4");
        assertThat((Long) server.call(Command.PTTL, "m")).isBetween(1L, RETENTION.toMillis());
    }

    @Test
    void addsAllWhereEachIdIsAbove() throws IOException {
        connection.begin("m", "s");

        assertThat(appendChosenIds(AppendOptions.DEFAULT, "6-0", "7-0"))
                .isEqualTo(Outcome.EXECUTED);
        assertThat(connection.begin("m", "s").marker()).contains("1:0");
    }

    @Test
    void refusesAnEntryOfMoreFieldsThanAScriptTakes() throws IOException {
        connection.begin("m", "s");
        List<byte[]> fields =
                Collections.nCopies(ChosenIdsScript.MAX_ARGUMENTS, "x".getBytes(UTF_8));
        AppendTarget target = new AppendTarget("s", AppendOptions.DEFAULT);

        Outcome outcome =
                connection.appendChosenIds(
                        target.append("1-0", fields).frame(), "s", "m", "1:0", RETENTION);

        assertThat(outcome).isEqualTo(Outcome.EXECUTED_IN_PART);
        assertThat(connection.begin("m", "s").marker()).contains("1:0!0");
    }

    @Test
    void addsNoChosenIdsWhenSomebodyElseHasSetTheMarker() throws IOException {
        connection.begin("m", "s");
        server.call(Command.SET, "m", "9:9");

        assertThat(appendChosenIds(AppendOptions.DEFAULT, "1-0")).isEqualTo(Outcome.NOT_EXECUTED);
        assertThat(server.entries("s")).isEmpty();
    }

    @Test
    void leavesTheMarkerAloneWhenTheKeyOfChosenIdsHasBecomeAnotherType() throws IOException {
        connection.begin("m", "s");
        server.call(Command.LPUSH, "s", "x");

        assertThatThrownBy(() -> appendChosenIds(AppendOptions.DEFAULT, "1-0", "2-0"))
                .isInstanceOf(RedisRequestException.class)
                .hasMessageContaining("WRONGTYPE");
        assertThat(connection.begin("m", "s").marker()).isEmpty();
    }

    @Test
    void leavesTheMarkerAloneWhenTheStreamOfChosenIdsIsDeletedMeanwhile() throws IOException {
        AppendOptions existingOnly = AppendOptions.DEFAULT.withCreateStream(false);
        connection.begin("m", "s");

        assertThatThrownBy(() -> appendChosenIds(existingOnly, "1-0"))
                .isInstanceOf(RedisUnavailableException.class)
                .hasMessageContaining("deleted");
        assertThat(connection.begin("m", "s").marker()).isEmpty();
    }

    @Test
    void addsNoChosenIdsWhereThereIsNoMemory() throws IOException {
        connection.begin("m", "s");
        server.call(Command.CONFIG, "SET", "maxmemory", "1");

        assertThatThrownBy(() -> appendChosenIds(AppendOptions.DEFAULT, "1-0", "2-0"))
                .isInstanceOf(RedisUnavailableException.class)
                .hasMessageContaining("OOM");
        server.call(Command.CONFIG, "SET", "maxmemory", "0");
        assertThat(connection.begin("m", "s").marker()).isEmpty();
        assertThat(server.entries("s")).isEmpty();
    }

    @Test
    void setsTheMarkerUnlessSomebodyElseHas() throws IOException {
        connection.begin("m", "s");
        assertThat(connection.setMarker("m", "1:0", RETENTION)).isTrue();

        connection.begin("m", "s");
        server.call(Command.SET, "m", "9:9");

        assertThat(connection.setMarker("m", "1:1", RETENTION)).isFalse();
        assertThat(connection.begin("m", "s").marker()).contains("9:9");
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

    private Outcome appendChosenIds(AppendOptions options, String... ids) throws IOException {
        AppendTarget target = new AppendTarget("s", options);
        List<byte[]> fields = List.of("n".getBytes(UTF_8), "v".getBytes(UTF_8));
        ByteArrayOutputStream commands = new ByteArrayOutputStream();
        for (String id : ids) {
            commands.writeBytes(target.append(id, fields).frame());
        }
        return connection.appendChosenIds(commands.toByteArray(), "s", "m", "1:0", RETENTION);
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
