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

package io.flinkbundle.cli;

import io.flinkbundle.cli.testing.CliProcess;
import io.flinkbundle.cli.testing.CliProcess.Result;
import io.flinkbundle.cli.testing.InProcess;
import io.flinkbundle.cli.testing.Systems;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class ConnectITCase {

    @TempDir private static Path folder;

    private static Systems systems;

    @BeforeAll
    static void start() throws Exception {
        systems = Systems.start(folder);
    }

    @AfterAll
    static void stop() {
        systems.close();
    }

    @Test
    void findsEverythingInPlaceAsAProcess() throws IOException {
        Path script =
                script(
                        """
                        CREATE TABLE orders (order_id BIGINT, price DOUBLE) WITH (
                          'connector' = 'redis-streams', 'host' = '127.0.0.1', 'port' = '${REDIS_PORT}',
                          'password' = '${REDIS_PASSWORD}', 'streams' = 'orders');
                        CREATE TABLE archive (order_id BIGINT, price DECIMAL(10, 2)) WITH (
                          'connector' = 'duckdb', 'path' = '${DUCKDB}', 'table-name' = 'orders');
                        CREATE TABLE results (order_id BIGINT) WITH ('connector' = 'print');
                        CREATE TABLE files (order_id BIGINT) WITH (
                          'connector' = 'filesystem', 'path' = '/tmp/files', 'format' = 'json');
                        INSERT INTO archive SELECT order_id, CAST(price AS DECIMAL(10, 2)) FROM orders;
                        INSERT INTO results SELECT order_id FROM orders;
                        """);

        Result result =
                CliProcess.run(
                        Map.of(
                                "REDIS_PASSWORD",
                                Systems.REDIS_PASSWORD,
                                "REDIS_PORT",
                                "" + systems.redisPort(),
                                "DUCKDB",
                                systems.duckDb().toString()),
                        "verify",
                        script.toString(),
                        "--connect");

        assertThat(result.exitCode()).as(result.everything()).isEqualTo(ExitCodes.OK);
        assertThat(result.out())
                .contains(":1: OK  table 'orders' (redis-streams)", "2 entries")
                .contains(":4: OK  table 'archive' (duckdb)", "table 'orders' is there")
                .contains(":7: SKIPPED  table 'files' (filesystem)");
        assertThat(result.everything()).doesNotContain(Systems.REDIS_PASSWORD);
    }

    @Test
    void comparesColumnsAndPrintsTheStatementThatWouldFit() throws IOException {
        Path script =
                script(
                        """
                        CREATE TABLE orders (order_id BIGINT, price BOOLEAN, place STRING) WITH (
                          'connector' = 'duckdb', 'path' = '${DUCKDB}', 'table-name' = 'orders');
                        SELECT * FROM orders;
                        """);

        Result result = verify(script, "--connect");

        assertThat(result.exitCode()).isEqualTo(ExitCodes.PROBLEMS);
        assertThat(result.out())
                .contains("column 'price' is declared as BOOLEAN, and found as DECIMAL(10, 2)")
                .contains(
                        "column 'place' STRING is declared, and not there; did you mean 'placed'?")
                .contains("`placed` TIMESTAMP_LTZ(6)", "`tags` ARRAY<STRING>")
                .contains("PRIMARY KEY (`order_id`) NOT ENFORCED");
    }

    @Test
    void saysWhichTablesThereAreWhenOneIsMissing() throws IOException {
        Result result =
                verify(
                        script(
                                """
                                CREATE TABLE o (order_id BIGINT) WITH (
                                  'connector' = 'duckdb', 'path' = '${DUCKDB}', 'table-name' = 'order');
                                SELECT * FROM o;
                                """),
                        "--connect");

        assertThat(result.exitCode()).isEqualTo(ExitCodes.PROBLEMS);
        assertThat(result.out()).contains("There is no table 'order'", "notes, orders");
    }

    @Test
    void saysThatALoginIsRefused() throws IOException {
        Result result =
                verify(
                        script(
                                """
                                CREATE TABLE o (order_id BIGINT) WITH (
                                  'connector' = 'redis-streams', 'host' = '127.0.0.1',
                                  'port' = '${REDIS_PORT}', 'streams' = 'orders',
                                  'password' = '${WRONG:-wrong-planted-secret}');
                                SELECT * FROM o;
                                """),
                        "--connect");

        assertThat(result.exitCode()).isEqualTo(ExitCodes.PROBLEMS);
        assertThat(result.out()).contains("The login is refused.");
        assertThat(result.everything()).doesNotContain("wrong-planted-secret");
    }

    @Test
    void saysThatAServerIsNotThere() throws IOException {
        Result result =
                verify(
                        script(
                                """
                                CREATE TABLE o (id BIGINT, `time` TIMESTAMP(3)) WITH (
                                  'connector' = 'influxdb3', 'url' = 'http://127.0.0.1:1',
                                  'database' = 'sensors', 'table-name' = 'home');
                                CREATE TABLE g (id BIGINT, `time` TIMESTAMP(3)) WITH ('connector' = 'datagen');
                                INSERT INTO o SELECT * FROM g;
                                """),
                        "--connect");

        assertThat(result.exitCode()).isEqualTo(ExitCodes.PROBLEMS);
        assertThat(result.out()).contains("It cannot be reached.", "http://127.0.0.1:1");
    }

    @Test
    void readsAFewRowsAndRunsNoSink() throws IOException {
        Result result =
                verify(
                        script(
                                """
                                CREATE TABLE o (order_id BIGINT, price DOUBLE) WITH (
                                  'connector' = 'redis-streams', 'host' = '127.0.0.1',
                                  'port' = '${REDIS_PORT}', 'streams' = 'orders',
                                  'password' = '${REDIS_PASSWORD}');
                                CREATE TABLE n (order_id BIGINT, price DOUBLE) WITH (
                                  'connector' = 'duckdb', 'path' = '${DUCKDB}.new', 'table-name' = 'n');
                                INSERT INTO n SELECT * FROM o;
                                """),
                        "--sample",
                        "1");

        assertThat(result.exitCode()).as(result.everything()).isEqualTo(ExitCodes.OK);
        assertThat(result.out()).contains("1 rows", "+I[1, 2.5]").doesNotContain("+I[2");
        assertThat(Path.of(systems.duckDb() + ".new")).doesNotExist();
    }

    @Test
    void writesStatementsForATableOfDuckDb() {
        Result result = CliProcess.run("ddl", "--from", "duckdb:" + systems.duckDb() + "#orders");

        assertThat(result.exitCode()).as(result.everything()).isEqualTo(ExitCodes.OK);
        assertThat(result.out())
                .isEqualTo(
                        """
                        CREATE TABLE `orders` (
                          `order_id` BIGINT NOT NULL,
                          `price` DECIMAL(10, 2),
                          `placed` TIMESTAMP_LTZ(6),
                          `tags` ARRAY<STRING>,
                          PRIMARY KEY (`order_id`) NOT ENFORCED
                        ) WITH (
                          'connector' = 'duckdb',
                          'path' = '%s',
                          'table-name' = 'orders'
                        );
                        """
                                .formatted(systems.duckDb()));
    }

    @Test
    void guessesTheFieldsOfAStreamAndHidesThePassword() throws IOException {
        Result result =
                InProcess.run(
                        "ddl",
                        "--from",
                        "redis:127.0.0.1:" + systems.redisPort() + "#orders",
                        "--with",
                        "password=" + Systems.REDIS_PASSWORD);

        assertThat(result.out())
                .contains("`order_id` BIGINT", "`price` DOUBLE", "`note` STRING")
                .contains("`entry_time` TIMESTAMP_LTZ(3) METADATA FROM 'timestamp' VIRTUAL")
                .contains("WATERMARK FOR `entry_time` AS SOURCE_WATERMARK()")
                .contains("'password' = '${PASSWORD}'");
        assertThat(result.everything()).doesNotContain(Systems.REDIS_PASSWORD);
        assertThat(planned(result, "PASSWORD=x")).isEqualTo(ExitCodes.OK);
    }

    @Test
    void guessesTheFieldsOfHashes() throws IOException {
        Result result =
                InProcess.run(
                        "ddl",
                        "--from",
                        "redis:127.0.0.1:" + systems.redisPort() + "#user:",
                        "--with",
                        "password=" + Systems.REDIS_PASSWORD);

        assertThat(result.out())
                .contains("CREATE TABLE `user`", "'connector' = 'redis'")
                .contains("'key.prefix' = 'user:'", "`visits` BIGINT", "`name` STRING")
                .contains("PRIMARY KEY (`key`) NOT ENFORCED");
        assertThat(planned(result, "PASSWORD=x")).isEqualTo(ExitCodes.OK);
    }

    @Test
    void knowsTagsAndTimeOfAMeasurement() throws IOException {
        Result result =
                InProcess.run(
                        "ddl",
                        "--from",
                        "influxdb3:" + systems.influxUrl() + "/sensors#home",
                        "--with",
                        "token=" + Systems.INFLUX_TOKEN);

        assertThat(result.out())
                .contains("`temp` DOUBLE", "`hum` BIGINT", "`room` STRING")
                .contains("`time` TIMESTAMP_LTZ(9) NOT NULL")
                .contains("'tag.columns' = 'room'", "'token' = '${TOKEN}'");
        assertThat(result.everything()).doesNotContain(Systems.INFLUX_TOKEN);
    }

    @Test
    void guessesThePayloadOfMessages() throws IOException {
        Result result =
                InProcess.run(
                        "ddl",
                        "--from",
                        "pubsub:shop-1#events-flink",
                        "--with",
                        "emulator-host=" + systems.pubSubHost());

        assertThat(result.out())
                .as(result.everything())
                .contains("`id` BIGINT", "`user` ROW<`name` STRING>", "`score` ARRAY<DOUBLE>")
                .contains("'format' = 'json'", "'subscription' = 'events-flink'");
        assertThat(planned(result)).isEqualTo(ExitCodes.OK);
    }

    @Test
    void writesTheOtherSystemsStatements() throws IOException {
        Path script =
                script(
                        """
                        CREATE TABLE t (id BIGINT NOT NULL, v ARRAY<DOUBLE>, PRIMARY KEY (id) NOT ENFORCED)
                        WITH ('connector' = 'datagen');
                        """);

        assertThat(InProcess.run("ddl", "--to", "duckdb", "--script", script.toString()).out())
                .contains("CREATE TABLE", "main", "t")
                .contains("BIGINT", "DOUBLE[]", "PRIMARY KEY");
        assertThat(InProcess.run("ddl", "--to", "bigquery", "--script", script.toString()).out())
                .contains("`v` ARRAY<FLOAT64>", "`id` INT64 NOT NULL");
        assertThat(InProcess.run("ddl", "--to", "influxdb3", "--script", script.toString()).out())
                .contains("influxdb3 create table", "--tags id");
    }

    /** Whether what was printed can be planned as it stands. */
    private static int planned(Result ddl, String... definitions) throws IOException {
        List<String> arguments = new ArrayList<>(List.of("verify", script(ddl.out()).toString()));
        for (String definition : definitions) {
            arguments.add("--define");
            arguments.add(definition);
        }
        return InProcess.run(arguments.toArray(String[]::new)).exitCode();
    }

    private static Result verify(Path script, String... more) {
        List<String> arguments =
                new ArrayList<>(
                        List.of(
                                "verify",
                                script.toString(),
                                "--define",
                                "DUCKDB=" + systems.duckDb(),
                                "--define",
                                "REDIS_PORT=" + systems.redisPort(),
                                "--define",
                                "REDIS_PASSWORD=" + Systems.REDIS_PASSWORD));
        arguments.addAll(List.of(more));
        return InProcess.run(arguments.toArray(String[]::new));
    }

    private static Path script(String sql) throws IOException {
        return Files.writeString(Files.createTempFile(folder, "script", ".sql"), sql);
    }
}
