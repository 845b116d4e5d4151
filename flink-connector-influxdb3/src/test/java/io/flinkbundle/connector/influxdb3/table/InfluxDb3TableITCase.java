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

package io.flinkbundle.connector.influxdb3.table;

import io.flinkbundle.connector.influxdb3.testing.CapturedLog;
import io.flinkbundle.connector.influxdb3.testing.InfluxDb3Server;
import io.flinkbundle.connector.influxdb3.testing.InfluxQueries;
import io.flinkbundle.emulators.influxdb3.InfluxDb3Emulator;
import io.flinkbundle.emulators.influxdb3.call.Endpoint;
import io.flinkbundle.emulators.influxdb3.call.RecordedCall;

import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.bridge.java.StreamTableEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.ExceptionUtils;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(120)
class InfluxDb3TableITCase {

    private static final String TOKEN = "apiv3_planted-token";

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(4)
                            .build());

    @RegisterExtension
    static final InfluxDb3Server SERVER =
            new InfluxDb3Server(InfluxDb3Emulator.builder().keepBodies(true));

    @TempDir private Path folder;

    /** On the stream environment, because only that runs on the cluster of the test. */
    private TableEnvironment tables =
            StreamTableEnvironment.create(StreamExecutionEnvironment.getExecutionEnvironment());

    private InfluxQueries server;

    @BeforeEach
    void setUp() {
        server = SERVER.queries();
        tables.getConfig().set("parallelism.default", "2");
        tables.getConfig().set("restart-strategy.type", "none");
        tables.getConfig().set("table.local-time-zone", "UTC");
    }

    @Test
    void writesEveryType() throws Exception {
        create(
                "types",
                "tag_s STRING, tag_i INT, tag_b BOOLEAN, s STRING, ch CHAR(2), b BYTES, yes BOOLEAN,"
                        + " ti TINYINT, sm SMALLINT, i INT, bi BIGINT, f FLOAT, d DOUBLE,"
                        + " de DECIMAL(10, 2), da DATE, t TIME(0), ts TIMESTAMP(6),"
                        + " tl TIMESTAMP_LTZ(3), `time` TIMESTAMP(9)",
                "'tag.columns' = 'tag_s;tag_i;tag_b'");

        insert(
                "INSERT INTO types VALUES ('a b,c=d', -5, TRUE, 'say \"ä\" \\', 'xy', x'00ff', FALSE,"
                        + " CAST(-128 AS TINYINT), CAST(32767 AS SMALLINT), -2147483648,"
                        + " 9223372036854775807, CAST('0.1' AS FLOAT), 1.5E300, 12.30,"
                        + " DATE '2026-02-03', TIME '23:59:59', TIMESTAMP '2026-02-03 04:05:06.789',"
                        + " TO_TIMESTAMP_LTZ(1000, 3), TIMESTAMP '2026-01-01 00:00:00.123456789')");

        assertThat(server.rows("SELECT * FROM types"))
                .singleElement()
                .asString()
                .contains("\"tag_s\":\"a b,c=d\"", "\"tag_i\":\"-5\"", "\"tag_b\":\"true\"")
                .contains("\"s\":\"say \\\"ä\\\" \\\\\"", "\"ch\":\"xy\"", "\"b\":\"AP8=\"")
                .contains("\"yes\":false", "\"ti\":-128", "\"sm\":32767", "\"i\":-2147483648")
                .contains("\"bi\":9223372036854775807", "\"f\":0.1", "\"de\":12.3")
                .contains("\"da\":\"2026-02-03\"", "\"t\":\"23:59:59\"")
                .contains("\"ts\":\"2026-02-03T04:05:06.789\"", "\"tl\":\"1970-01-01T00:00:01Z\"")
                .contains("\"time\":\"2026-01-01T00:00:00.123456789\"");
        assertThat(server.rows("SELECT d FROM types WHERE d > 1.49E300 AND d < 1.51E300"))
                .hasSize(1);
    }

    @Test
    void leavesOutWhatIsNull() throws Exception {
        create("n", "room STRING, v DOUBLE, w BIGINT, `time` BIGINT", "'tag.columns' = 'room'");

        insert("INSERT INTO n VALUES (CAST(NULL AS STRING), CAST(NULL AS DOUBLE), 7, 1000)");

        assertThat(server.rows("SELECT * FROM n"))
                .containsExactly("{\"time\":\"1970-01-01T00:00:01\",\"w\":7}");
    }

    @Test
    void writesUnsignedFloatsAndConstantTagsWhereAsked() throws Exception {
        create(
                "u",
                "u BIGINT, big DECIMAL(20, 0), `time` BIGINT",
                "'field.unsigned-columns' = 'u;big', 'tag.defaults' = 'site:berlin,line:3'");
        create("fl", "i INT, `time` BIGINT", "'field.ints-as-floats' = 'true'");

        insert("INSERT INTO u VALUES (5, CAST('18446744073709551615' AS DECIMAL(20, 0)), 1000)");
        insert("INSERT INTO fl VALUES (5, 1000)");

        assertThat(server.rows("SELECT u, big, site, line FROM u"))
                .containsExactly(
                        "{\"u\":5,\"big\":18446744073709551615,\"site\":\"berlin\",\"line\":\"3\"}");
        assertThat(server.rows("SELECT i FROM fl")).containsExactly("{\"i\":5.0}");
    }

    @Test
    void takesTheTableFromARow() throws Exception {
        tables.executeSql(
                "CREATE TABLE many (v BIGINT, `time` BIGINT, m STRING METADATA FROM 'measurement')"
                        + connector("", ""));

        insert("INSERT INTO many VALUES (1, 1, 'a'), (2, 2, 'b b'), (3, 3, 'a')");

        assertThat(server.count("a")).isEqualTo(2);
        assertThat(server.count("b b")).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"s, 1", "ms, 1000", "us, 1000000", "ns, 1000000000"})
    void countsInTheUnitThatIsSet(String unit, long oneSecond) throws Exception {
        create("p", "v BIGINT, `time` BIGINT", "'time.precision' = '" + unit + "'");

        insert("INSERT INTO p VALUES (1, " + oneSecond + ")");

        assertThat(server.rows("SELECT time FROM p"))
                .containsExactly("{\"time\":\"1970-01-01T00:00:01\"}");
    }

    @ParameterizedTest
    @EnumSource(
            value = RuntimeExecutionMode.class,
            names = {"STREAMING", "BATCH"})
    void derivesTheSizeOfItsRequestsFromTheInput(RuntimeExecutionMode mode) throws Exception {
        tables =
                StreamTableEnvironment.create(
                        StreamExecutionEnvironment.getExecutionEnvironment(
                                new Configuration().set(ExecutionOptions.RUNTIME_MODE, mode)));
        create("b", "v BIGINT, `time` BIGINT", "'sink.parallelism' = '1'");
        tables.executeSql(
                "CREATE TABLE numbers (v BIGINT) WITH ('connector' = 'datagen',"
                        + " 'number-of-rows' = '25000', 'fields.v.kind' = 'sequence',"
                        + " 'fields.v.start' = '1', 'fields.v.end' = '25000')");

        insert("INSERT INTO b SELECT v, v FROM numbers");

        assertThat(server.count("b")).isEqualTo(25_000);
        assertThat(lineCounts()).containsExactly(25_000);
    }

    @Test
    void keepsToTheSizeThatIsSet() throws Exception {
        create("b", "v BIGINT, `time` BIGINT", "'sink.buffer-flush.max-rows' = '2'");

        insert("INSERT INTO b VALUES (1, 1), (2, 2), (3, 3), (4, 4), (5, 5)");

        assertThat(lineCounts()).allMatch(lines -> lines <= 2);
        assertThat(server.count("b")).isEqualTo(5);
    }

    @Test
    void keepsTheGoodRowsBesideBadOnes() throws Exception {
        create("typed", "v BIGINT, `time` BIGINT", "'sink.parallelism' = '1'");
        insert("INSERT INTO typed VALUES (0, 0)");
        tables.executeSql(
                "CREATE TABLE conflicting (v STRING, w BIGINT, `time` BIGINT)"
                        + connector(
                                "typed",
                                ", 'sink.on-rejected' = 'dead-letter', 'dead-letter.path' = '"
                                        + folder.toUri()
                                        + "', 'sink.parallelism' = '1'"));

        insert(
                "INSERT INTO conflicting VALUES (CAST(NULL AS STRING), 1, 1), ('bad', 2, 2),"
                        + " (CAST(NULL AS STRING), CAST(NULL AS BIGINT), 3),"
                        + " (CAST(NULL AS STRING), 4, 4)");

        assertThat(server.count("typed")).isEqualTo(3);
        assertThat(deadLetters())
                .hasSize(2)
                .anyMatch(letter -> letter.contains("typed v=\\\"bad\\\",w=2i 2"))
                .anyMatch(letter -> letter.contains("no field that is neither NULL"));
    }

    @Test
    void failsAtABadRowByDefaultAndNamesIt() throws Exception {
        create("typed", "v BIGINT, `time` BIGINT", "'sink.parallelism' = '1'");
        insert("INSERT INTO typed VALUES (0, 0)");
        tables.executeSql(
                "CREATE TABLE conflicting (v STRING, `time` BIGINT)" + connector("typed", ""));

        assertThatThrownBy(() -> insert("INSERT INTO conflicting VALUES ('bad', 1)"))
                .satisfies(
                        failure ->
                                assertThat(ExceptionUtils.stringifyException(failure))
                                        .contains("the server refuses its line")
                                        .contains("'sink.on-rejected'"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"v2", "v1"})
    void findsTheBadRowWhereTheServerDoesNotNameIt(String api) throws Exception {
        create("typed", "v BIGINT, `time` BIGINT", "'sink.parallelism' = '1'");
        insert("INSERT INTO typed VALUES (0, 0)");
        tables.executeSql(
                "CREATE TABLE conflicting (v STRING, w BIGINT, `time` BIGINT)"
                        + connector(
                                "typed",
                                ", 'sink.on-rejected' = 'skip', 'sink.parallelism' = '1', 'api' = '"
                                        + api
                                        + "'"
                                        + (api.equals("v2") ? ", 'organization' = 'o'" : "")));

        insert(
                "INSERT INTO conflicting SELECT CASE WHEN n = 37 THEN 'bad' END, n, n FROM"
                        + " (VALUES "
                        + Stream.iterate(1, n -> n + 1)
                                .limit(50)
                                .map(n -> "(" + n + ")")
                                .reduce((a, b) -> a + ", " + b)
                                .orElseThrow()
                        + ") AS numbers(n)");

        assertThat(server.count("typed")).isEqualTo(50);
    }

    @Test
    void saysAtTheStartWhatIsWrongWithItsServer() throws Exception {
        create("t", "v BIGINT, `time` BIGINT", "'sink.parallelism' = '1'");
        SERVER.emulator().stopListening();
        try {
            assertThatThrownBy(() -> insert("INSERT INTO t VALUES (1, 1)"))
                    .hasStackTraceContaining("The connection to " + SERVER.emulator().url());
        } finally {
            SERVER.emulator().resumeListening();
        }
    }

    @Test
    void showsItsTokenNowhere() throws Exception {
        try (InfluxDb3Emulator guarded = InfluxDb3Emulator.builder().token(TOKEN).start();
                CapturedLog log = new CapturedLog()) {
            String wrong = TOKEN.replace("planted", "planted-wrong");
            for (String token : List.of(TOKEN, wrong)) {
                tables.executeSql("DROP TABLE IF EXISTS g");
                tables.executeSql(
                        "CREATE TABLE g (v BIGINT, `time` BIGINT) WITH ('connector' = 'influxdb3',"
                                + " 'url' = '"
                                + guarded.url()
                                + "', 'database' = 'db', 'table-name' = 'g', 'token' = '"
                                + token
                                + "')");
                if (token.equals(TOKEN)) {
                    insert("INSERT INTO g VALUES (1, 1)");
                } else {
                    assertThatThrownBy(() -> insert("INSERT INTO g VALUES (1, 1)"))
                            .hasStackTraceContaining("Check that the token is valid")
                            .satisfies(
                                    failure ->
                                            assertThat(ExceptionUtils.stringifyException(failure))
                                                    .doesNotContain("planted"));
                }
            }
            assertThat(guarded.pointsWritten("db", "g")).isEqualTo(1);
            assertThat(log.text()).doesNotContain("planted");
        }
    }

    private void create(String table, String columns, String options) {
        tables.executeSql(
                "CREATE TABLE " + table + " (" + columns + ")" + connector(table, ", " + options));
    }

    private static String connector(String table, String options) {
        return " WITH ('connector' = 'influxdb3', "
                + SERVER.options()
                + ""
                + (table.isEmpty() ? "" : ", 'table-name' = '" + table + "'")
                + options
                + ")";
    }

    private void insert(String statement) throws Exception {
        tables.executeSql(statement).await();
    }

    /** Of each request that wrote something; a job asks first with an empty one. */
    private static List<Integer> lineCounts() {
        return SERVER.emulator().calls().calls(Endpoint.WRITE_LP).stream()
                .map(RecordedCall::acceptedLines)
                .filter(lines -> lines > 0)
                .toList();
    }

    private List<String> deadLetters() throws Exception {
        try (Stream<Path> files = Files.walk(folder)) {
            return files.filter(Files::isRegularFile)
                    .flatMap(
                            file -> {
                                try {
                                    return Files.readAllLines(file).stream();
                                } catch (IOException e) {
                                    throw new UncheckedIOException(e);
                                }
                            })
                    .toList();
        }
    }
}
