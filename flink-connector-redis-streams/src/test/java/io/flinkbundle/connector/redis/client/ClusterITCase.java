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

import io.flinkbundle.connector.redis.testing.RedisTestCluster;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The connections of the client in a cluster of three masters, whose slots move. */
class ClusterITCase {

    private static final Duration BLOCK = Duration.ofMillis(50);

    @TempDir private static Path folder;

    private static RedisTestCluster cluster;

    private final JedisStreamsClient client = new JedisStreamsClient(cluster.options());

    @BeforeAll
    static void startCluster() throws Exception {
        cluster = new RedisTestCluster(folder, 3);
    }

    @AfterAll
    static void stopCluster() {
        if (cluster != null) {
            cluster.close();
        }
    }

    @Test
    void readsStreamsOfAllServers() throws IOException {
        List<String> streams = List.of("r1", "r2", "r3", "{r}4", "{r}5");
        streams.forEach(stream -> cluster.add(stream, "a", stream));

        try (StreamReaderConnection connection = client.openReader(BLOCK)) {
            List<StreamBatch> batches =
                    connection.read(streams.stream().map(ClusterITCase::start).toList(), 10, BLOCK);

            assertThat(batches)
                    .extracting(StreamBatch::position)
                    .containsExactlyInAnyOrder(0, 1, 2, 3, 4);
            assertThat(connection.describe(streams.stream().map(ClusterITCase::bytes).toList()))
                    .extracting(StreamInfo::length)
                    .containsOnly(1L);
            assertThat(connection.serverTimeMillis()).isPositive();
        }
    }

    @Test
    void waitsForAnEntryInAnyOfThem() throws IOException {
        try (StreamReaderConnection connection = client.openReader(BLOCK)) {
            assertThat(connection.read(List.of(start("w1"), start("w2")), 10, BLOCK)).isEmpty();
            cluster.add("w2", "a", "x");

            assertThat(connection.read(List.of(start("w1"), start("w2")), 10, BLOCK))
                    .extracting(StreamBatch::position)
                    .containsExactly(1);
        }
    }

    @Test
    void readsAStreamThatIsOnItsWayAndOneThatHasMoved() throws IOException {
        cluster.add("moving", "a", "x");
        int to = (cluster.ownerOf("moving") + 1) % 3;
        try (StreamReaderConnection connection = client.openReader(BLOCK)) {
            cluster.beginMove("moving", to);
            assertThat(connection.read(List.of(start("moving")), 10, BLOCK)).hasSize(1);
            cluster.moveKeys("moving", to);
            assertThat(connection.read(List.of(start("moving")), 10, BLOCK)).hasSize(1);
            cluster.endMove("moving", to);

            assertThatThrownBy(() -> connection.read(List.of(start("moving")), 10, BLOCK))
                    .isInstanceOf(RedisUnavailableException.class)
                    .hasMessageContaining("MOVED");
        }
        try (StreamReaderConnection again = client.openReader(BLOCK)) {
            assertThat(again.read(List.of(start("moving")), 10, BLOCK)).hasSize(1);
        }
    }

    @Test
    void findsTrimsAndPublishesEverywhere() throws IOException {
        List<String> streams = List.of("f:1", "f:2", "f:3");
        streams.forEach(
                stream -> {
                    cluster.add(stream, "a", "x");
                    cluster.add(stream, "a", "y");
                });

        try (StreamAdminConnection connection = client.openAdmin()) {
            assertThat(connection.streamsMatching("f:*")).isEqualTo(streams);
            List<StreamProgress> far =
                    streams.stream()
                            .map(
                                    stream ->
                                            new StreamProgress(
                                                    stream,
                                                    new StreamId(Long.MAX_VALUE, 0),
                                                    OptionalLong.of(2)))
                            .toList();
            connection.publishProgress("g", far);
            connection.trim(far);
        }

        assertThat(streams).allSatisfy(stream -> assertThat(cluster.entries(stream)).isEmpty());
    }

    @Test
    void takesPartInAGroupOfStreamsOnAllServers() throws IOException {
        List<String> streams = List.of("g1", "g2", "g3");
        streams.forEach(stream -> cluster.add(stream, "a", "x"));
        List<byte[]> keys = streams.stream().map(ClusterITCase::bytes).toList();

        try (GroupConnection connection = client.openGroup("g", "c", BLOCK)) {
            for (String stream : streams) {
                assertThat(connection.createGroup(stream, StreamId.ZERO)).isTrue();
                assertThat(connection.createGroup(stream, StreamId.ZERO)).isFalse();
            }
            assertThat(connection.lag(keys)).hasValue(3);
            List<StreamBatch> batches = connection.readNew(keys, 10, BLOCK);
            assertThat(batches).hasSize(3);
            assertThat(connection.lag(keys)).hasValue(0);

            for (StreamBatch batch : batches) {
                connection.acknowledge(keys.get(batch.position()), EntryIds.of(batch.lastId()));
            }

            for (byte[] key : keys) {
                assertThat(connection.readPending(key, StreamId.ZERO, 10).last()).isEmpty();
            }
        }
    }

    @Test
    void appendsToStreamsOfAllServersInTheirOrder() {
        List<StreamAppend> appends =
                List.of(append("a1", "1"), append("a2", "1"), append("a3", "1"), append("a1", "2"));

        AppendResult result = write(appends);

        assertThat(result.unacknowledged()).isEmpty();
        assertThat(cluster.entries("a1")).containsExactly(Map.of("a", "1"), Map.of("a", "2"));
        assertThat(cluster.entries("a2")).hasSize(1);
        assertThat(cluster.entries("a3")).hasSize(1);
    }

    @Test
    void keepsAppendsToAStreamThatHasMoved() throws IOException {
        cluster.add("b1", "a", "0");
        try (StreamWriterConnection connection = client.openWriter()) {
            cluster.move("b1");

            AppendResult result = connection.append(List.of(append("b1", "1")));

            assertThat(result.unacknowledged()).hasSize(1);
            assertThat(result.failure()).containsInstanceOf(RedisUnavailableException.class);
        }
        assertThat(write(List.of(append("b1", "1"))).unacknowledged()).isEmpty();
        assertThat(cluster.entries("b1")).containsExactly(Map.of("a", "0"), Map.of("a", "1"));
    }

    @Test
    void commitsWhereTheStreamIs() throws IOException {
        for (String stream : List.of("t1", "t2", "t3")) {
            String marker = "{" + stream + "}:marker";
            try (StreamTransactionConnection connection = client.openTransactions()) {
                assertThat(connection.begin(marker, stream))
                        .isEqualTo(new StreamTransactionConnection.Start(Optional.empty(), "none"));
                assertThat(
                                connection.append(
                                        append(stream, "1").frame(),
                                        1,
                                        marker,
                                        "1",
                                        Duration.ofMinutes(1)))
                        .isEqualTo(StreamTransactionConnection.Outcome.EXECUTED);
            }
            assertThat(cluster.entries(stream)).hasSize(1);
        }
    }

    @Test
    void commitsIdsOfTheProducerWhereTheStreamIs() throws IOException {
        for (String stream : List.of("u1", "u2", "u3")) {
            String marker = "{" + stream + "}:marker";
            byte[] command =
                    new AppendTarget(stream, AppendOptions.DEFAULT)
                            .append(
                                    "7-0",
                                    List.of(
                                            "a".getBytes(StandardCharsets.UTF_8),
                                            "1".getBytes(StandardCharsets.UTF_8)))
                            .frame();
            try (StreamTransactionConnection connection = client.openTransactions()) {
                connection.begin(marker, stream);
                assertThat(
                                connection.appendChosenIds(
                                        command, stream, marker, "1", Duration.ofMinutes(1)))
                        .isEqualTo(StreamTransactionConnection.Outcome.EXECUTED);
                connection.begin(marker, stream);
                assertThat(connection.setMarker(marker, "2", Duration.ofMinutes(1))).isTrue();
            }
            assertThat(cluster.entries(stream)).hasSize(1);
        }
    }

    @Test
    void writesReadsAndScansKeysOfAllServers() throws IOException {
        KeyWrites writes = new KeyWrites(Duration.ZERO);
        List<byte[]> keys = List.of(bytes("kv:1"), bytes("kv:2"), bytes("kv:3"), bytes("kv:4"));
        try (KeyValueConnection connection = client.openKeyValues()) {
            WriteResult result =
                    connection.write(keys.stream().map(key -> writes.setString(key, key)).toList());
            assertThat(result.done()).isEqualTo(4);

            assertThat(connection.read(keys.stream().map(KeyReads::value).toList()))
                    .containsExactlyElementsOf(keys);

            List<byte[]> found = new ArrayList<>();
            String cursor = KeyPage.START;
            do {
                KeyPage page = connection.scan(new KeyScan(bytes("kv:"), "string"), cursor);
                found.addAll(page.keys());
                cursor = page.cursor();
            } while (!cursor.equals(KeyPage.START));
            assertThat(found).containsExactlyInAnyOrderElementsOf(keys);
        }
    }

    @Test
    void readsAndWritesKeysThatAreOnTheirWay() throws IOException {
        KeyWrites forEver = new KeyWrites(Duration.ZERO);
        KeyWrites forAnHour = new KeyWrites(Duration.ofHours(1));
        byte[] here = bytes("{way}1");
        byte[] gone = bytes("{way}2");
        byte[] fresh = bytes("{way}3");
        List<byte[]> fields = List.of(bytes("a"), bytes("0"));
        try (KeyValueConnection connection = client.openKeyValues()) {
            connection.write(List.of(forEver.setHash(gone, fields, List.of())));
            int to = (cluster.ownerOf("{way}1") + 1) % 3;
            cluster.beginMove("{way}1", to);
            cluster.moveKeys("{way}1", to);

            WriteResult result =
                    connection.write(
                            List.of(
                                    forAnHour.setHash(
                                            gone,
                                            List.of(bytes("a"), bytes("1")),
                                            List.of(bytes("b"))),
                                    forAnHour.append(fresh, bytes("x")),
                                    forAnHour.append(fresh, bytes("y")),
                                    KeyWrites.delete(here)));

            assertThat(result).isEqualTo(new WriteResult(4, Optional.empty(), List.of()));
            List<Object> answers =
                    connection.read(
                            List.of(
                                    new HashFields(List.of(bytes("a"))).of(gone),
                                    KeyReads.elements(fresh),
                                    KeyReads.value(here)));
            assertThat(texts(answers.get(0))).containsExactly("1");
            assertThat(texts(answers.get(1))).containsExactly("x", "y");
            assertThat(answers.get(2)).isNull();
            cluster.endMove("{way}1", to);
        }
    }

    @Test
    void keepsWhatOtherServersAnswerBesideAKeyThatHoldsSomethingElse() throws IOException {
        KeyWrites writes = new KeyWrites(Duration.ofHours(1));
        List<byte[]> keys = List.of(bytes("wt:1"), bytes("wt:2"), bytes("wt:3"), bytes("wt:4"));
        try (KeyValueConnection connection = client.openKeyValues()) {
            connection.write(List.of(writes.setString(keys.get(1), bytes("text"))));

            WriteResult result =
                    connection.write(
                            keys.stream().map(key -> writes.append(key, bytes("x"))).toList());

            assertThat(result.done()).isEqualTo(4);
            assertThat(result.rejections())
                    .singleElement()
                    .extracting(rejection -> rejection.command().key())
                    .isEqualTo(keys.get(1));
            assertThat(connection.read(keys.stream().map(KeyReads::elements).toList()))
                    .satisfies(
                            answers -> {
                                assertThat(answers.get(1))
                                        .isInstanceOf(RefusedCommandException.class);
                                assertThat(answers).filteredOn(List.class::isInstance).hasSize(3);
                            });
        }
    }

    @Test
    void followsKeysThatHaveMoved() throws IOException {
        KeyWrites writes = new KeyWrites(Duration.ZERO);
        List<byte[]> keys = List.of(bytes("mv"), bytes("{mv}2"), bytes("other"));
        try (KeyValueConnection connection = client.openKeyValues()) {
            connection.write(List.of(writes.setString(keys.get(0), bytes("0"))));
            cluster.move("mv");

            for (String value : List.of("1", "2")) {
                WriteResult result =
                        connection.write(
                                keys.stream()
                                        .map(key -> writes.setString(key, bytes(value)))
                                        .toList());

                assertThat(result).isEqualTo(new WriteResult(3, Optional.empty(), List.of()));
                assertThat(texts(connection.read(keys.stream().map(KeyReads::value).toList())))
                        .containsOnly(value);
            }
        }
    }

    @Test
    void tellsThatAServerOfAClusterNeedsTheMode() {
        JedisStreamsClient standalone =
                new JedisStreamsClient(cluster.master((cluster.ownerOf("s1") + 1) % 3).options());

        assertThatThrownBy(
                        () -> {
                            try (StreamReaderConnection connection = standalone.openReader(BLOCK)) {
                                connection.read(List.of(start("s1")), 1, BLOCK);
                            }
                        })
                .isInstanceOf(RedisRequestException.class)
                .hasMessageContaining("set 'mode' to 'cluster'");
    }

    private AppendResult write(List<StreamAppend> appends) {
        try (StreamWriterConnection connection = client.openWriter()) {
            return connection.append(appends);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static StreamAppend append(String stream, String value) {
        return new AppendTarget(stream, AppendOptions.DEFAULT)
                .append(List.of(bytes("a"), bytes(value)));
    }

    private static StreamPosition start(String stream) {
        return new StreamPosition(bytes(stream), StreamId.ZERO);
    }

    private static List<String> texts(Object answer) {
        return ((List<?>) answer)
                .stream().map(each -> new String((byte[]) each, StandardCharsets.UTF_8)).toList();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
