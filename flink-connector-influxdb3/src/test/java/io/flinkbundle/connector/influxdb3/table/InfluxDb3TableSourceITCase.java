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

import io.flinkbundle.connector.influxdb3.testing.InfluxDb3Server;
import io.flinkbundle.emulators.influxdb3.InfluxDb3Emulator;
import io.flinkbundle.emulators.influxdb3.call.Endpoint;

import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.CoreOptions;
import org.apache.flink.configuration.ExecutionOptions;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.ExplainDetail;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.types.Row;
import org.apache.flink.util.CloseableIterator;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.params.provider.Arguments.arguments;

/** What the source does for a query, by its plan, by its result and by what the server is asked. */
@Timeout(120)
class InfluxDb3TableSourceITCase {

    private static final String COLUMNS =
            "room STRING, storey INT, t DOUBLE, n BIGINT, ok BOOLEAN, note STRING,"
                    + " `time` TIMESTAMP_LTZ(3)";

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(2)
                            .build());

    @RegisterExtension
    static final InfluxDb3Server SERVER =
            new InfluxDb3Server(InfluxDb3Emulator.builder().keepBodies(true));

    private final TableEnvironment tables = environment(EnvironmentSettings.inBatchMode());

    @BeforeEach
    void writePoints() throws Exception {
        SERVER.lines()
                .write(
                        "climate,room=kitchen,storey=1 t=20.5,n=1i,ok=true,note=\"a\" 1000000000",
                        "climate,room=kitchen,storey=1 t=21.5,n=2i 2000999999",
                        "climate,room=hall,storey=2 t=-3.25,n=9007199254740993i,ok=false"
                                + " 3000000000",
                        "climate,storey=2 n=-5i,note=\"o'hara \\\"x\\\" \\\\ ä\" 4000000000",
                        "garden,room=pond t=4,other=1i 5000000000");
        tables.getConfig().set("table.local-time-zone", "UTC");
        create(tables, "climate", COLUMNS, "'table-name' = 'climate'");
    }

    @Test
    void readsAllColumns() {
        assertThat(rows("SELECT * FROM climate"))
                .containsExactlyInAnyOrder(
                        Row.of("kitchen", 1, 20.5, 1L, true, "a", second(1)),
                        Row.of("kitchen", 1, 21.5, 2L, null, null, second(2)),
                        Row.of("hall", 2, -3.25, 9007199254740993L, false, null, second(3)),
                        Row.of(null, 2, null, -5L, null, "o'hara \"x\" \\ ä", second(4)));
    }

    @Test
    void readsOnlyTheColumnsThatAreNeeded() {
        assertThat(tables.explainSql("SELECT n, room FROM climate"))
                .contains("climate, project=[n, room]");

        assertThat(rows("SELECT n, room FROM climate WHERE n < 0"))
                .containsExactly(Row.of(-5L, null));
        assertThat(lastQuery()).doesNotContain("note", "\\\"t\\\" AS");
    }

    @Test
    void countsPointsWithoutReadingColumns() {
        assertThat(rows("SELECT COUNT(*) FROM (SELECT 1 FROM climate LIMIT 3)"))
                .containsExactly(Row.of(3L));
    }

    static Stream<Arguments> conditions() {
        return Stream.of(
                arguments("room = 'kitchen'", "\\\"room\\\" = $p2", 2),
                arguments("room <> 'kitchen'", "\\\"room\\\" <> $p2", 1),
                arguments("room IN ('hall', 'pond', 'x')", "\\\"room\\\" = $p2 OR", 1),
                arguments("room IS NULL", "\\\"room\\\" IS NULL", 1),
                arguments("NOT (room IS NULL)", "NOT (\\\"room\\\" IS NULL)", 3),
                arguments("n > 1", "\\\"n\\\" > $p2", 2),
                arguments("9007199254740993 = n", "\\\"n\\\" = $p2", 1),
                arguments("n BETWEEN 1 AND 2", "\\\"n\\\" >= $p2", 2),
                arguments("t > 1 AND t < 20.75", "\\\"t\\\" > $p2", 1),
                arguments("t = 21.5", "\\\"t\\\" = $p2", 1),
                arguments("ok", "\\\"ok\\\"", 1),
                arguments("ok IS NOT NULL", "NOT (\\\"ok\\\" IS NULL)", 2),
                arguments("note = 'o''hara \"x\" \\ ä'", "\\\"note\\\" = $p2", 1),
                arguments("room = 'hall' OR n = 1", "\\\"room\\\" = $p2 OR", 2),
                arguments("storey = 2", "", 2),
                arguments("t <> 0", "", 3),
                arguments("CHAR_LENGTH(room) = 4", "", 1),
                arguments("room > 'i'", "", 2));
    }

    @ParameterizedTest
    @MethodSource("conditions")
    void letsTheServerEvaluateConditionsOnTagsAndFields(
            String condition, String sql, int expected) {
        assertThat(rows("SELECT n FROM climate WHERE " + condition)).hasSize(expected);

        String query = lastQuery();
        if (sql.isEmpty()) {
            assertThat(query).contains("\\\"time\\\" < $t1 ORDER BY");
        } else {
            assertThat(query).contains(sql);
            // Values are bound, not written into the query.
            assertThat(query).doesNotContain("= 'kitchen'");
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "taken >= TIMESTAMP '1970-01-01 00:00:03' | 2",
                "taken > TIMESTAMP '1970-01-01 00:00:02' | 2",
                "taken <= TIMESTAMP '1970-01-01 00:00:02' | 2",
                "taken < TIMESTAMP '1970-01-01 00:00:02' | 1",
                "TIMESTAMP '1970-01-01 00:00:02' = taken | 1",
                "taken BETWEEN TIMESTAMP '1970-01-01 00:00:02' AND TIMESTAMP '1970-01-01 00:00:03' | 2",
                "taken > TIMESTAMP '1970-01-01 00:00:01' AND n < 9 | 2",
                "taken > TIMESTAMP '2200-01-01 00:00:01' | 0"
            })
    void readsOnlyTheTimesThatAreWanted(String condition, int expected) {
        create(
                tables,
                "timed",
                "n BIGINT, taken TIMESTAMP(3)",
                "'table-name' = 'climate', 'time.column' = 'taken'");
        String sql = "SELECT n FROM timed WHERE " + condition;

        assertThat(rows(sql)).hasSize(expected);
        assertThat(tables.explainSql(sql)).contains("filter=[").doesNotContain("where=");
    }

    @Test
    void readsOnlyTheDaysThatAreWantedWhereTheTimeZoneDecides() throws Exception {
        SERVER.lines().write("climate n=7i 864000000000000");
        String condition = "`time` >= TIMESTAMP '1970-01-11 00:00:00'";

        assertThat(rows("SELECT n FROM climate WHERE " + condition)).containsExactly(Row.of(7L));
        assertThat(lastQuery()).contains("\"t0\":\"1970-01-11");
    }

    @Test
    void leavesConditionsToFlinkWhereAsked() {
        create(
                tables,
                "plain",
                COLUMNS,
                "'table-name' = 'climate', 'filter.handling.policy' = 'never'");

        assertThat(rows("SELECT n FROM plain WHERE room = 'hall'")).hasSize(1);
        assertThat(lastQuery()).doesNotContain("$p");
    }

    @Test
    void readsNoMoreThanTheLimit() {
        assertThat(tables.explainSql("SELECT n FROM climate LIMIT 2")).contains("limit=[2]");

        assertThat(rows("SELECT n FROM climate LIMIT 2")).hasSize(2);
        assertThat(lastQuery()).contains(" LIMIT 2\"");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "COUNT(*) | 4",
                "MIN(n) | -5",
                "MAX(n) | 9007199254740993",
                "SUM(n) | 9007199254740991",
                "AVG(n) | 2251799813685247",
                "MAX(`time`) | 1970-01-01T00:00:04Z",
                "MIN(`time`) | 1970-01-01T00:00:01Z"
            })
    void letsTheServerAggregate(String aggregate, String expected) {
        String sql = "SELECT " + aggregate + " FROM climate";

        assertThat(tables.explainSql(sql)).contains("aggregates=[");
        assertThat(rows(sql))
                .singleElement()
                .satisfies(row -> assertThat(row.getField(0)).hasToString(expected));
        assertThat(lastQuery()).contains("(").doesNotContain("ORDER BY");
    }

    @Test
    void letsTheServerAggregateGroupsOfSplits() {
        create(tables, "cut", COLUMNS, "'table-name' = 'climate', 'scan.split-duration' = '1 s'");

        assertThat(rows("SELECT room, COUNT(*), MAX(n) FROM cut WHERE n > 0 GROUP BY room"))
                .containsExactlyInAnyOrder(
                        Row.of("kitchen", 2L, 2L), Row.of("hall", 1L, 9007199254740993L));
        assertThat(lastQuery()).contains("GROUP BY \\\"room\\\"");
    }

    @Test
    void aggregatesATableWithAGapOfDecadesWithFewQueries() throws Exception {
        SERVER.lines().write("climate n=7i 1767225600000000000");

        assertThat(rows("SELECT COUNT(*), MAX(n) FROM climate"))
                .containsExactly(Row.of(5L, 9007199254740993L));
        assertThat(SERVER.emulator().calls().count(Endpoint.QUERY_SQL)).isLessThan(60);
    }

    @Test
    void countsNothingWhereThereIsNothing() {
        assertThat(rows("SELECT COUNT(*), MAX(n) FROM climate WHERE room = 'none'"))
                .containsExactly(Row.of(0L, null));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT SUM(t) FROM climate",
                "SELECT MAX(room) FROM climate",
                "SELECT MAX(storey) FROM climate",
                "SELECT COUNT(DISTINCT n) FROM climate",
                "SELECT MAX(n) FROM climate GROUP BY t"
            })
    void doesNotLetTheServerAggregateWhatMightDiffer(String sql) {
        assertThat(tables.explainSql(sql)).doesNotContain("aggregates=[");
    }

    @Test
    void readsSeveralTablesAndTellsThemApart() {
        create(
                tables,
                "several",
                "room STRING, t DOUBLE, other BIGINT, m STRING METADATA FROM 'measurement' VIRTUAL",
                "'table-name' = 'climate;garden'");
        create(
                tables,
                "matching",
                "room STRING, other BIGINT, measurement STRING METADATA VIRTUAL",
                "'table-pattern' = 'g.*'");

        assertThat(rows("SELECT m, other, t FROM several WHERE room = 'hall' OR t = 4.0"))
                .containsExactlyInAnyOrder(
                        Row.of("climate", null, -3.25), Row.of("garden", 1L, 4.0));
        assertThat(rows("SELECT * FROM matching")).containsExactly(Row.of("pond", 1L, "garden"));
    }

    @Test
    void readsTheResultOfAQuery() {
        create(
                tables,
                "queried",
                "room STRING, t DOUBLE",
                "'query' = 'SELECT room, max(t) AS t FROM climate GROUP BY room;'");

        assertThat(rows("SELECT room, t FROM queried WHERE t > 0"))
                .containsExactly(Row.of("kitchen", 21.5));
    }

    @Test
    void takesTimesOfOtherTypesAndNames() {
        create(
                tables,
                "numbers",
                "n BIGINT, taken BIGINT",
                "'table-name' = 'climate', 'time.column' = 'taken', 'time.precision' = 'us'");
        create(
                tables,
                "plain",
                "n BIGINT, taken TIMESTAMP(9)",
                "'table-name' = 'climate', 'time.column' = 'taken'");

        assertThat(rows("SELECT n FROM numbers WHERE taken = 2000999")).containsExactly(Row.of(2L));
        assertThat(rows("SELECT taken FROM numbers WHERE n = 2"))
                .containsExactly(Row.of(2_000_999L));
        assertThat(
                        rows(
                                "SELECT CAST(taken AS STRING) FROM plain WHERE taken ="
                                        + " TIMESTAMP '1970-01-01 00:00:02.000999999'"))
                .containsExactly(Row.of("1970-01-01 00:00:02.000999999"));
    }

    @Test
    void skipsRowsThatDoNotFitWhereAsked() {
        create(
                tables,
                "narrow",
                "room STRING, n INT",
                "'table-name' = 'climate', 'scan.on-malformed' = 'skip'");
        create(tables, "strict", "room STRING, n INT", "'table-name' = 'climate'");

        assertThat(rows("SELECT n FROM narrow"))
                .containsExactlyInAnyOrder(Row.of(1), Row.of(2), Row.of(-5));
        assertThatThrownBy(() -> rows("SELECT n FROM strict"))
                .hasStackTraceContaining("because of its column 'n'")
                .hasStackTraceContaining("set 'scan.on-malformed'");
    }

    @Test
    void writesRowsThatDoNotFitToDeadLetters(@TempDir Path folder) throws Exception {
        create(
                tables,
                "narrow",
                "n INT",
                "'table-name' = 'climate', 'scan.on-malformed' = 'dead-letter',"
                        + " 'dead-letter.path' = '"
                        + folder.toUri()
                        + "'");

        assertThat(rows("SELECT n FROM narrow")).hasSize(3);
        try (Stream<Path> files = Files.walk(folder)) {
            assertThat(files.filter(Files::isRegularFile))
                    .singleElement()
                    .satisfies(
                            file ->
                                    assertThat(file)
                                            .content()
                                            .contains("declared as INT")
                                            .contains("9007199254740993"));
        }
    }

    @Test
    void neverLeavesOutTheResultOfAnAggregate() {
        create(tables, "narrow", "n INT", "'table-name' = 'climate', 'scan.on-malformed' = 'skip'");

        assertThatThrownBy(() -> rows("SELECT MAX(n) FROM narrow"))
                .hasStackTraceContaining("It is no whole number of that size");
    }

    @Test
    void tellsThatANumberIsATagBeforeItComparesTexts() {
        create(
                tables,
                "wrong",
                "storey INT, n BIGINT",
                "'table-name' = 'climate', 'tag.columns' = ''");

        assertThatThrownBy(() -> rows("SELECT n FROM wrong WHERE storey > 1"))
                .hasStackTraceContaining("name it in 'tag.columns'");
    }

    @Test
    @Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
    void emitsWatermarksAsTheTimesGrow() throws Exception {
        TableEnvironment streaming = environment(EnvironmentSettings.inStreamingMode());
        streaming.getConfig().set("table.local-time-zone", "UTC");
        long now = Instant.now().toEpochMilli();
        SERVER.lines()
                .write(
                        "live v=1i " + (now - 3_000) * 1_000_000,
                        "live v=2i " + (now - 2_900) * 1_000_000,
                        "live v=3i " + (now - 1_500) * 1_000_000);
        create(
                streaming,
                "live",
                "v BIGINT, `time` TIMESTAMP_LTZ(3), WATERMARK FOR `time` AS SOURCE_WATERMARK()",
                "'table-name' = 'live', 'scan.bounded.mode' = 'unbounded',"
                        + " 'scan.poll-interval' = '20 ms', 'scan.delay' = '0 s',"
                        + " 'scan.lateness' = '500 ms', 'scan.parallelism' = '1'");

        String sql =
                "SELECT SUM(v) FROM TABLE(TUMBLE(TABLE live, DESCRIPTOR(`time`), INTERVAL '0.1'"
                        + " SECOND)) GROUP BY window_start, window_end";
        assertThat(streaming.explainSql(sql, ExplainDetail.CHANGELOG_MODE))
                .contains("watermark=[SOURCE_WATERMARK()]");
        // Each window closes without a later point.
        try (CloseableIterator<Row> result = streaming.executeSql(sql).collect()) {
            long sum = 0;
            while (sum < 6) {
                sum += (long) result.next().getField(0);
            }
            assertThat(sum).isEqualTo(6);
        }
    }

    @Test
    void takesTheWatermarkOfTheTablePerSplit() {
        create(
                tables,
                "marked",
                "n BIGINT, `time` TIMESTAMP_LTZ(3), WATERMARK FOR `time` AS `time` - INTERVAL '1'"
                        + " SECOND",
                "'table-name' = 'climate', 'scan.parallelism' = '1'");
        TableEnvironment streaming = environment(EnvironmentSettings.inStreamingMode());
        create(
                streaming,
                "marked",
                "n BIGINT, `time` TIMESTAMP_LTZ(3), WATERMARK FOR `time` AS `time` - INTERVAL '1'"
                        + " SECOND",
                "'table-name' = 'climate', 'scan.parallelism' = '1'");

        assertThat(streaming.explainSql("SELECT n, `time` FROM marked"))
                .contains("watermark=[-(time, 1000:INTERVAL SECOND)]");
        assertThat(rows("SELECT n FROM marked")).hasSize(4);
    }

    private static TableEnvironment environment(EnvironmentSettings settings) {
        return TableEnvironment.create(
                EnvironmentSettings.newInstance()
                        .withConfiguration(
                                new Configuration()
                                        .set(CoreOptions.DEFAULT_PARALLELISM, 2)
                                        .set(RestartStrategyOptions.RESTART_STRATEGY, "none")
                                        .set(
                                                ExecutionOptions.RUNTIME_MODE,
                                                settings.isStreamingMode()
                                                        ? RuntimeExecutionMode.STREAMING
                                                        : RuntimeExecutionMode.BATCH))
                        .build());
    }

    private static void create(
            TableEnvironment tables, String name, String columns, String options) {
        String tags =
                options.contains("'tag.columns'") || !columns.contains("room STRING, storey")
                        ? ""
                        : ", 'tag.columns' = 'room;storey'";
        tables.executeSql(
                "CREATE TABLE "
                        + name
                        + " ("
                        + columns
                        + ") WITH ('connector' = 'influxdb3', "
                        + SERVER.options()
                        + ", "
                        + options.replace(", 'tag.columns' = ''", "")
                        + tags
                        + ")");
    }

    private CloseableIterator<Row> result(String sql) {
        return tables.executeSql(sql).collect();
    }

    private List<Row> rows(String sql) {
        return all(result(sql));
    }

    private static List<Row> all(CloseableIterator<Row> result) {
        List<Row> rows = new ArrayList<>();
        result.forEachRemaining(rows::add);
        return rows;
    }

    /** The last query for rows, as the server was sent it. */
    private static String lastQuery() {
        List<String> queries =
                SERVER.emulator().calls().calls(Endpoint.QUERY_SQL).stream()
                        .map(call -> call.body().orElseThrow())
                        .filter(body -> body.contains(" AS c0"))
                        .toList();
        return queries.get(queries.size() - 1);
    }

    private static Instant second(int second) {
        return Instant.ofEpochSecond(second);
    }
}
