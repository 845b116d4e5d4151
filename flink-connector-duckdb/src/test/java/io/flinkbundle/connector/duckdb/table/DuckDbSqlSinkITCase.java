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

package io.flinkbundle.connector.duckdb.table;

import io.flinkbundle.connector.duckdb.sink.SinkFiles;

import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.functions.ScalarFunction;
import org.apache.flink.test.junit5.MiniClusterExtension;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** {@code INSERT INTO} DuckDB tables. */
class DuckDbSqlSinkITCase {

    private static final int ROWS = 200;

    @RegisterExtension
    private static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(4)
                            .build());

    @TempDir private Path folder;

    @ParameterizedTest
    @CsvSource({
        "batch, 0 s, auto, false",
        "batch, 0 s, auto, true",
        "streaming, 0 s, auto, false",
        "streaming, 0 s, auto, true",
        "streaming, 50 ms, auto, false",
        "streaming, 50 ms, auto, true",
        "streaming, 50 ms, streaming, false",
        "streaming, 50 ms, streaming, true"
    })
    void writesEachRowOnce(String mode, String checkpoints, String writeMode, boolean crash)
            throws Exception {
        TableEnvironment tables = tables(mode, checkpoints);
        createNumbers(tables);
        createTarget(
                tables,
                "id BIGINT, name STRING",
                "'sink.delivery-guarantee' = 'exactly-once', 'sink.write-mode' = '"
                        + writeMode
                        + "', 'sink.parallelism' = '3'");
        tables.createTemporarySystemFunction("crash_once", CrashOnce.class);
        Path marker = folder.resolve("crashed");
        String id = crash ? "crash_once(id, '" + marker + "')" : "id";

        tables.executeSql(
                        "INSERT INTO target SELECT "
                                + id
                                + ", 'n' || CAST(id AS STRING) FROM numbers")
                .await();

        assertThat(SinkFiles.query(file(), "SELECT id, name FROM t ORDER BY id"))
                .containsExactlyElementsOf(
                        IntStream.range(0, ROWS).mapToObj(i -> i + "|n" + i).toList());
        assertThat(Files.exists(marker)).isEqualTo(crash);
    }

    /** Fails the job once, in the middle of the rows. */
    public static final class CrashOnce extends ScalarFunction {

        public Long eval(Long id, String marker) throws IOException {
            if (id == ROWS / 2 && !Files.exists(Path.of(marker))) {
                Files.createFile(Path.of(marker));
                throw new IOException("crash in the middle");
            }
            return id;
        }

        @Override
        public boolean isDeterministic() {
            return false;
        }
    }

    @Test
    void readsBackWhatItWroteInEveryType() throws Exception {
        TableEnvironment tables = tables("batch", "0 s");
        createTarget(
                tables,
                "a BOOLEAN, b TINYINT, c SMALLINT, d INT, e BIGINT, f FLOAT, g DOUBLE,"
                        + " h DECIMAL(10, 2), i DECIMAL(38, 10), j STRING, k BYTES, l DATE,"
                        + " m TIME(0), n TIMESTAMP(6), o TIMESTAMP(9), p TIMESTAMP_LTZ(6)",
                "'sink.write-mode' = 'auto'");
        String values =
                "true, CAST(-128 AS TINYINT), CAST(32767 AS SMALLINT), -2147483648,"
                        + " 9223372036854775807, CAST(1.5 AS FLOAT), CAST(-0.25 AS DOUBLE),"
                        + " CAST(99999999.99 AS DECIMAL(10, 2)),"
                        + " CAST('-1234567890123456789012345678.0123456789' AS DECIMAL(38, 10)),"
                        + " 'Grüße', x'00ff', DATE '1582-10-15', TIME '23:59:59',"
                        + " TIMESTAMP '2026-01-02 03:04:05.000006',"
                        + " TIMESTAMP '2026-01-02 03:04:05.000000007',"
                        + " CAST(TIMESTAMP '2026-01-02 03:04:05.000006' AS TIMESTAMP_LTZ(6))";

        tables.executeSql("INSERT INTO target SELECT " + values).await();
        tables.executeSql("INSERT INTO target (a) SELECT CAST(NULL AS BOOLEAN)").await();

        try (var rows = tables.executeSql("SELECT * FROM target").collect()) {
            List<String> read = new java.util.ArrayList<>();
            rows.forEachRemaining(row -> read.add(row.toString()));
            assertThat(read)
                    .containsExactlyInAnyOrder(
                            "+I[true, -128, 32767, -2147483648, 9223372036854775807, 1.5, -0.25,"
                                    + " 99999999.99,"
                                    + " -1234567890123456789012345678.0123456789, Grüße, [0, -1],"
                                    + " 1582-10-15, 23:59:59, 2026-01-02T03:04:05.000006,"
                                    + " 2026-01-02T03:04:05.000000007,"
                                    + " 2026-01-02T03:04:05.000006Z]",
                            "+I[null" + ", null".repeat(15) + "]");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "batch, 0 s, auto, exactly-once, ''",
        "batch, 0 s, auto, exactly-once, ', PRIMARY KEY (id) NOT ENFORCED'",
        "streaming, 50 ms, auto, exactly-once, ''",
        "streaming, 50 ms, streaming, exactly-once, ', PRIMARY KEY (id) NOT ENFORCED'",
        "streaming, 50 ms, streaming, at-least-once, ''",
        "streaming, 50 ms, streaming, at-least-once, ', PRIMARY KEY (id) NOT ENFORCED'"
    })
    void writesNestedValuesOnEveryRoute(
            String mode, String checkpoints, String writeMode, String guarantee, String key)
            throws Exception {
        SinkFiles.execute(
                file(),
                "CREATE TABLE t (id BIGINT, pair INTEGER[2], names MAP(VARCHAR, DATE[]),"
                        + " place STRUCT(Y DOUBLE, X FLOAT, tags VARCHAR[]))");
        TableEnvironment tables = tables(mode, checkpoints);
        createNumbers(tables);
        createTarget(
                tables,
                "id BIGINT, pair ARRAY<INT>, place ROW<x FLOAT, y DOUBLE, tags ARRAY<STRING>>,"
                        + " names MAP<STRING, ARRAY<DATE>>"
                        + key,
                "'sink.write-mode' = '"
                        + writeMode
                        + "', 'sink.delivery-guarantee' = '"
                        + guarantee
                        + "'");

        tables.executeSql(
                        "INSERT INTO target SELECT id, ARRAY[CAST(id AS INT), CAST(NULL AS INT)],"
                                + " CAST(ROW(0.5, CAST(id AS DOUBLE), ARRAY['\"', CAST(id AS"
                                + " STRING)]) AS ROW<x FLOAT, y DOUBLE, tags ARRAY<STRING>>),"
                                + " CASE WHEN id > 0 THEN MAP['k', ARRAY[DATE '1969-12-31']] END"
                                + " FROM "
                                + (key.isEmpty() ? "numbers" : "(SELECT DISTINCT id FROM numbers)"))
                .await();

        assertThat(SinkFiles.query(file(), "FROM t ORDER BY id"))
                .hasSize(ROWS)
                .startsWith(
                        "0|[0, NULL]|null|{'Y': 0.0, 'X': 0.5, 'tags': ['\"', 0]}",
                        "1|[1, NULL]|{k=[1969-12-31]}|{'Y': 1.0, 'X': 0.5, 'tags': ['\"', 1]}");
    }

    @Test
    void refusesExactlyOnceWithoutCheckpoints() {
        TableEnvironment tables = tables("streaming", "0 s");
        tables.executeSql("CREATE TABLE endless (id BIGINT) WITH ('connector' = 'datagen')");
        createTarget(tables, "id BIGINT", "'sink.delivery-guarantee' = 'exactly-once'");

        assertThatThrownBy(() -> tables.executeSql("INSERT INTO target SELECT * FROM endless"))
                .hasStackTraceContaining("execution.checkpointing.interval");
    }

    @Test
    void refusesAQueryThatChangesRowsWithoutAKey() throws Exception {
        TableEnvironment tables = tables("streaming", "0 s");
        createNumbers(tables);
        createTarget(tables, "k BIGINT, n BIGINT", "'sink.write-mode' = 'auto'");

        assertThatThrownBy(
                        () ->
                                tables.explainSql(
                                        "INSERT INTO target SELECT MOD(id, 3), COUNT(*) FROM"
                                                + " numbers GROUP BY MOD(id, 3)"))
                .hasStackTraceContaining("target' has no key")
                .hasStackTraceContaining("PRIMARY KEY");
    }

    @Test
    void refusesATypeThatItCannotWriteAtPlanning() {
        TableEnvironment tables = tables("batch", "0 s");
        createTarget(tables, "tags MULTISET<STRING>", "'sink.write-mode' = 'auto'");

        assertThatThrownBy(() -> tables.explainSql("INSERT INTO target SELECT COLLECT('a')"))
                .hasStackTraceContaining("Column 'tags' has type MULTISET<STRING>");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'sink.delivery-guarantee' = 'none'",
                "'sink.buffer-flush.max-rows' = '0'",
                "'sink.buffer-flush.max-size' = '0 b'",
                "'sink.retry.initial-backoff' = '1 min'",
                "'sink.staging.path' = 's3://bucket/staging'",
                "'sink.on-rejected' = 'dead-letter'",
                "'sink.unheard-of' = '1'"
            })
    void refusesAWrongOptionAtPlanning(String option) {
        TableEnvironment tables = tables("batch", "0 s");
        createTarget(tables, "id BIGINT", option);

        assertThatThrownBy(() -> tables.explainSql("INSERT INTO target SELECT 1"))
                .satisfies(
                        failure ->
                                assertThat(failure)
                                        .hasStackTraceContaining(
                                                option.substring(1, option.indexOf('\'', 1))
                                                        .replace("initial-backoff", "")))
                .hasStackTraceContaining(ValidationException.class.getSimpleName());
    }

    @Test
    void failsWhenTheTableIsMissingAndMayNotBeCreated() throws Exception {
        SinkFiles.execute(file(), "CREATE TABLE other (i INTEGER)");
        TableEnvironment tables = tables("batch", "0 s");
        createTarget(tables, "id BIGINT", "'sink.schema-mode' = 'validate'");

        assertThatThrownBy(() -> tables.executeSql("INSERT INTO target SELECT 1").await())
                .hasStackTraceContaining("Table 'main.t' does not exist");
    }

    @Test
    void planningTouchesNoFile() throws Exception {
        TableEnvironment tables = tables("batch", "0 s");
        createTarget(tables, "id BIGINT", "'sink.write-mode' = 'auto'");

        tables.explainSql("INSERT INTO target SELECT 1");

        assertThat(SinkFiles.list(folder)).isEmpty();
    }

    private static TableEnvironment tables(String mode, String checkpoints) {
        Configuration config =
                new Configuration()
                        .set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay")
                        .set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 2)
                        .set(
                                RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY,
                                Duration.ofMillis(1));
        config.setString("parallelism.default", "2");
        config.setString("table.local-time-zone", "UTC");
        if (!checkpoints.startsWith("0")) {
            config.setString("execution.checkpointing.interval", checkpoints);
        }
        EnvironmentSettings.Builder settings =
                EnvironmentSettings.newInstance().withConfiguration(config);
        return TableEnvironment.create(
                mode.equals("batch")
                        ? settings.inBatchMode().build()
                        : settings.inStreamingMode().build());
    }

    /** A bounded source that takes long enough for checkpoints. */
    private void createNumbers(TableEnvironment tables) throws Exception {
        Path numbers = folder.resolve("numbers.duckdb");
        SinkFiles.execute(numbers, "CREATE TABLE n AS SELECT range AS id FROM range(" + ROWS + ")");
        tables.executeSql(
                "CREATE TABLE numbers (id BIGINT) WITH ('connector' = 'duckdb', 'path' = '"
                        + numbers
                        + "', 'table-name' = 'n', 'scan.max-records-per-second' = '400')");
    }

    private void createTarget(TableEnvironment tables, String columns, String options) {
        tables.executeSql(
                String.format(
                        "CREATE TABLE target (%s) WITH ('connector' = 'duckdb', 'path' = '%s',"
                                + " 'table-name' = 't', %s)",
                        columns, file(), options));
    }

    private Path file() {
        return folder.resolve("t.duckdb");
    }
}
