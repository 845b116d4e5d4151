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

package io.flinkbundle.connector.duckdb.sink;

import io.flinkbundle.connector.common.boundedness.WriteMode;

import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.core.testutils.CommonTestUtils;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.data.RowData;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import static io.flinkbundle.connector.duckdb.sink.SinkJobs.environment;
import static io.flinkbundle.connector.duckdb.sink.SinkJobs.ids;
import static io.flinkbundle.connector.duckdb.sink.SinkJobs.numbers;
import static io.flinkbundle.connector.duckdb.sink.SinkJobs.rows;
import static io.flinkbundle.connector.duckdb.sink.SinkJobs.sink;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Jobs that write into a real file, on each of the sink's routes. */
class DuckDbSinkITCase {

    private static final int ROWS = 300;

    @RegisterExtension
    private static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(4)
                            .build());

    @TempDir private Path folder;

    @ParameterizedTest
    @EnumSource(names = {"AUTO", "STREAMING"})
    void leavesNoStagingFileBehind(WriteMode writeMode) throws Exception {
        Path file = folder.resolve("t.duckdb");
        StreamExecutionEnvironment environment = environment(RuntimeExecutionMode.STREAMING, true);
        rows(environment, ROWS, "a").sinkTo(sink(file, writeMode).build());

        environment.execute();

        assertThat(SinkFiles.list(Path.of(file + ".staging"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void makesABoundedInputVisibleInOneCommit(boolean checkpoints) throws Exception {
        Path file = folder.resolve("t.duckdb");
        StreamExecutionEnvironment environment =
                environment(RuntimeExecutionMode.STREAMING, checkpoints);
        rows(environment, ROWS, "a").sinkTo(sink(file, WriteMode.AUTO).build());

        environment.execute();

        assertThat(SinkFiles.query(file, "SELECT row_count FROM __flink_commits ORDER BY ALL"))
                .containsExactly("0", Integer.toString(ROWS));
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void writesAtLeastOnceAsBuffersFill(boolean checkpoints) throws Exception {
        Path file = folder.resolve("t.duckdb");
        StreamExecutionEnvironment environment =
                environment(RuntimeExecutionMode.STREAMING, checkpoints);
        rows(environment, ROWS, "a")
                .sinkTo(
                        sink(file, WriteMode.STREAMING)
                                .setDeliveryGuarantee(DeliveryGuarantee.AT_LEAST_ONCE)
                                .setBufferFlushMaxRows(100)
                                .setBufferFlushInterval(Duration.ofMillis(20))
                                .build())
                .setParallelism(3);

        environment.execute();

        assertThat(ids(file)).containsExactlyElementsOf(numbers(0, ROWS));
    }

    /** Old markers stand for old commits: a new job's checkpoint 1 is not the old one's. */
    @ParameterizedTest
    @EnumSource(names = {"AUTO", "STREAMING"})
    void addsItsRowsToATargetThatAnEarlierJobWrote(WriteMode writeMode) throws Exception {
        Path file = folder.resolve("t.duckdb");
        for (String name : List.of("first", "second")) {
            StreamExecutionEnvironment environment =
                    environment(RuntimeExecutionMode.STREAMING, true);
            rows(environment, ROWS, name).sinkTo(sink(file, writeMode).build());
            environment.execute();
        }

        List<String> expected = new ArrayList<>();
        numbers(0, ROWS).forEach(id -> expected.addAll(List.of(id + "|first", id + "|second")));
        assertThat(SinkFiles.query(file, "SELECT id, name FROM t ORDER BY id, name"))
                .containsExactlyElementsOf(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "BATCH, false, AUTO, EXACTLY_ONCE",
        "STREAMING, true, AUTO, EXACTLY_ONCE",
        "STREAMING, true, STREAMING, EXACTLY_ONCE",
        "STREAMING, true, STREAMING, AT_LEAST_ONCE"
    })
    void sinksOfOneJobWriteOneFileAndOneTable(
            RuntimeExecutionMode mode,
            boolean checkpoints,
            WriteMode writeMode,
            DeliveryGuarantee guarantee)
            throws Exception {
        Path file = folder.resolve("t.duckdb");
        StreamExecutionEnvironment environment = environment(mode, checkpoints);
        DataStream<RowData> rows = rows(environment, ROWS, "a");
        for (String table : List.of("t", "t", "u")) {
            rows.sinkTo(
                    sink(file, writeMode)
                            .setTableName(table)
                            .setDeliveryGuarantee(guarantee)
                            .build());
        }

        environment.execute();

        assertThat(SinkFiles.query(file, "SELECT id FROM u ORDER BY id"))
                .containsExactlyElementsOf(numbers(0, ROWS));
        assertThat(
                        SinkFiles.query(
                                file,
                                "SELECT id FROM t GROUP BY id HAVING count(*) = 2 ORDER BY id"))
                .containsExactlyElementsOf(numbers(0, ROWS));
    }

    @Test
    void writesAnEmptyInput() throws Exception {
        Path file = folder.resolve("t.duckdb");
        StreamExecutionEnvironment environment = environment(RuntimeExecutionMode.BATCH, false);
        rows(environment, ROWS, "a")
                .filter(row -> false)
                .sinkTo(sink(file, WriteMode.AUTO).build());

        environment.execute();

        assertThat(ids(file)).isEmpty();
    }

    @Test
    void letsOthersReadBetweenTwoCommits() throws Exception {
        Path file = folder.resolve("t.duckdb");
        StreamExecutionEnvironment environment = environment(RuntimeExecutionMode.STREAMING, true);
        rows(environment, Long.MAX_VALUE, "a").sinkTo(sink(file, WriteMode.STREAMING).build());
        JobClient job = environment.executeAsync();
        try {
            CommonTestUtils.waitUtil(
                    () -> readsInAnotherProcess(file),
                    Duration.ofMinutes(1),
                    "Another process did not get to read a committed row.");
        } finally {
            SavepointJobs.cancel(job);
        }
    }

    private static boolean readsInAnotherProcess(Path file) {
        try {
            return ReaderProcess.countRows(file) > 0;
        } catch (Exception e) {
            throw new IllegalStateException("The other process could not be run.", e);
        }
    }

    @Test
    void refusesExactlyOnceWithoutCheckpoints() {
        StreamExecutionEnvironment environment = environment(RuntimeExecutionMode.STREAMING, false);
        rows(environment, ROWS, "a")
                .sinkTo(sink(folder.resolve("t.duckdb"), WriteMode.STREAMING).build());

        assertThatThrownBy(environment::getStreamGraph)
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("execution.checkpointing.interval");
    }

    @Test
    void refusesToStageRowsThatWouldNeverBeCommitted() {
        StreamExecutionEnvironment environment =
                environment(
                        RuntimeExecutionMode.STREAMING,
                        true,
                        new Configuration()
                                .set(
                                        CheckpointingOptions.ENABLE_CHECKPOINTS_AFTER_TASKS_FINISH,
                                        false));
        rows(environment, ROWS, "a")
                .sinkTo(sink(folder.resolve("t.duckdb"), WriteMode.AUTO).build());

        assertThatThrownBy(environment::getStreamGraph)
                .isInstanceOf(ValidationException.class)
                .hasMessageContaining("The DuckDB sink")
                .hasMessageContaining("checkpoints-after-tasks-finish");
    }

    @ParameterizedTest
    @CsvSource({"false", "true"})
    void failsAtStartWhenTheTableDoesNotFit(boolean checkpoints) throws Exception {
        Path file = folder.resolve("t.duckdb");
        SinkFiles.execute(file, "CREATE TABLE t (id BIGINT, name INTEGER)");
        StreamExecutionEnvironment environment =
                environment(RuntimeExecutionMode.STREAMING, checkpoints);
        rows(environment, ROWS, "a").sinkTo(sink(file, WriteMode.AUTO).build());

        assertThatThrownBy(environment::execute)
                .hasStackTraceContaining("column 'name' is written as VARCHAR")
                .hasStackTraceContaining("INTEGER");
        assertThat(ids(file)).isEmpty();
    }

    @Test
    void failsAtStartWhenStagingFilesCannotBeWritten() throws Exception {
        Path notAFolder = Files.writeString(folder.resolve("file"), "x");
        StreamExecutionEnvironment environment = environment(RuntimeExecutionMode.STREAMING, true);
        rows(environment, ROWS, "a")
                .sinkTo(
                        sink(folder.resolve("t.duckdb"), WriteMode.AUTO)
                                .setStagingPath(notAFolder.toString())
                                .build());

        assertThatThrownBy(environment::execute).hasStackTraceContaining("sink.staging.path");
    }

    @Test
    void convertsTheRecordsOfAStream() throws Exception {
        Path file = folder.resolve("t.duckdb");
        StreamExecutionEnvironment environment = environment(RuntimeExecutionMode.BATCH, false);
        environment
                .fromData(1L, 2L)
                .sinkTo(
                        DuckDbSink.<Long>builder()
                                .setPath(file.toString())
                                .setTableName("t")
                                .setRowType(
                                        DataTypes.ROW(DataTypes.FIELD("id", DataTypes.BIGINT())))
                                .setConverter(org.apache.flink.table.data.GenericRowData::of)
                                .build());

        environment.execute();

        assertThat(ids(file)).containsExactly("1", "2");
    }

    @Test
    void refusesToServeTwoInputs() {
        StreamExecutionEnvironment environment = environment(RuntimeExecutionMode.BATCH, false);
        var sink = sink(folder.resolve("t.duckdb"), WriteMode.AUTO).build();
        rows(environment, ROWS, "a").sinkTo(sink);
        rows(environment, ROWS, "b").sinkTo(sink);

        assertThatThrownBy(environment::getStreamGraph)
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("build one sink for each sinkTo()");
    }

    @Test
    void stopsWithASavepointWhoseRowsAreAllVisible(@InjectMiniCluster MiniCluster cluster)
            throws Exception {
        Path file = folder.resolve("t.duckdb");
        StreamExecutionEnvironment environment = environment(RuntimeExecutionMode.STREAMING, true);
        rows(environment, Long.MAX_VALUE, "a").sinkTo(sink(file, WriteMode.STREAMING).build());
        JobClient job = environment.executeAsync();
        SavepointJobs.awaitRunning(cluster, job);

        CompletableFuture<String> savepoint =
                job.stopWithSavepoint(
                        false, folder.resolve("sp").toString(), SavepointFormatType.CANONICAL);

        assertThat(savepoint.get(1, TimeUnit.MINUTES)).isNotEmpty();
        assertThat(SinkFiles.list(Path.of(file + ".staging"))).isEmpty();
        assertThat(ids(file)).doesNotHaveDuplicates().isNotEmpty();
    }
}
