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
import org.apache.flink.test.junit5.MiniClusterExtension;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.LongStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Tables with a primary key, and what replaces all rows or some columns of a table. */
class DuckDbSqlUpsertITCase {

    private static final int ROWS = 300;
    private static final int KEYS = 7;

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
        "batch, 0 s, auto, at-least-once, 1",
        "streaming, 0 s, auto, at-least-once, 3",
        "streaming, 50 ms, auto, exactly-once, 1",
        "streaming, 50 ms, auto, exactly-once, 3",
        "streaming, 50 ms, streaming, exactly-once, 1",
        "streaming, 50 ms, streaming, exactly-once, 3",
        "streaming, 50 ms, streaming, at-least-once, 3"
    })
    void countsGroupsUpToTheirFinalValues(
            String mode, String checkpoints, String writeMode, String guarantee, int parallelism)
            throws Exception {
        TableEnvironment tables = tables(mode, checkpoints);
        createNumbers(tables);
        createTarget(
                tables,
                "k BIGINT, n BIGINT, PRIMARY KEY (k) NOT ENFORCED",
                String.format(
                        "'sink.write-mode' = '%s', 'sink.delivery-guarantee' = '%s',"
                                + " 'sink.parallelism' = '%d', 'sink.buffer-flush.interval' ="
                                + " '100 ms'",
                        writeMode, guarantee, parallelism));

        tables.executeSql(
                        "INSERT INTO target SELECT MOD(id, 7), COUNT(*) FROM numbers GROUP BY"
                                + " MOD(id, 7)")
                .await();

        assertThat(rows()).containsExactlyElementsOf(counts());
    }

    /** The group is gone when it is empty: Flink sends a deletion with the key alone. */
    @ParameterizedTest
    @ValueSource(strings = {"0 s", "50 ms"})
    void deletesWhatTheQueryTakesBack(String checkpoints) throws Exception {
        TableEnvironment tables = tables("streaming", checkpoints);
        createNumbers(tables);
        createTarget(
                tables,
                "k BIGINT, n BIGINT NOT NULL, PRIMARY KEY (k) NOT ENFORCED",
                "'sink.create.primary-key' = 'true'");

        tables.executeSql(
                        "INSERT INTO target SELECT k, n FROM (SELECT MOD(id, 7) AS k, COUNT(*) AS"
                                + " n FROM numbers GROUP BY MOD(id, 7)) WHERE n < 43")
                .await();

        // 300 numbers: six groups reach 43, the last one stays at 42.
        assertThat(rows()).containsExactly("6|42");
    }

    @Test
    void rejectsNoRowOfAnAppendOnlyQueryWithRepeatedKeys() throws Exception {
        TableEnvironment tables = tables("batch", "0 s");
        createTarget(tables, "k BIGINT, n BIGINT, PRIMARY KEY (k) NOT ENFORCED", "'threads' = '1'");

        tables.executeSql("INSERT INTO target VALUES (1, 1), (2, 2), (1, 3)").await();
        tables.executeSql("INSERT INTO target VALUES (2, 5), (3, 3)").await();

        assertThat(rows()).containsExactly("1|3", "2|5", "3|3");
    }

    @ParameterizedTest
    @CsvSource({"batch, 0 s", "streaming, 50 ms"})
    void overwritesAllRowsAtTheEnd(String mode, String checkpoints) throws Exception {
        SinkFiles.execute(
                file(),
                "CREATE TABLE t (k BIGINT, n BIGINT)",
                "INSERT INTO t VALUES (-1, 1), (-2, 2)");
        TableEnvironment tables = tables(mode, checkpoints);
        createNumbers(tables);
        createTarget(tables, "k BIGINT, n BIGINT", "'sink.parallelism' = '2'");

        tables.executeSql("INSERT OVERWRITE target SELECT id, id FROM numbers").await();

        assertThat(rows())
                .containsExactlyElementsOf(
                        LongStream.range(0, ROWS).mapToObj(i -> i + "|" + i).toList());
    }

    @ParameterizedTest
    @CsvSource({"batch, 0 s", "streaming, 50 ms"})
    void anEmptyResultOverwritesAllRows(String mode, String checkpoints) throws Exception {
        SinkFiles.execute(
                file(), "CREATE TABLE t (k BIGINT, n BIGINT)", "INSERT INTO t VALUES (-1, 1)");
        TableEnvironment tables = tables(mode, checkpoints);
        createNumbers(tables);
        createTarget(tables, "k BIGINT, n BIGINT", "'sink.parallelism' = '2'");

        tables.executeSql("INSERT OVERWRITE target SELECT id, id FROM numbers WHERE id < 0")
                .await();

        assertThat(rows()).isEmpty();
    }

    @Test
    void keepsTheOldRowsWhenAnOverwriteFails() throws Exception {
        SinkFiles.execute(
                file(), "CREATE TABLE t (k BIGINT, n BIGINT)", "INSERT INTO t VALUES (-1, 1)");
        TableEnvironment tables = tables("batch", "0 s");
        createNumbers(tables);
        createTarget(tables, "k BIGINT, n BIGINT", "'threads' = '1'");

        assertThatThrownBy(
                        () ->
                                tables.executeSql(
                                                "INSERT OVERWRITE target SELECT id, 1 / (id - 200)"
                                                        + " FROM numbers")
                                        .await())
                .hasStackTraceContaining("by zero");

        assertThat(rows()).containsExactly("-1|1");
    }

    @Test
    void refusesToOverwriteWithAnEndlessInput() {
        TableEnvironment tables = tables("streaming", "50 ms");
        tables.executeSql(
                "CREATE TABLE endless (k BIGINT, n BIGINT) WITH ('connector' = 'datagen')");
        createTarget(tables, "k BIGINT, n BIGINT", "'threads' = '1'");

        assertThatThrownBy(
                        () -> tables.executeSql("INSERT OVERWRITE target SELECT k, n FROM endless"))
                .hasStackTraceContaining("cannot be overwritten by an unbounded input");
    }

    @Test
    void truncates() throws Exception {
        SinkFiles.execute(
                file(), "CREATE TABLE t (k BIGINT, n BIGINT)", "INSERT INTO t VALUES (-1, 1)");
        TableEnvironment tables = tables("batch", "0 s");
        createTarget(tables, "k BIGINT, n BIGINT", "'threads' = '1'");

        tables.executeSql("TRUNCATE TABLE target");

        assertThat(rows()).isEmpty();
    }

    @Test
    void saysWhatItCannotTruncateAndCreatesNoFile() {
        TableEnvironment tables = tables("batch", "0 s");
        createTarget(tables, "k BIGINT, n BIGINT", "'threads' = '1'");

        assertThatThrownBy(() -> tables.executeSql("TRUNCATE TABLE target"))
                .hasStackTraceContaining("Table 'main.t' does not exist");
        assertThat(Files.exists(file())).isFalse();
    }

    @Test
    void leavesColumnsThatAreNotGivenToTheirDefaults() throws Exception {
        SinkFiles.execute(
                file(), "CREATE TABLE t (k BIGINT, n BIGINT DEFAULT 7, m VARCHAR, o INTEGER)");
        TableEnvironment tables = tables("batch", "0 s");
        createTarget(tables, "k BIGINT, n BIGINT, m STRING, o INT", "'threads' = '1'");

        tables.executeSql("INSERT INTO target (o, k) VALUES (1, 2)").await();

        assertThat(rows()).containsExactly("2|7|null|1");
    }

    @Test
    void anUpsertOfSomeColumnsKeepsTheOthers() throws Exception {
        SinkFiles.execute(
                file(),
                "CREATE TABLE t (k BIGINT NOT NULL, n BIGINT DEFAULT 7, m VARCHAR)",
                "INSERT INTO t VALUES (1, 10, 'a')");
        TableEnvironment tables = tables("batch", "0 s");
        createTarget(
                tables,
                "k BIGINT, n BIGINT, m STRING, PRIMARY KEY (k) NOT ENFORCED",
                "'threads' = '1'");

        tables.executeSql("INSERT INTO target (k, m) VALUES (1, 'b'), (2, 'c')").await();

        assertThat(rows()).containsExactly("1|10|b", "2|7|c");
    }

    @Test
    void refusesAColumnListWithoutTheKey() {
        TableEnvironment tables = tables("batch", "0 s");
        createTarget(tables, "k BIGINT, n BIGINT, PRIMARY KEY (k) NOT ENFORCED", "'threads' = '1'");

        assertThatThrownBy(() -> tables.executeSql("INSERT INTO target (n) VALUES (1)"))
                .hasStackTraceContaining("'k'");
    }

    @Test
    void refusesToLeaveOutAColumnThatNeedsAValue() throws Exception {
        SinkFiles.execute(file(), "CREATE TABLE t (k BIGINT, n BIGINT NOT NULL)");
        TableEnvironment tables = tables("batch", "0 s");
        createTarget(tables, "k BIGINT, n BIGINT", "'threads' = '1'");

        assertThatThrownBy(() -> tables.executeSql("INSERT INTO target (k) VALUES (1)").await())
                .hasStackTraceContaining("column 'n' (BIGINT NOT NULL)")
                .hasStackTraceContaining("has no default and is not written");
    }

    @Test
    void createsATableAsSelect() throws Exception {
        TableEnvironment tables = tables("batch", "0 s");
        createNumbers(tables);

        tables.executeSql(
                        String.format(
                                "CREATE TABLE copied WITH ('connector' = 'duckdb', 'path' = '%s',"
                                        + " 'table-name' = 't', 'sink.schema-mode' = 'create') AS"
                                        + " SELECT id, CAST(id AS STRING) AS name FROM numbers"
                                        + " WHERE id < 2",
                                file()))
                .await();

        assertThat(rows()).containsExactly("0|0", "1|1");
        assertThat(
                        SinkFiles.query(
                                file(),
                                "SELECT column_name, data_type FROM duckdb_columns()"
                                        + " WHERE table_name = 't' ORDER BY column_index"))
                .containsExactly("id|BIGINT", "name|VARCHAR");
    }

    private static List<String> counts() {
        return LongStream.range(0, KEYS)
                .mapToObj(
                        key ->
                                key
                                        + "|"
                                        + LongStream.range(0, ROWS)
                                                .filter(id -> id % KEYS == key)
                                                .count())
                .toList();
    }

    private static TableEnvironment tables(String mode, String checkpoints) {
        Configuration config =
                new Configuration().set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        config.setString("parallelism.default", "2");
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
                        + "', 'table-name' = 'n', 'scan.max-records-per-second' = '600')");
    }

    private void createTarget(TableEnvironment tables, String columns, String options) {
        tables.executeSql(
                String.format(
                        "CREATE TABLE target (%s) WITH ('connector' = 'duckdb', 'path' = '%s',"
                                + " 'table-name' = 't', %s)",
                        columns, file(), options));
    }

    private List<String> rows() throws Exception {
        return SinkFiles.query(file(), "FROM t ORDER BY ALL");
    }

    private Path file() {
        return folder.resolve("t.duckdb");
    }
}
