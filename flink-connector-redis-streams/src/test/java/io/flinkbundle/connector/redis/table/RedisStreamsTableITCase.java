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

package io.flinkbundle.connector.redis.table;

import io.flinkbundle.connector.redis.testing.CapturedLog;
import io.flinkbundle.connector.redis.testing.RedisTestServer;

import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
import org.apache.flink.types.RowKind;
import org.apache.flink.util.CloseableIterator;
import org.apache.flink.util.ExceptionUtils;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Protocol.Command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RedisStreamsTableITCase {

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(4)
                            .build());

    @TempDir private static Path folder;

    private static RedisTestServer server;

    /** On the stream environment, because only that runs on the cluster of the test. */
    private final TableEnvironment tables =
            StreamTableEnvironment.create(StreamExecutionEnvironment.getExecutionEnvironment());

    @BeforeAll
    static void startServer() {
        server = new RedisTestServer(folder);
    }

    @AfterAll
    static void stopServer() {
        server.close();
    }

    @BeforeEach
    void setUp() {
        server.call(Command.FLUSHALL);
        tables.getConfig().set("parallelism.default", "2");
        tables.getConfig().set("restart-strategy.type", "none");
        tables.getConfig().set("table.local-time-zone", "UTC");
    }

    @Test
    void readsEveryScalarTypeAsItWasWritten() throws Exception {
        create(
                "t",
                "s STRING, ch CHAR(2), b BYTES, yes BOOLEAN, ti TINYINT, sm SMALLINT, i INT,"
                        + " bi BIGINT, f FLOAT, d DOUBLE, de DECIMAL(38, 18), da DATE, t TIME(0),"
                        + " ts TIMESTAMP(9), tl TIMESTAMP_LTZ(3), k INT",
                "streams' = 'types");
        String high =
                "'ä', 'xy', x'00ff', TRUE, CAST(127 AS TINYINT), CAST(32767 AS SMALLINT),"
                        + " 2147483647, 9223372036854775807, CAST('3.4028235E38' AS FLOAT),"
                        + " CAST('1.7976931348623157E308' AS DOUBLE),"
                        + " CAST('99999999999999999999.999999999999999999' AS DECIMAL(38, 18)),"
                        + " DATE '9999-12-31', TIME '23:59:59',"
                        + " TIMESTAMP '9999-12-31 23:59:59.999999999',"
                        + " TO_TIMESTAMP_LTZ(253402300799999, 3)";
        String low =
                "'', 'xy', x'', FALSE, CAST(-128 AS TINYINT), CAST(-32768 AS SMALLINT),"
                        + " CAST(-2147483648 AS INT), CAST('-9223372036854775808' AS BIGINT),"
                        + " CAST('1.4E-45' AS FLOAT), CAST('-4.9E-324' AS DOUBLE),"
                        + " CAST('-0.000000000000000001' AS DECIMAL(38, 18)),"
                        + " DATE '0001-01-01', TIME '00:00:00', TIMESTAMP '0001-01-01 00:00:00',"
                        + " TO_TIMESTAMP_LTZ(0, 3)";
        String nothing =
                "CAST(NULL AS STRING), CAST(NULL AS CHAR(2)), CAST(NULL AS BYTES),"
                        + " CAST(NULL AS BOOLEAN), CAST(NULL AS TINYINT), CAST(NULL AS SMALLINT),"
                        + " CAST(NULL AS INT), CAST(NULL AS BIGINT), CAST(NULL AS FLOAT),"
                        + " CAST(NULL AS DOUBLE), CAST(NULL AS DECIMAL(38, 18)),"
                        + " CAST(NULL AS DATE), CAST(NULL AS TIME(0)),"
                        + " CAST(NULL AS TIMESTAMP(9)), CAST(NULL AS TIMESTAMP_LTZ(3))";
        String rows =
                "SELECT "
                        + high
                        + ", 1 UNION ALL SELECT "
                        + low
                        + ", 2 UNION ALL SELECT "
                        + nothing
                        + ", 3";

        insert("INSERT INTO t " + rows);

        assertThat(rows("SELECT * FROM t")).containsExactlyInAnyOrderElementsOf(rows(rows));
        assertThat(server.entries("types")).contains(Map.of("k", "3"));
    }

    @Test
    void keepsAWholeRowInOneFieldWithAFormat() throws Exception {
        create(
                "t",
                "id INT, items ARRAY<STRING>",
                "streams' = 'docs', 'format' = 'json', 'payload-field' = 'doc");

        insert("INSERT INTO t VALUES (1, ARRAY['a', 'b']), (2, CAST(NULL AS ARRAY<STRING>))");

        assertThat(server.entries("docs"))
                .containsExactlyInAnyOrder(
                        Map.of("doc", "{\"id\":1,\"items\":[\"a\",\"b\"]}"),
                        Map.of("doc", "{\"id\":2,\"items\":null}"));
        assertThat(rows("SELECT items[2], id FROM t WHERE id = 1")).containsExactly(Row.of("b", 1));
        assertThat(rows("SELECT id FROM t")).hasSize(2);
    }

    @Test
    void showsWhatAnEntryTellsBesideItsFields() throws Exception {
        server.addWithId("meta", "1700000000000-7", "a", "1");
        create(
                "t",
                "a INT, st STRING METADATA FROM 'stream' VIRTUAL,"
                        + " entry STRING METADATA FROM 'id' VIRTUAL,"
                        + " added TIMESTAMP_LTZ(3) METADATA FROM 'timestamp' VIRTUAL,"
                        + " seq BIGINT METADATA FROM 'sequence' VIRTUAL",
                "streams' = 'meta");

        assertThat(rows("SELECT seq, st, entry, CAST(added AS STRING), a FROM t"))
                .containsExactly(
                        Row.of(7L, "meta", "1700000000000-7", "2023-11-14 22:13:20.000", 1));
    }

    @Test
    void showsTheSameBesideAFormat() throws Exception {
        server.addWithId("meta-json", "1700000000000-7", "payload", "{\"a\":1,\"b\":2}");
        create(
                "t",
                "a INT, b INT, entry STRING METADATA FROM 'id' VIRTUAL",
                "streams' = 'meta-json', 'format' = 'json");

        assertThat(rows("SELECT entry, b FROM t")).containsExactly(Row.of("1700000000000-7", 2));
    }

    @Test
    void countsRowsOfWhichNoColumnIsUsed() throws Exception {
        server.add("count", "a", "1");
        server.add("count", "a", "2");
        create("t", "a INT", "streams' = 'count");
        server.add("count-json", "payload", "{\"a\":1}");
        create("j", "a INT", "streams' = 'count-json', 'format' = 'json");

        assertThat(rows("SELECT COUNT(*) FROM t")).last().isEqualTo(countOf(2));
        assertThat(rows("SELECT COUNT(*) FROM j")).last().isEqualTo(Row.of(1L));
    }

    @Test
    void readsManyStreamsAndStartsWhereItIsTold() throws Exception {
        for (String stream : List.of("m1", "m2", "m3")) {
            server.addWithId(stream, "100-0", "a", "1");
            server.addWithId(stream, "200-0", "a", "2");
            server.addWithId(stream, "300-0", "a", "3");
        }
        create(
                "by_time",
                "a INT",
                "streams' = 'm1;m2;m3;missing', 'scan.startup.mode' ="
                        + " 'timestamp', 'scan.startup.timestamp' = '200', 'scan.bounded.mode' ="
                        + " 'timestamp', 'scan.bounded.timestamp' = '1970-01-01T00:00:00.300Z");
        create(
                "by_id",
                "a INT",
                "streams' = 'm1;m2', 'scan.startup.mode' = 'specific-ids',"
                        + " 'scan.startup.specific-ids' = 'm1=200-0;m2=300-0");

        assertThat(rows("SELECT a FROM by_time"))
                .containsExactlyInAnyOrder(Row.of(2), Row.of(2), Row.of(2));
        assertThat(rows("SELECT a FROM by_id")).containsExactly(Row.of(3));
    }

    @Test
    void readsATopicAndAPattern() throws Exception {
        server.add("orders:0", "a", "1");
        server.add("orders:1", "a", "2");
        server.add("orders:2", "a", "3");
        create("of_topic", "a INT", "topic' = 'orders', 'topic.partitions' = '2");
        create("of_pattern", "a INT", "streams.pattern' = 'orders:[12]");
        create("of_nothing", "a INT", "streams.pattern' = 'refunds:*");

        assertThat(rows("SELECT a FROM of_topic")).containsExactlyInAnyOrder(Row.of(1), Row.of(2));
        assertThat(rows("SELECT a FROM of_pattern"))
                .containsExactlyInAnyOrder(Row.of(2), Row.of(3));
        assertThat(rows("SELECT a FROM of_nothing")).isEmpty();
    }

    @Test
    void readsAsAConsumerGroup() throws Exception {
        server.add("work", "a", "1");
        server.add("work", "a", "2");
        create(
                "t",
                "a INT",
                "streams' = 'work', 'scan.mode' = 'consumer-group', 'group.id' = 'g',"
                        + " 'scan.bounded.mode' = 'idle', 'scan.bounded.idle-timeout' = '500 ms");

        assertThat(rows("SELECT a FROM t")).containsExactlyInAnyOrder(Row.of(1), Row.of(2));
    }

    @Test
    void endsWhereItIsTold() throws Exception {
        for (int i = 1; i <= 3; i++) {
            server.addWithId("end", i + "-0", "a", Integer.toString(i));
        }
        create(
                "by_id",
                "a INT",
                "streams' = 'end', 'scan.bounded.mode' = 'specific-ids',"
                        + " 'scan.bounded.specific-ids' = 'end=2-0");
        create(
                "by_idleness",
                "a INT",
                "streams' = 'end', 'scan.bounded.mode' = 'idle',"
                        + " 'scan.bounded.idle-timeout' = '200 ms");
        create(
                "by_duration",
                "a INT",
                "streams' = 'end', 'scan.bounded.mode' = 'duration',"
                        + " 'scan.bounded.duration' = '200 ms");

        assertThat(rows("SELECT a FROM by_id")).containsExactly(Row.of(1), Row.of(2));
        assertThat(rows("SELECT a FROM by_idleness")).hasSize(3);
        assertThat(rows("SELECT a FROM by_duration")).hasSize(3);
    }

    @Test
    void sendsEachRowToEachStreamUnlessTheRowNamesOne() throws Exception {
        create("t", "a INT", "streams' = 'all1;all2");
        create("routed", "a INT, target STRING METADATA FROM 'stream'", "streams' = 'all1;all2");

        insert("INSERT INTO t VALUES (1)");
        insert("INSERT INTO routed VALUES (2, 'own'), (3, CAST(NULL AS STRING))");

        assertThat(server.entries("own")).containsExactly(Map.of("a", "2"));
        assertThat(server.entries("all1")).containsExactly(Map.of("a", "1"), Map.of("a", "3"));
        assertThat(server.entries("all2")).isEqualTo(server.entries("all1"));
    }

    @Test
    void writesEntriesUnderIdsOfItsOwnAndRejectsThoseThatAreTooSmall() throws Exception {
        create(
                "t",
                "a INT, entry STRING METADATA FROM 'id'",
                "streams' = 'own-ids', 'sink.on-rejected' = 'dead-letter',"
                        + " 'dead-letter.stream' = 'rejected");

        insert("INSERT INTO t VALUES (1, '5-1'), (2, '4-0'), (3, CAST(NULL AS STRING)), (4, '$')");

        assertThat(rows("SELECT a FROM t")).containsExactly(Row.of(1), Row.of(3));
        assertThat(server.entries("rejected"))
                .hasSize(2)
                .anySatisfy(letter -> assertThat(letter.get("reason")).contains("Ids must grow"))
                .anySatisfy(
                        letter ->
                                assertThat(letter.get("reason"))
                                        .contains("'$' is not the id of a stream entry"));
    }

    @Test
    void writesMalformedEntriesToAStream() throws Exception {
        server.add("bad-in", "a", "one");
        create(
                "t",
                "a INT",
                "streams' = 'bad-in', 'scan.on-malformed' = 'dead-letter',"
                        + " 'dead-letter.stream' = 'bad-out");

        assertThat(rows("SELECT * FROM t")).isEmpty();
        assertThat(server.entries("bad-out"))
                .singleElement()
                .satisfies(
                        letter ->
                                assertThat(letter)
                                        .containsEntry("connector", "redis-streams")
                                        .containsKeys("time", "subtask", "reason", "record"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"ALL", "EXCEPT_KEY"})
    void keepsAKeyBesideTheRow(String included) throws Exception {
        create(
                "t",
                "v STRING, id INT, region STRING, entry STRING METADATA FROM 'stream'",
                "streams' = 'with-key', 'value.format' = 'json', 'key.format' = 'json',"
                        + " 'key.fields' = 'region;id', 'value.fields-include' = '"
                        + included);

        insert(
                "INSERT INTO t VALUES ('a', 1, 'eu', 'with-key'), ('b', 2, CAST(NULL AS STRING), 'with-key')");

        assertThat(server.entries("with-key"))
                .extracting(entry -> entry.get("key"))
                .containsExactly("{\"region\":\"eu\",\"id\":1}", "{\"region\":null,\"id\":2}");
        assertThat(server.entries("with-key").get(0).get("payload"))
                .isEqualTo(
                        included.equals("ALL")
                                ? "{\"v\":\"a\",\"id\":1,\"region\":\"eu\"}"
                                : "{\"v\":\"a\"}");
        assertThat(rows("SELECT region, v, entry, id FROM t"))
                .containsExactly(
                        Row.of("eu", "a", "with-key", 1), Row.of(null, "b", "with-key", 2));
        assertThat(rows("SELECT id FROM t")).containsExactly(Row.of(1), Row.of(2));
    }

    @Test
    void keepsRowsWithTheSameKeyInOneStreamOfATopic() throws Exception {
        tables.executeSql(
                "CREATE TABLE by_key (a INT, b STRING) WITH ('connector' = 'redis-streams', 'host'"
                        + " = '127.0.0.1', 'port' = '"
                        + server.port()
                        + "', 'topic' = 'keyed', 'topic.partitions' = '3', 'key.fields' = 'b')");

        insert(
                "INSERT INTO by_key SELECT a, CAST(a / 5 AS STRING) FROM (VALUES "
                        + numbers(50)
                        + ") AS v (a)");

        List<List<String>> perStream = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            perStream.add(
                    server.entries("keyed:" + i).stream().map(entry -> entry.get("b")).toList());
        }
        assertThat(perStream.stream().mapToInt(List::size).sum()).isEqualTo(50);
        assertThat(perStream.stream().mapToLong(keys -> keys.stream().distinct().count()).sum())
                .isEqualTo(10);
        assertThat(perStream).allSatisfy(keys -> assertThat(keys).isNotEmpty());
    }

    @Test
    void spreadsRowsWithoutAKeyOverTheStreamsOfATopic() throws Exception {
        create("t", "a INT", "topic' = 'spread', 'topic.partitions' = '2");

        insert("INSERT INTO t VALUES " + numbers(40));

        assertThat(server.entries("spread:0").size() + server.entries("spread:1").size())
                .isEqualTo(40);
        assertThat(server.entries("spread:0")).isNotEmpty();
        assertThat(server.entries("spread:1")).isNotEmpty();
    }

    private static String numbers(int count) {
        return IntStream.range(0, count)
                .mapToObj(number -> "(" + number + ")")
                .collect(Collectors.joining(", "));
    }

    @Test
    void failsAtAMalformedEntryAndNamesIt() {
        String id = server.add("bad", "a", "one");
        create("t", "a INT", "streams' = 'bad");

        assertThatThrownBy(() -> rows("SELECT * FROM t"))
                .hasStackTraceContaining("entry " + id + " of stream 'bad' cannot be read")
                .hasStackTraceContaining("field 'a': 'one' is no whole number")
                .hasStackTraceContaining("'scan.on-malformed'");
    }

    @Test
    void skipsMalformedEntriesIfToldSo() throws Exception {
        server.add("skip", "a", "one");
        server.add("skip", "a", "2");
        create("t", "a INT", "streams' = 'skip', 'scan.on-malformed' = 'skip");

        assertThat(rows("SELECT * FROM t")).containsExactly(Row.of(2));
    }

    @Test
    void putsMalformedEntriesAsideIfToldSo(@TempDir Path letters) throws Exception {
        String id = server.add("aside", "payload", "no json");
        server.add("aside", "payload", "{\"a\":2}");
        create(
                "t",
                "a INT",
                "streams' = 'aside', 'format' = 'json', 'scan.on-malformed' = 'dead-letter',"
                        + " 'dead-letter.path' = '"
                        + letters.toUri());

        assertThat(rows("SELECT * FROM t")).containsExactly(Row.of(2));
        assertThat(linesIn(letters))
                .singleElement()
                .asString()
                .contains(id)
                .contains("payload=no json");
    }

    @Test
    void saysAtStartThatTheServerIsNotThere() {
        int port = RedisTestServer.freePort();
        String address = "127.0.0.1:" + port;
        create("t", "a INT", "streams' = 'x', 'port' = '" + port);

        assertThatThrownBy(() -> rows("SELECT * FROM t"))
                .hasStackTraceContaining(
                        "The source cannot start. Could not open a connection at Redis server "
                                + address);
        assertThatThrownBy(() -> insert("INSERT INTO t VALUES (1)"))
                .hasStackTraceContaining("Could not open a connection at Redis server " + address);
    }

    @Test
    void saysThatAKeyIsNoStream() {
        server.call(Command.SET, "text", "x");
        create("t", "a INT", "streams' = 'text");

        assertThatThrownBy(() -> rows("SELECT * FROM t"))
                .hasStackTraceContaining("describe stream 'text': WRONGTYPE");
        assertThatThrownBy(() -> insert("INSERT INTO t VALUES (1)"))
                .hasStackTraceContaining("describe stream 'text': WRONGTYPE")
                .hasStackTraceContaining("use another key or delete it");
    }

    @Test
    void createsNoStreamIfToldSo() {
        create("t", "a INT", "streams' = 'absent', 'sink.create-stream' = 'false");

        assertThatThrownBy(() -> insert("INSERT INTO t VALUES (1)"))
                .hasStackTraceContaining("stream 'absent' does not exist");
        assertThat(server.call(Command.EXISTS, "absent")).isEqualTo(0L);
    }

    @Test
    void skipsRejectedRowsIfToldSo() throws Exception {
        server.call(Command.SET, "taken", "x");
        create(
                "t",
                "a INT, target STRING METADATA FROM 'stream'",
                "streams' = 'accepted', 'sink.on-rejected' = 'skip");

        insert("INSERT INTO t VALUES (1, 'taken'), (2, CAST(NULL AS STRING))");

        assertThat(server.entries("accepted")).containsExactly(Map.of("a", "2"));
    }

    @Test
    void putsRejectedRowsAsideIfToldSo(@TempDir Path letters) throws Exception {
        create(
                "t",
                "a INT, b STRING",
                "streams' = 'filled', 'sink.on-rejected' = 'dead-letter', 'dead-letter.path' = '"
                        + letters.toUri());

        insert("INSERT INTO t VALUES (CAST(NULL AS INT), CAST(NULL AS STRING)), (1, 'x')");

        assertThat(server.entries("filled")).containsExactly(Map.of("a", "1", "b", "x"));
        assertThat(linesIn(letters)).singleElement().asString().contains("has no field");
    }

    @Test
    void neverShowsThePassword() {
        create("t", "a INT", "streams' = 'x', 'username' = 'nobody', 'password' = 'planted");

        try (CapturedLog log = new CapturedLog()) {
            assertThatThrownBy(() -> rows("SELECT * FROM t"))
                    .satisfies(
                            failure ->
                                    assertThat(ExceptionUtils.stringifyException(failure))
                                            .contains(server.address())
                                            .doesNotContain("planted"));
            assertThat(log.text()).contains("WRONGPASS").doesNotContain("planted");
        }
    }

    @Test
    void givesSourceWatermarksToWindows() throws Exception {
        for (int second = 0; second < 4; second++) {
            server.addWithId("win", second * 1000 + "-1", "a", "1");
        }
        create(
                "t",
                "a INT, added TIMESTAMP_LTZ(3) METADATA FROM 'timestamp' VIRTUAL,"
                        + " WATERMARK FOR added AS SOURCE_WATERMARK()",
                "streams' = 'win");

        assertThat(
                        rows(
                                "SELECT SUM(a) FROM TABLE(TUMBLE(TABLE t, DESCRIPTOR(added),"
                                        + " INTERVAL '2' SECOND)) GROUP BY window_start,"
                                        + " window_end"))
                .containsExactly(Row.of(2), Row.of(2));
    }

    /** A bounded table; {@code options} begins with a key and ends with a value, both unquoted. */
    private void create(String table, String columns, String options) {
        String port = options.contains("'port'") ? "" : "'port' = '" + server.port() + "', ";
        String bounded =
                options.contains("scan.bounded.mode") ? "" : "'scan.bounded.mode' = 'latest', ";
        tables.executeSql(
                "CREATE TABLE "
                        + table
                        + " ("
                        + columns
                        + ") WITH ('connector' = 'redis-streams', 'host' = '127.0.0.1', "
                        + port
                        + bounded
                        + "'"
                        + options
                        + "')");
    }

    private void insert(String sql) throws Exception {
        tables.executeSql(sql).await();
    }

    private List<Row> rows(String sql) throws Exception {
        List<Row> rows = new ArrayList<>();
        try (CloseableIterator<Row> each = tables.executeSql(sql).collect()) {
            each.forEachRemaining(rows::add);
        }
        return rows;
    }

    private static Row countOf(long count) {
        return Row.ofKind(RowKind.UPDATE_AFTER, count);
    }

    private static List<String> linesIn(Path letters) throws Exception {
        List<String> lines = new ArrayList<>();
        try (var files = Files.list(letters)) {
            for (Path file : files.toList()) {
                lines.addAll(Files.readAllLines(file));
            }
        }
        return lines;
    }
}
