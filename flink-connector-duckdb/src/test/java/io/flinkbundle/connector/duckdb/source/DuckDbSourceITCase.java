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

package io.flinkbundle.connector.duckdb.source;

import io.flinkbundle.connector.common.testing.Savepoints;
import io.flinkbundle.connector.duckdb.DuckDbFiles;
import io.flinkbundle.connector.duckdb.client.AccessMode;
import io.flinkbundle.connector.duckdb.client.DuckDbDatabase;
import io.flinkbundle.connector.duckdb.client.DuckDbSettings;

import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.Types;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.functions.sink.v2.DiscardingSink;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;
import org.apache.flink.util.CloseableIterator;

import org.duckdb.DuckDBConnection;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.sql.Statement;
import java.time.Duration;
import java.util.stream.LongStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DuckDbSourceITCase {

    @RegisterExtension
    static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(4)
                            .build());

    /** Five row groups, the last one not full. */
    private static final int ROWS = 600_000;

    /** Slow enough for a few checkpoints before the end. */
    private static final double SLOWLY = 50_000;

    /** So slow that a job which is to be cancelled never comes to its end. */
    private static final double CRAWLING = 10_000;

    @TempDir private Path folder;

    private MiniCluster cluster;

    @BeforeEach
    void takeCluster(@InjectMiniCluster MiniCluster injected) {
        cluster = injected;
    }

    @Test
    void parallelReadersShareTheTable() throws Exception {
        StreamExecutionEnvironment env = environment(new Configuration(), 4);

        numbers(env, builder(table()))
                .map(RowIdCheck.create(0))
                .setParallelism(1)
                .sinkTo(new DiscardingSink<>());
        env.execute();

        assertThat(RowIdCheck.count()).isEqualTo(ROWS);
    }

    @Test
    void aFailureAfterACheckpointNeitherLosesNorRepeatsARow() throws Exception {
        StreamExecutionEnvironment env = environment(oneRestart(), 2);

        numbers(env, builder(table()).setMaxRecordsPerSecond(SLOWLY))
                .map(RowIdCheck.create(2))
                .setParallelism(1)
                .sinkTo(new DiscardingSink<>());
        env.execute();

        assertThat(RowIdCheck.hasFailed()).isTrue();
        assertThat(RowIdCheck.count()).isEqualTo(ROWS);
    }

    @ParameterizedTest
    @CsvSource({"RANGE, n", "HASH, n", "NONE, ''"})
    void aQueryIsReadOnAfterAFailureHoweverItIsPartitioned(
            PartitionStrategy strategy, String column) throws Exception {
        StreamExecutionEnvironment env = environment(oneRestart(), 2);
        DuckDbSourceBuilder<Long> builder =
                file(table())
                        .setQuery("SELECT n FROM t WHERE n < 150000")
                        .setPartitionStrategy(strategy)
                        .setPartitionColumn(column)
                        .setPartitionSize(40_000)
                        .setMaxRecordsPerSecond(SLOWLY);

        numbers(env, builder)
                .map(RowIdCheck.create(2))
                .setParallelism(1)
                .sinkTo(new DiscardingSink<>());
        env.execute();

        assertThat(RowIdCheck.hasFailed()).isTrue();
        assertThat(RowIdCheck.count()).isEqualTo(150_000);
    }

    /** Rows are added by somebody else while the job runs, before and after a failure. */
    @ParameterizedTest
    @CsvSource({"rowid", "n"})
    void rowsThatAreAddedArriveOnceAcrossAFailure(String column) throws Exception {
        Path table = DuckDbFiles.execute(folder.resolve("t.duckdb"), "CREATE TABLE t (n BIGINT)");
        StreamExecutionEnvironment env = environment(oneRestart(), 2);
        DuckDbSourceBuilder<Long> builder =
                file(table)
                        .setTableName("t")
                        .setBoundedMode(ScanBoundedMode.UNBOUNDED)
                        .setIncrementalColumn(column)
                        .setPollInterval(Duration.ofMillis(20));
        numbers(env, builder)
                .map(RowIdCheck.create(2))
                .setParallelism(1)
                .sinkTo(new DiscardingSink<>());
        JobClient job = env.executeAsync();

        int added = 0;
        while (RowIdCheck.count() < 5_000 || !RowIdCheck.hasFailed()) {
            append(table, added, added + 500);
            added += 500;
            // The row with the highest value may wait for the next one.
            RowIdCheck.awaitCount(added - 1);
        }
        append(table, added, added + 1);
        RowIdCheck.awaitCount(added);
        job.cancel().get();

        assertThat(RowIdCheck.hasFailed()).isTrue();
    }

    /** As the sink of another job does: the file is open for a moment. */
    private static void append(Path table, int from, int to) throws Exception {
        DuckDbSettings settings = DuckDbSettings.of(table.toString());
        try (DuckDbDatabase database =
                        DuckDbDatabase.open(settings, AccessMode.READ_WRITE, "a test");
                DuckDBConnection connection = database.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("INSERT INTO t SELECT range FROM range(" + from + ", " + to + ")");
        }
    }

    @Test
    void anOlderSavepointIsRestoredWithMoreReadersWithoutLoss() throws Exception {
        Path table = table();
        String savepoint = savepointInTheMiddle(table);
        Configuration config = new Configuration();
        config.set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint);
        StreamExecutionEnvironment env = environment(config, 3);

        checkedJob(env, builder(table));
        env.execute();

        assertThat(RowIdCheck.count()).isEqualTo(ROWS);
    }

    private static Configuration oneRestart() {
        Configuration config = new Configuration();
        config.set(RestartStrategyOptions.RESTART_STRATEGY, "fixed-delay");
        config.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_ATTEMPTS, 1);
        config.set(RestartStrategyOptions.RESTART_STRATEGY_FIXED_DELAY_DELAY, Duration.ofMillis(1));
        return config;
    }

    private String savepointInTheMiddle(Path table) throws Exception {
        StreamExecutionEnvironment env = environment(new Configuration(), 2);
        checkedJob(env, builder(table).setMaxRecordsPerSecond(CRAWLING));
        JobClient job = env.executeAsync();
        RowIdCheck.awaitProgress(10_000);
        String savepoint = Savepoints.take(cluster, job, folder.resolve("savepoints"));
        RowIdCheck.awaitProgress(10_000);
        job.cancel().get();
        assertThatThrownBy(() -> job.getJobExecutionResult().get())
                .hasStackTraceContaining("cancel");
        return savepoint;
    }

    @Test
    void oneReaderEmitsTheRowsInOrder() throws Exception {
        StreamExecutionEnvironment env = environment(new Configuration(), 1);

        try (CloseableIterator<Long> rows =
                numbers(env, builder(table()).setLimit(1_000)).executeAndCollect()) {
            assertThat(rows)
                    .toIterable()
                    .startsWith(LongStream.range(0, 1_000).boxed().toArray(Long[]::new));
        }
    }

    @Test
    void aTableThatDoesNotFitFailsTheJobAtItsStart() throws Exception {
        Path file = DuckDbFiles.execute(folder.resolve("t.duckdb"), "CREATE TABLE t (n VARCHAR)");
        StreamExecutionEnvironment env = environment(new Configuration(), 1);
        numbers(env, builder(file)).sinkTo(new DiscardingSink<>());

        assertThatThrownBy(env::execute)
                .hasStackTraceContaining("column 'n' is declared as BIGINT, but is VARCHAR");
    }

    @Test
    void describesTheTableForLineage() {
        assertThat(builder(folder.resolve("t.duckdb")).build().getLineageVertex().datasets())
                .singleElement()
                .satisfies(
                        dataset -> {
                            assertThat(dataset.name()).isEqualTo("main.t");
                            assertThat(dataset.namespace())
                                    .isEqualTo("duckdb://" + folder.resolve("t.duckdb"));
                        });
    }

    private static void checkedJob(
            StreamExecutionEnvironment env, DuckDbSourceBuilder<Long> builder) {
        numbers(env, builder)
                .map(RowIdCheck.create(0))
                .setParallelism(1)
                .uid("check")
                .sinkTo(new DiscardingSink<>());
    }

    private static DataStream<Long> numbers(
            StreamExecutionEnvironment env, DuckDbSourceBuilder<Long> builder) {
        return env.fromSource(builder.build(), WatermarkStrategy.noWatermarks(), "numbers")
                .uid("numbers");
    }

    private static DuckDbSourceBuilder<Long> builder(Path file) {
        return file(file).setTableName("t").setPartitionSize(1);
    }

    private static DuckDbSourceBuilder<Long> file(Path file) {
        return DuckDbSource.builder(row -> row.getLong(0), Types.LONG)
                .setSettings(DuckDbSettings.of(file.toString()))
                .setRowType(DataTypes.ROW(DataTypes.FIELD("n", DataTypes.BIGINT())));
    }

    private Path table() throws Exception {
        return DuckDbFiles.execute(
                folder.resolve("t.duckdb"),
                "CREATE TABLE t AS SELECT range AS n FROM range(" + ROWS + ")");
    }

    private static StreamExecutionEnvironment environment(Configuration config, int parallelism) {
        StreamExecutionEnvironment env = StreamExecutionEnvironment.getExecutionEnvironment(config);
        env.setParallelism(parallelism);
        env.enableCheckpointing(50);
        return env;
    }
}
