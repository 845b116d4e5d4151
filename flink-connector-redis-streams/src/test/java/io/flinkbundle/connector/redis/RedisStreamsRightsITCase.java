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

package io.flinkbundle.connector.redis;

import io.flinkbundle.connector.redis.testing.RedisBinary;
import io.flinkbundle.connector.redis.testing.RedisTestServer;

import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import redis.clients.jedis.Protocol.Command;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Users with no rights but those that the documentation lists for what a table does. */
class RedisStreamsRightsITCase {

    private static final String READING = "xread xinfo|stream time";
    private static final String GROUP =
            "xreadgroup xack xpending xclaim xgroup|create xinfo|groups xinfo|stream";
    private static final String WRITING = "xadd xinfo|stream";
    private static final String EXACTLY_ONCE = " watch multi exec get set del type";

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(2)
                            .build());

    @TempDir private Path folder;

    private RedisTestServer server;
    private TableEnvironment sql;

    @BeforeEach
    void start() {
        server = new RedisTestServer(folder);
        sql = TableEnvironment.create(EnvironmentSettings.inStreamingMode());
        sql.getConfig().set("execution.checkpointing.interval", "100 ms");
        sql.getConfig().set("parallelism.default", "1");
        sql.getConfig().set("restart-strategy.type", "none");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                READING + "; 'streams' = 'in', 'scan.bounded.mode' = 'latest'",
                READING + " scan; 'streams.pattern' = 'in*', 'scan.bounded.mode' = 'latest'",
                READING
                        + " xgroup|setid xgroup|create; 'streams' = 'in',"
                        + " 'scan.bounded.mode' = 'latest', 'scan.progress-group' = 'g'",
                READING
                        + " xtrim; 'streams' = 'in', 'scan.bounded.mode' = 'latest',"
                        + " 'scan.trim-after-checkpoint' = 'true'",
                GROUP
                        + "; 'streams' = 'in', 'scan.mode' = 'consumer-group', 'group.id' = 'g',"
                        + " 'scan.bounded.mode' = 'idle', 'scan.bounded.idle-timeout' = '1 s'"
            })
    void reads(String rights, String options) throws Exception {
        for (int i = 0; i < 10; i++) {
            server.add("in", "a", Integer.toString(i));
        }
        allow(rights);
        create("t", "a INT", options);

        List<Row> rows = new ArrayList<>();
        try (CloseableIterator<Row> each = sql.executeSql("SELECT a FROM t").collect()) {
            each.forEachRemaining(rows::add);
        }

        assertThat(rows).hasSize(10);
        assertThat(refusals()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '"',
            value = {
                WRITING + "; plain",
                WRITING + " xrange; id",
                WRITING + EXACTLY_ONCE + "; exactly-once",
                WRITING + EXACTLY_ONCE + " eval; id exactly-once"
            })
    void writes(String rights, String how) throws Exception {
        server.addWithId("out", "5-0", "a", "0");
        allow(rights);
        create(
                "t",
                "a INT" + (how.contains("id") ? ", id STRING METADATA" : ""),
                "'streams' = 'out', 'sink.on-rejected' = 'skip'"
                        + (how.contains("exactly")
                                ? ", 'sink.delivery-guarantee' = 'exactly-once'"
                                : ""));

        sql.executeSql(
                        how.contains("id")
                                ? "INSERT INTO t VALUES (1, '6-0'), (2, '4-0'), (3, '7-0')"
                                : "INSERT INTO t VALUES (1), (3)")
                .await();

        assertThat(server.entries("out"))
                .extracting(entry -> entry.get("a"))
                .containsExactly("0", "1", "3");
        assertThat(refusals()).isEmpty();
    }

    @Test
    void namesARightThatIsMissing() {
        RedisBinary.assumeRedis7();
        allow("xadd");
        create("t", "a INT", "'streams' = 'out'");

        assertThatThrownBy(() -> sql.executeSql("INSERT INTO t VALUES (1)").await())
                .hasStackTraceContaining("NOPERM")
                .hasStackTraceContaining("xinfo|stream")
                .hasStackTraceContaining("Grant the user the command and the key");
    }

    private void allow(String rights) {
        List<Object> command =
                new ArrayList<>(
                        List.of(
                                "SETUSER",
                                "user",
                                "on",
                                ">secret",
                                "~in",
                                "~out",
                                "~{out}:flink:*",
                                "+client|setname"));
        for (String right : rights.trim().split(" ")) {
            command.add("+" + right);
        }
        server.call(Command.ACL, command.toArray());
        server.call(Command.ACL, "LOG", "RESET");
    }

    private void create(String table, String columns, String options) {
        sql.executeSql(
                "CREATE TABLE %s (%s) WITH ('connector' = 'redis-streams', 'host' = '127.0.0.1', 'port' = '%d', 'username' = 'user', 'password' = 'secret', %s)"
                        .formatted(table, columns, server.port(), options));
    }

    /** What the server has refused to the user, although the job did not mind. */
    private List<String> refusals() {
        List<String> refusals = new ArrayList<>();
        for (Object element : (List<?>) server.call(Command.ACL, "LOG")) {
            List<?> entry = (List<?>) element;
            for (int i = 0; i < entry.size(); i += 2) {
                if (text(entry.get(i)).equals("object")) {
                    refusals.add(text(entry.get(i + 1)));
                }
            }
        }
        return refusals;
    }

    private static String text(Object value) {
        return value instanceof byte[] bytes ? new String(bytes, UTF_8) : String.valueOf(value);
    }
}
