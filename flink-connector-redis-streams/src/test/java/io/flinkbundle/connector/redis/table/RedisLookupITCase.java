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

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import redis.clients.jedis.Protocol.Command;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Lookup joins with keys of a real server. */
class RedisLookupITCase {

    private static final String PARTIAL =
            "'lookup.cache' = 'PARTIAL', 'lookup.partial-cache.max-rows' = '10'";
    private static final String FULL =
            "'lookup.cache' = 'FULL', 'lookup.full-cache.periodic-reload.interval' = '1 h'";

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(4)
                            .build());

    @TempDir private Path folder;

    private RedisTestServer server;
    private RedisKeys keys;
    private KeyTables tables;

    @BeforeEach
    void setUp() {
        server = new RedisTestServer(folder);
        keys = new RedisKeys(server);
        tables = new KeyTables(server);
        tables.sql.executeSql(
                "CREATE TEMPORARY VIEW orders AS SELECT id, region, PROCTIME() AS placed FROM"
                        + " (VALUES (1, 'eu'), (2, 'us'), (3, 'eu'), (1, 'us'),"
                        + " (CAST(NULL AS INT), 'eu')) AS v (id, region)");
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "'lookup.async' = 'false'",
                PARTIAL,
                PARTIAL + ", 'lookup.async' = 'false'",
                FULL
            })
    void joinsWithTheFieldsOfHashes(String options) throws Exception {
        keys.setHash("user:1", "name", "Ada", "unused", "x");
        keys.setHash("user:2", "unused", "x");
        create("id INT, name STRING, PRIMARY KEY (id) NOT ENFORCED", options);

        assertThat(tables.rows(join("LEFT", "o.id = u.id")))
                .containsExactlyInAnyOrder(
                        Row.of(1, "Ada"),
                        Row.of(1, "Ada"),
                        Row.of(2, null),
                        Row.of(3, null),
                        Row.of(null, null));
        assertThat(tables.rows(join("INNER", "o.id = u.id"))).hasSize(3);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "'lookup.async' = 'false'", PARTIAL, FULL})
    void joinsWithStringsInAFormat(String options) throws Exception {
        keys.setString("user:1", "{\"id\":1,\"name\":\"Ada\"}");
        create(
                "id INT, name STRING, PRIMARY KEY (id) NOT ENFORCED",
                "'value.type' = 'string', 'format' = 'json'"
                        + (options.isEmpty() ? "" : ", " + options));

        assertThat(tables.rows(join("INNER", "o.id = u.id")))
                .containsExactly(Row.of(1, "Ada"), Row.of(1, "Ada"));
    }

    @Test
    void joinsWithEachElementOfAList() throws Exception {
        keys.append("user:1", "{\"name\":\"Ada\"}", "{\"name\":\"Bob\"}");
        create(
                "id INT, name STRING, PRIMARY KEY (id) NOT ENFORCED",
                "'value.type' = 'list', 'format' = 'json', 'value.fields-include' = 'EXCEPT_KEY'");

        assertThat(tables.rows(join("INNER", "o.id = u.id")))
                .containsExactlyInAnyOrder(
                        Row.of(1, "Ada"), Row.of(1, "Bob"), Row.of(1, "Ada"), Row.of(1, "Bob"));
    }

    @Test
    void joinsByAKeyOfTwoColumns() throws Exception {
        keys.setHash("user:eu:1", "name", "Ada");
        create(
                "id INT, region STRING, name STRING, PRIMARY KEY (region, id) NOT ENFORCED",
                "'key.columns' = 'region;id'");

        assertThat(tables.rows(join("INNER", "o.id = u.id AND o.region = u.region")))
                .containsExactly(Row.of(1, "Ada"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "'lookup.async' = 'false'", PARTIAL})
    void comparesColumnsThatAreNotInTheKey(String options) throws Exception {
        keys.setHash("user:1", "name", "Ada", "region", "us", "share", "-0.0");
        keys.setHash("user:2", "name", "Bob");
        create(
                "id INT, name STRING, region STRING, share DOUBLE,"
                        + " PRIMARY KEY (id) NOT ENFORCED",
                options);

        assertThat(tables.rows(join("INNER", "o.id = u.id AND o.region = u.region")))
                .containsExactly(Row.of(1, "Ada"));
        assertThat(tables.rows(join("LEFT", "o.id = u.id AND u.region = 'us'")))
                .containsExactlyInAnyOrder(
                        Row.of(1, "Ada"),
                        Row.of(1, "Ada"),
                        Row.of(2, null),
                        Row.of(3, null),
                        Row.of(null, null));
        assertThat(tables.rows(join("INNER", "o.id = u.id AND u.share = CAST(0 AS DOUBLE)")))
                .hasSize(2);
    }

    @Test
    void looksUpManyKeysAtATime() {
        create("id INT, name STRING, PRIMARY KEY (id) NOT ENFORCED", "");

        assertThat(tables.sql.explainSql(join("LEFT", "o.id = u.id"))).contains("async=[ORDERED");
    }

    @Test
    void saysThatAKeyIsFoundAsAWholeOnly() {
        create("id INT, region STRING, name STRING, PRIMARY KEY (region, id) NOT ENFORCED", "");

        assertThatThrownBy(() -> tables.sql.explainSql(join("LEFT", "o.id = u.id")))
                .hasStackTraceContaining("Redis finds values by their whole key only")
                .hasStackTraceContaining("'lookup.cache' to 'FULL'");
    }

    @ParameterizedTest
    @CsvSource({"true, 3", "false, 4"})
    void asksOnceForWhatACacheHolds(boolean cacheMissingKey, int questions) throws Exception {
        keys.setHash("user:1", "name", "Ada");
        tables.environment.setParallelism(1);
        tables.sql.executeSql(
                "CREATE TEMPORARY VIEW repeated AS SELECT id, PROCTIME() AS placed FROM"
                        + " (VALUES (1), (2), (1), (1), (2), (3)) AS v (id)");
        create(
                "id INT, name STRING, PRIMARY KEY (id) NOT ENFORCED",
                PARTIAL
                        + ", 'lookup.async' = 'false',"
                        + " 'lookup.partial-cache.cache-missing-key' = '"
                        + cacheMissingKey
                        + "'");

        assertThat(tables.rows(join("INNER", "o.id = u.id").replace("orders", "repeated")))
                .hasSize(3);

        assertThat(calls("hmget")).isEqualTo(questions);
    }

    @Test
    void readsAKeyOfAFullCacheOnceForAllRows() throws Exception {
        keys.setHash("user:1", "name", "Ada");
        tables.environment.setParallelism(1);
        create("id INT, name STRING, PRIMARY KEY (id) NOT ENFORCED", FULL);

        assertThat(tables.rows(join("INNER", "o.id = u.id"))).hasSize(2);

        assertThat(calls("hmget")).isEqualTo(1);
    }

    private int calls(String command) {
        String statistics =
                new String(
                        (byte[]) server.call(Command.INFO, "commandstats"), StandardCharsets.UTF_8);
        Matcher calls =
                Pattern.compile("cmdstat_" + command + ":calls=([0-9]+)").matcher(statistics);
        return calls.find() ? Integer.parseInt(calls.group(1)) : 0;
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "'lookup.async' = 'false'", FULL})
    void goesOnBesideAKeyThatHoldsSomethingElse(String options) throws Exception {
        keys.setString("user:1", "no hash");
        keys.setHash("user:2", "name", "Bob");
        create(
                "id INT, name STRING, PRIMARY KEY (id) NOT ENFORCED",
                "'scan.on-malformed' = 'skip'" + (options.isEmpty() ? "" : ", " + options));

        assertThat(tables.rows(join("INNER", "o.id = u.id"))).containsExactly(Row.of(2, "Bob"));
    }

    @Test
    void saysThatAKeyHoldsSomethingElse() {
        keys.setString("user:1", "no hash");
        create("id INT, name STRING, PRIMARY KEY (id) NOT ENFORCED", "");

        assertThatThrownBy(() -> tables.rows(join("INNER", "o.id = u.id")))
                .hasStackTraceContaining("key 'user:1' cannot be read")
                .hasStackTraceContaining("WRONGTYPE");
    }

    @Test
    void findsNoHashWhereThereIsSomethingElseThoughItsFieldsAreNotNeeded() throws Exception {
        keys.setString("user:1", "no hash");
        keys.setHash("user:2", "name", "Bob");
        create(
                "id INT, name STRING, PRIMARY KEY (id) NOT ENFORCED",
                "'scan.on-malformed' = 'skip'");

        assertThat(
                        tables.rows(
                                "SELECT u.id FROM orders AS o JOIN users FOR SYSTEM_TIME AS OF"
                                        + " o.placed AS u ON o.id = u.id"))
                .containsExactly(Row.of(2));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "'lookup.async' = 'false'", FULL})
    void saysThatTheLoginIsWrong(String options) {
        create(
                "id INT, name STRING, PRIMARY KEY (id) NOT ENFORCED",
                "'username' = 'nobody', 'password' = 'planted'"
                        + (options.isEmpty() ? "" : ", " + options));

        try (CapturedLog log = new CapturedLog()) {
            assertThatThrownBy(() -> tables.rows(join("LEFT", "o.id = u.id")))
                    .satisfies(
                            failure ->
                                    assertThat(ExceptionUtils.stringifyException(failure))
                                            .contains("WRONGPASS", "'password.file'")
                                            .doesNotContain("planted"));
            assertThat(log.text()).doesNotContain("planted");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "'lookup.async' = 'false'"})
    void failsWhenTheServerStaysAway(String options) {
        create(
                "id INT, name STRING, PRIMARY KEY (id) NOT ENFORCED",
                "'lookup.max-retries' = '0'" + (options.isEmpty() ? "" : ", " + options));
        server.stop();

        assertThatThrownBy(() -> tables.rows(join("LEFT", "o.id = u.id")))
                .hasStackTraceContaining("127.0.0.1:" + server.port());
    }

    @Test
    void saysInOneLineWhyACacheCouldNotBeFilled() {
        create("id INT, name STRING, PRIMARY KEY (id) NOT ENFORCED", FULL);
        server.stop();
        String line =
                "The lookup cache of table default_catalog.default_database.users could not be"
                        + " filled from Redis server 127.0.0.1:"
                        + server.port()
                        + ", and the job fails: Could not open a connection at Redis server";

        try (CapturedLog log = new CapturedLog()) {
            assertThatThrownBy(() -> tables.rows(join("LEFT", "o.id = u.id")))
                    .hasStackTraceContaining(line);
            assertThat(log.text().lines().filter(each -> each.startsWith(line))).hasSize(1);
        }
    }

    private void create(String columns, String options) {
        tables.create(
                "users",
                columns,
                "'key.prefix' = 'user:'" + (options.isEmpty() ? "" : ", " + options));
    }

    private static String join(String type, String condition) {
        return "SELECT o.id, u.name FROM orders AS o "
                + type
                + " JOIN users FOR SYSTEM_TIME AS OF o.placed AS u ON "
                + condition;
    }
}
