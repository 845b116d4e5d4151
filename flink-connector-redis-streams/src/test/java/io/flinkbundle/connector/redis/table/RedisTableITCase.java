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

import io.flinkbundle.connector.redis.testing.RedisKeys;
import io.flinkbundle.connector.redis.testing.RedisTestServer;

import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.Schema;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
import org.apache.flink.types.RowKind;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Protocol.Command;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class RedisTableITCase {

    private static final String SCALAR_COLUMNS =
            "s STRING, ch CHAR(2), b BYTES, yes BOOLEAN, ti TINYINT, sm SMALLINT, i INT, bi BIGINT,"
                    + " f FLOAT, d DOUBLE, de DECIMAL(38, 18), da DATE, t TIME(0), ts TIMESTAMP(9),"
                    + " tl TIMESTAMP_LTZ(3)";

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(4)
                            .build());

    @TempDir private static Path folder;

    private static RedisTestServer server;
    private static RedisKeys keys;

    private KeyTables tables;

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
    void setUp() {
        server.call(Command.FLUSHALL);
        tables = new KeyTables(server);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'value.type' = 'hash'",
                "'value.type' = 'hash', 'value.fields-include' = 'EXCEPT_KEY'",
                "'value.type' = 'string', 'format' = 'json'",
                "'value.type' = 'list', 'format' = 'json', 'value.fields-include' = 'EXCEPT_KEY'"
            })
    void readsEveryScalarTypeAsItWasWritten(String options) throws Exception {
        tables.create(
                "t",
                "k INT, " + SCALAR_COLUMNS + ", more INT, PRIMARY KEY (k) NOT ENFORCED",
                options);
        String rows =
                "SELECT 1, "
                        + high()
                        + ", 9 UNION ALL SELECT 2, "
                        + low()
                        + ", 9 UNION ALL SELECT 3, "
                        + nulls()
                        + ", 9";

        tables.insert("INSERT INTO t " + rows);

        assertThat(tables.rows("SELECT * FROM t"))
                .containsExactlyInAnyOrderElementsOf(tables.rows(rows));
    }

    private static String high() {
        return "'ä', 'xy', x'00ff', TRUE, CAST(127 AS TINYINT), CAST(32767 AS SMALLINT),"
                + " 2147483647, 9223372036854775807, CAST('3.4028235E38' AS FLOAT),"
                + " CAST('1.7976931348623157E308' AS DOUBLE),"
                + " CAST('99999999999999999999.999999999999999999' AS DECIMAL(38, 18)),"
                + " DATE '9999-12-31', TIME '23:59:59',"
                + " TIMESTAMP '9999-12-31 23:59:59.999999999',"
                + " TO_TIMESTAMP_LTZ(253402300799999, 3)";
    }

    private static String low() {
        return "'', 'xy', x'', FALSE, CAST(-128 AS TINYINT), CAST(-32768 AS SMALLINT),"
                + " CAST(-2147483648 AS INT), CAST('-9223372036854775808' AS BIGINT),"
                + " CAST('1.4E-45' AS FLOAT), CAST('-4.9E-324' AS DOUBLE),"
                + " CAST('-0.000000000000000001' AS DECIMAL(38, 18)),"
                + " DATE '0001-01-01', TIME '00:00:00', TIMESTAMP '0001-01-01 00:00:00',"
                + " TO_TIMESTAMP_LTZ(0, 3)";
    }

    private static String nulls() {
        return "CAST(NULL AS STRING), CAST(NULL AS CHAR(2)), CAST(NULL AS BYTES),"
                + " CAST(NULL AS BOOLEAN), CAST(NULL AS TINYINT), CAST(NULL AS SMALLINT),"
                + " CAST(NULL AS INT), CAST(NULL AS BIGINT), CAST(NULL AS FLOAT),"
                + " CAST(NULL AS DOUBLE), CAST(NULL AS DECIMAL(38, 18)),"
                + " CAST(NULL AS DATE), CAST(NULL AS TIME(0)),"
                + " CAST(NULL AS TIMESTAMP(9)), CAST(NULL AS TIMESTAMP_LTZ(3))";
    }

    @Test
    void keepsEveryTypeThatIsFitForAKey() throws Exception {
        tables.create(
                "t",
                SCALAR_COLUMNS.replace("f FLOAT, d DOUBLE, ", ""),
                "'key.prefix' = 'row:', 'key.columns' = 's;ch;b;yes;ti;sm;i;bi;de;da;t;ts;tl'");
        String rows = ("SELECT " + high() + " UNION ALL SELECT " + low());
        rows = rows.replaceAll(" CAST\\('[^']*' AS FLOAT\\), CAST\\('[^']*' AS DOUBLE\\),", "");

        tables.insert("INSERT INTO t " + rows);

        assertThat(keys.all()).hasSize(2).allMatch(key -> key.startsWith("row:"));
        assertThat(tables.rows("SELECT * FROM t"))
                .containsExactlyInAnyOrderElementsOf(tables.rows(rows));
    }

    @Test
    void writesColumnsAsFieldsOfAHash() throws Exception {
        tables.create(
                "t",
                "id INT, name STRING, age INT, PRIMARY KEY (id) NOT ENFORCED",
                "'key.prefix' = 'user:'");

        tables.insert("INSERT INTO t VALUES (1, 'Ada', 36), (2, 'Bob', CAST(NULL AS INT))");

        assertThat(keys.all()).containsExactly("user:1", "user:2");
        assertThat(keys.hash("user:1")).isEqualTo(Map.of("id", "1", "name", "Ada", "age", "36"));
        assertThat(keys.hash("user:2")).isEqualTo(Map.of("id", "2", "name", "Bob"));
    }

    @Test
    void replacesARowAndLeavesFieldsAloneThatAreNoColumns() throws Exception {
        keys.setHash("1", "name", "old", "age", "35", "seen", "yesterday");
        tables.create("t", "id INT, name STRING, age INT, PRIMARY KEY (id) NOT ENFORCED", "");

        tables.insert("INSERT INTO t VALUES (1, 'new', CAST(NULL AS INT))");

        assertThat(keys.hash("1")).isEqualTo(Map.of("id", "1", "name", "new", "seen", "yesterday"));
    }

    @Test
    void neverMakesOneKeyOfTwo() throws Exception {
        tables.create("t", "a STRING, b STRING, v INT, PRIMARY KEY (a, b) NOT ENFORCED", "");
        String rows = "VALUES ('x:y', 'z', 1), ('x', 'y:z', 2), ('x\\', 'y:z', 3), ('', '', 4)";

        tables.insert("INSERT INTO t " + rows);

        assertThat(keys.all()).containsExactly(":", "x:y\\:z", "x\\:y:z", "x\\\\:y\\:z");
        assertThat(tables.rows("SELECT * FROM t"))
                .containsExactlyInAnyOrderElementsOf(tables.rows(rows));
    }

    @Test
    void appliesChangesByKey() throws Exception {
        tables.create("t", "id INT, v STRING, PRIMARY KEY (id) NOT ENFORCED", "");
        tables.sql.createTemporaryView(
                "changes",
                tables.sql.fromChangelogStream(
                        tables.environment.fromData(
                                Row.ofKind(RowKind.INSERT, 1, "a"),
                                Row.ofKind(RowKind.INSERT, 2, "b"),
                                Row.ofKind(RowKind.INSERT, 3, "c"),
                                Row.ofKind(RowKind.UPDATE_BEFORE, 1, "a"),
                                Row.ofKind(RowKind.UPDATE_AFTER, 1, "A"),
                                Row.ofKind(RowKind.DELETE, 2, "b"),
                                Row.ofKind(RowKind.DELETE, 3, "c"),
                                Row.ofKind(RowKind.INSERT, 3, "C")),
                        Schema.newBuilder()
                                .column("f0", DataTypes.INT().notNull())
                                .column("f1", DataTypes.STRING())
                                .primaryKey("f0")
                                .build(),
                        ChangelogMode.all()));

        tables.insert("INSERT INTO t SELECT * FROM changes");

        assertThat(keys.all()).containsExactly("1", "3");
        assertThat(keys.hash("1")).containsEntry("v", "A");
        assertThat(keys.hash("3")).containsEntry("v", "C");
    }

    @ParameterizedTest
    @CsvSource({"hash, ''", "string, ', ''format'' = ''json'''", "list, ', ''format'' = ''json'''"})
    void letsKeysExpire(String type, String format) throws Exception {
        tables.create(
                "t",
                "id INT, v STRING, w STRING, PRIMARY KEY (id) NOT ENFORCED",
                "'sink.ttl' = '1 h', 'value.type' = '" + type + "'" + format);

        tables.insert("INSERT INTO t VALUES (1, 'a', 'b'), (2, 'a', CAST(NULL AS STRING))");

        assertThat(List.of(keys.timeToLive("1"), keys.timeToLive("2")))
                .allMatch(millis -> millis > 3_500_000 && millis <= 3_600_000);
    }

    @ParameterizedTest
    @CsvSource({
        "hash, '', false",
        "list, ', ''format'' = ''json''', false",
        "string, ', ''format'' = ''json''', true"
    })
    void leavesTheTimeToLiveOfAKeyAloneUnlessItIsReplaced(
            String type, String format, boolean replaced) throws Exception {
        String columns = "id INT, v STRING, PRIMARY KEY (id) NOT ENFORCED";
        String options = "'value.type' = '" + type + "'" + format;
        tables.create("expiring", columns, options + ", 'sink.ttl' = '1 h'");
        tables.create("lasting", columns, options);
        tables.insert("INSERT INTO expiring VALUES (1, 'a')");

        tables.insert("INSERT INTO lasting VALUES (1, 'b')");

        assertThat(keys.timeToLive("1") == -1).isEqualTo(replaced);
    }

    @Test
    void neverLetsAKeyExpireThatIsNotItsOwn() throws Exception {
        keys.setString("1", "of somebody else");
        tables.create(
                "t",
                "id INT, v STRING, PRIMARY KEY (id) NOT ENFORCED",
                "'sink.ttl' = '1 h', 'sink.on-rejected' = 'skip'");

        tables.insert("INSERT INTO t VALUES (1, 'a'), (2, 'b')");

        assertThat(keys.timeToLive("1")).isEqualTo(-1);
        assertThat(keys.string("1")).isEqualTo("of somebody else");
        assertThat(keys.hash("2")).containsEntry("v", "b");
    }

    @Test
    void keepsAWholeRowInAStringWithAFormat() throws Exception {
        tables.create(
                "t",
                "id INT, items ARRAY<STRING>, PRIMARY KEY (id) NOT ENFORCED",
                "'value.type' = 'string', 'format' = 'json', 'key.prefix' = 'doc:'");

        tables.insert("INSERT INTO t VALUES (1, ARRAY['a', 'b'])");

        assertThat(keys.string("doc:1")).isEqualTo("{\"id\":1,\"items\":[\"a\",\"b\"]}");
        assertThat(tables.rows("SELECT items[2] FROM t")).containsExactly(Row.of("b"));
    }

    @Test
    void keepsOneColumnInAStringAsItIs() throws Exception {
        tables.create(
                "t",
                "v STRING, id STRING, PRIMARY KEY (id) NOT ENFORCED",
                "'value.type' = 'string', 'format' = 'raw', 'value.fields-include' ="
                        + " 'EXCEPT_KEY'");

        tables.insert("INSERT INTO t VALUES ('on', 'lamp:7')");

        assertThat(keys.string("lamp:7")).isEqualTo("on");
        assertThat(tables.rows("SELECT id, v FROM t")).containsExactly(Row.of("lamp:7", "on"));
        assertThat(tables.rows("SELECT id FROM t")).containsExactly(Row.of("lamp:7"));
    }

    @Test
    void appendsRowsToLists() throws Exception {
        tables.sql.getConfig().set("parallelism.default", "1");
        tables.create(
                "t",
                "sensor STRING, v INT",
                "'key.columns' = 'sensor', 'value.type' = 'list', 'format' = 'json',"
                        + " 'value.fields-include' = 'EXCEPT_KEY'");

        tables.insert("INSERT INTO t VALUES ('a', 1), ('b', 2), ('a', 3)");

        assertThat(keys.list("a")).containsExactly("{\"v\":1}", "{\"v\":3}");
        assertThat(keys.list("b")).containsExactly("{\"v\":2}");
        assertThat(tables.rows("SELECT sensor, v FROM t"))
                .containsExactlyInAnyOrder(Row.of("a", 1), Row.of("a", 3), Row.of("b", 2));
    }

    @Test
    void scansOnlyTheKeysOfTheTable() throws Exception {
        keys.setHash("user:1", "name", "Ada");
        keys.setHash("users", "name", "no user");
        keys.setHash("group:1", "name", "no user");
        keys.setString("user:2", "no hash");
        tables.create(
                "t",
                "id INT, name STRING, PRIMARY KEY (id) NOT ENFORCED",
                "'key.prefix' = 'user:'");

        assertThat(tables.rows("SELECT * FROM t")).containsExactly(Row.of(1, "Ada"));
    }

    @Test
    void takesWildcardsInAPrefixAsTheyAre() throws Exception {
        keys.setHash("a*[b]?\\1", "v", "ours");
        keys.setHash("axb1", "v", "theirs");
        tables.create(
                "t",
                "id INT, v STRING, PRIMARY KEY (id) NOT ENFORCED",
                "'key.prefix' = 'a*[b]?\\'");

        assertThat(tables.rows("SELECT * FROM t")).containsExactly(Row.of(1, "ours"));
    }

    @Test
    void scansManyKeysInBatchMode() throws Exception {
        for (int i = 0; i < 3_000; i++) {
            keys.setHash("n:" + i, "v", Integer.toString(i));
        }
        KeyTables batch = KeyTables.inBatchMode(server);
        batch.create("t", "id INT, v INT, PRIMARY KEY (id) NOT ENFORCED", "'key.prefix' = 'n:'");

        assertThat(batch.rows("SELECT COUNT(*), COUNT(DISTINCT id), SUM(v) FROM t"))
                .containsExactly(Row.of(3_000L, 3_000L, 4_498_500));
    }

    @Test
    void refusesAScanThatCheckpointsCannotHold() {
        tables.environment.enableCheckpointing(1_000);
        tables.create("t", "id INT, v INT, PRIMARY KEY (id) NOT ENFORCED", "");

        assertThatThrownBy(() -> tables.rows("SELECT * FROM t"))
                .hasStackTraceContaining("cannot be scanned by a streaming job with checkpoints");
    }

    @Test
    void replacesWhateverAKeyHeldByAString() throws Exception {
        keys.setHash("1", "v", "x");
        tables.create(
                "t",
                "id INT, v STRING, PRIMARY KEY (id) NOT ENFORCED",
                "'value.type' = 'string', 'format' = 'raw',"
                        + " 'value.fields-include' = 'EXCEPT_KEY'");

        tables.insert("INSERT INTO t VALUES (1, 'a')");

        assertThat(keys.string("1")).isEqualTo("a");
    }
}
