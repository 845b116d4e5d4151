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
import io.flinkbundle.connector.redis.testing.RedisKeys;
import io.flinkbundle.connector.redis.testing.RedisTestServer;

import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
import org.apache.flink.util.ExceptionUtils;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.clients.jedis.Protocol.Command;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** What cannot be read or written, by whom, and what is said about it. */
class RedisTableRefusalsITCase {

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

    @Test
    void failsAtAMalformedValueAndNamesItsKey() {
        keys.setHash("user:1", "age", "old");
        tables.create(
                "t", "id INT, age INT, PRIMARY KEY (id) NOT ENFORCED", "'key.prefix' = 'user:'");

        assertThatThrownBy(() -> tables.rows("SELECT * FROM t"))
                .hasStackTraceContaining("key 'user:1' cannot be read: field 'age': 'old' is no");
    }

    @Test
    void skipsMalformedKeysAndValuesIfToldSo() throws Exception {
        keys.setHash("user:1", "age", "old");
        keys.setHash("user:2", "age", "41");
        keys.setHash("user:x", "age", "42");
        tables.create(
                "t",
                "id INT, age INT, PRIMARY KEY (id) NOT ENFORCED",
                "'key.prefix' = 'user:', 'scan.on-malformed' = 'skip'");

        assertThat(tables.rows("SELECT * FROM t")).containsExactly(Row.of(2, 41));
    }

    @ParameterizedTest
    @CsvSource({"hash, ''", "list, ', ''format'' = ''json'''"})
    void saysThatAKeyHoldsSomethingElse(String type, String format) {
        keys.setString("1", "of somebody else");
        tables.create(
                "t",
                "id INT, v STRING, PRIMARY KEY (id) NOT ENFORCED",
                "'value.type' = '" + type + "'" + format);

        assertThatThrownBy(() -> tables.insert("INSERT INTO t VALUES (1, 'a')"))
                .hasStackTraceContaining("refused to write key '1': WRONGTYPE")
                .hasStackTraceContaining("use another key or delete it");
        assertThat(keys.string("1")).isEqualTo("of somebody else");
    }

    @Test
    void putsRejectedRowsAsideIfToldSo(@TempDir Path letters) throws Exception {
        keys.setString("taken", "of somebody else");
        tables.create(
                "t",
                "id STRING, v STRING",
                "'key.columns' = 'id', 'sink.on-rejected' = 'dead-letter', 'dead-letter.path' = '"
                        + letters.toUri()
                        + "'");

        tables.insert(
                "INSERT INTO t VALUES ('taken', 'a'), (CAST(NULL AS STRING), 'b'), ('free', 'c')");

        assertThat(keys.all()).containsExactly("free", "taken");
        assertThat(linesIn(letters))
                .hasSize(2)
                .anyMatch(line -> line.contains("WRONGTYPE") && line.contains("HSET taken id"))
                .anyMatch(line -> line.contains("column 'id' of the key is NULL"));
    }

    @Test
    void saysAtStartThatTheServerIsNotThere() {
        int port = RedisTestServer.freePort();
        tables.create(
                "t", "id INT, v STRING, PRIMARY KEY (id) NOT ENFORCED", "'port' = '" + port + "'");

        assertThatThrownBy(() -> tables.insert("INSERT INTO t VALUES (1, 'a')"))
                .hasStackTraceContaining(
                        "Could not open a connection at Redis server 127.0.0.1:" + port);
    }

    @Test
    void saysAtTheStartOfAScanThatTheServerIsNotThere() {
        int port = RedisTestServer.freePort();
        tables.create(
                "t", "id INT, v STRING, PRIMARY KEY (id) NOT ENFORCED", "'port' = '" + port + "'");

        assertThatThrownBy(() -> tables.rows("SELECT * FROM t"))
                .hasStackTraceContaining(
                        "Could not open a connection at Redis server 127.0.0.1:" + port);
    }

    @Test
    void needsNoRightsButThoseThatAreDocumented() throws Exception {
        server.call(
                Command.ACL,
                "SETUSER",
                "writer",
                "on",
                ">secret",
                "~user:*",
                "+hset",
                "+hdel",
                "+del",
                "+multi",
                "+exec",
                "+pexpire",
                "+type");
        server.call(
                Command.ACL,
                "SETUSER",
                "reader",
                "on",
                ">secret",
                "~user:*",
                "+hmget",
                "+hlen",
                "+scan");
        String columns = "id INT, v STRING, PRIMARY KEY (id) NOT ENFORCED";
        String options = "'key.prefix' = 'user:', 'password' = 'secret', 'username' = ";
        tables.create("written", columns, options + "'writer', 'sink.ttl' = '1 h'");
        tables.create("read", columns, options + "'reader'");

        tables.insert("INSERT INTO written VALUES (1, 'a'), (2, CAST(NULL AS STRING))");

        assertThat(tables.rows("SELECT * FROM `read`"))
                .containsExactlyInAnyOrder(Row.of(1, "a"), Row.of(2, null));
        assertThatThrownBy(() -> tables.insert("INSERT INTO `read` VALUES (1, 'a')"))
                .hasStackTraceContaining("NOPERM")
                .hasStackTraceContaining("Grant the user the command and the key");
    }

    @ParameterizedTest
    @CsvSource({"string, set, get", "list, rpush, lrange"})
    void needsNoMoreRightsForStringsAndLists(String type, String write, String read)
            throws Exception {
        server.call(Command.ACL, "SETUSER", "writer", "on", ">secret", "~user:*", "+" + write);
        server.call(Command.ACL, "SETUSER", "reader", "on", ">secret", "~user:*", "+" + read);
        server.call(Command.ACL, "SETUSER", "reader", "+scan");
        String columns = "id INT, v STRING, PRIMARY KEY (id) NOT ENFORCED";
        String options =
                "'value.type' = '"
                        + type
                        + "', 'format' = 'json', 'key.prefix' = 'user:', 'password' = 'secret',"
                        + " 'username' = ";
        tables.create("written", columns, options + "'writer'");
        tables.create("read", columns, options + "'reader'");

        tables.insert("INSERT INTO written VALUES (1, 'a')");

        assertThat(tables.rows("SELECT * FROM `read`")).containsExactly(Row.of(1, "a"));
    }

    @Test
    void rejectsARowThatWouldBeAHashWithoutFields() throws Exception {
        tables.create(
                "t",
                "id INT, v STRING, PRIMARY KEY (id) NOT ENFORCED",
                "'value.fields-include' = 'EXCEPT_KEY', 'sink.on-rejected' = 'skip'");

        tables.insert("INSERT INTO t VALUES (1, CAST(NULL AS STRING)), (2, 'b')");

        assertThat(keys.all()).containsExactly("2");
    }

    @Test
    void neverShowsThePassword() {
        tables.create(
                "t",
                "id INT, v STRING, PRIMARY KEY (id) NOT ENFORCED",
                "'username' = 'nobody', 'password' = 'planted'");

        try (CapturedLog log = new CapturedLog()) {
            assertThatThrownBy(() -> tables.insert("INSERT INTO t VALUES (1, 'a')"))
                    .satisfies(
                            failure ->
                                    assertThat(ExceptionUtils.stringifyException(failure))
                                            .contains(server.address())
                                            .contains("WRONGPASS")
                                            .doesNotContain("planted"));
            assertThat(log.text()).contains("WRONGPASS").doesNotContain("planted");
        }
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
