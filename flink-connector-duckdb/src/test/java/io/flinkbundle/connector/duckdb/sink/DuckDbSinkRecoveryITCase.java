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
import io.flinkbundle.connector.duckdb.sink.CrashingSink.Crash;

import org.apache.flink.api.common.RuntimeExecutionMode;
import org.apache.flink.configuration.CheckpointingOptions;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ExternalizedCheckpointRetention;
import org.apache.flink.configuration.RestartStrategyOptions;
import org.apache.flink.configuration.StateRecoveryOptions;
import org.apache.flink.core.execution.JobClient;
import org.apache.flink.core.execution.SavepointFormatType;
import org.apache.flink.runtime.minicluster.MiniCluster;
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.data.RowData;
import org.apache.flink.test.junit5.InjectMiniCluster;
import org.apache.flink.test.junit5.MiniClusterExtension;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

import static io.flinkbundle.connector.duckdb.sink.SinkJobs.afterChanges;
import static io.flinkbundle.connector.duckdb.sink.SinkJobs.changes;
import static io.flinkbundle.connector.duckdb.sink.SinkJobs.environment;
import static io.flinkbundle.connector.duckdb.sink.SinkJobs.ids;
import static io.flinkbundle.connector.duckdb.sink.SinkJobs.numbers;
import static io.flinkbundle.connector.duckdb.sink.SinkJobs.rows;
import static io.flinkbundle.connector.duckdb.sink.SinkJobs.sink;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Jobs that start from state which an earlier job has left. */
class DuckDbSinkRecoveryITCase {

    private static final int ROWS = 500;

    @RegisterExtension
    private static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(4)
                            .build());

    @TempDir private Path folder;

    private Path file;

    @BeforeEach
    void nameFile() {
        file = folder.resolve("t.duckdb");
    }

    /** The checkpoints after the savepoint get the same ids again, with other rows in them. */
    @Test
    void losesAndSkipsNothingFromAnOlderSavepoint(@InjectMiniCluster MiniCluster cluster)
            throws Exception {
        StreamExecutionEnvironment first = environment(RuntimeExecutionMode.STREAMING, true);
        rows(first, ROWS * 4, "first").sinkTo(sink(file, WriteMode.STREAMING).build()).uid("sink");
        JobClient job = first.executeAsync();
        SavepointJobs.awaitRunning(cluster, job);
        String older = savepoint(job, "older");
        job.stopWithSavepoint(
                        false, folder.resolve("newer").toString(), SavepointFormatType.CANONICAL)
                .get();
        List<String> before = query("SELECT id FROM t WHERE name = 'first' ORDER BY id");

        restored(older, RuntimeExecutionMode.STREAMING, 2, "second", WriteMode.STREAMING, ROWS * 4);

        List<String> second = query("SELECT id FROM t WHERE name = 'second' ORDER BY id");
        List<String> first2 = query("SELECT id FROM t WHERE name = 'first' ORDER BY id");
        assertThat(first2).isEqualTo(before);
        assertThat(query("SELECT DISTINCT id FROM t ORDER BY id"))
                .containsExactlyElementsOf(numbers(0, ROWS * 4));
        assertThat(second).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @CsvSource({"STREAMING, 1", "STREAMING, 4", "AUTO, 1", "AUTO, 4"})
    void commitsStagedRowsAfterAChangeOfParallelism(WriteMode mode, int parallelism)
            throws Exception {
        Path checkpoint = failBeforeTheCommit(mode);

        restored(
                checkpoint.toString(),
                RuntimeExecutionMode.STREAMING,
                parallelism,
                "a",
                mode,
                ROWS);

        assertThat(ids(file)).containsExactlyElementsOf(numbers(0, ROWS));
    }

    @ParameterizedTest
    @CsvSource({"STREAMING, 1", "STREAMING, 4", "AUTO, 1", "AUTO, 4"})
    void appliesStagedChangesAfterAChangeOfParallelism(WriteMode mode, int parallelism)
            throws Exception {
        Path checkpoint =
                failBeforeTheCommit(environment -> changes(environment, ROWS), changing(mode));

        StreamExecutionEnvironment environment = restoring(checkpoint.toString());
        changes(environment, ROWS).sinkTo(changing(mode)).uid("sink").setParallelism(parallelism);
        environment.execute();

        assertThat(query("SELECT id, name FROM t ORDER BY id"))
                .containsExactlyElementsOf(afterChanges(ROWS));
    }

    /** What was staged before the checkpoint is there once; what came after it, each time. */
    @Test
    void addsStagedRowsOnceHoweverOftenTheirStateIsRestored() throws Exception {
        String checkpoint = failBeforeTheCommit(WriteMode.STREAMING).toString();

        restored(checkpoint, RuntimeExecutionMode.STREAMING, 2, "b", WriteMode.STREAMING, ROWS);
        restored(checkpoint, RuntimeExecutionMode.STREAMING, 3, "c", WriteMode.STREAMING, ROWS);

        List<String> staged = query("SELECT id FROM t WHERE name = 'a' ORDER BY id");
        assertThat(staged).isNotEmpty().doesNotHaveDuplicates();
        List<String> rest = new ArrayList<>(numbers(0, ROWS));
        rest.removeAll(staged);
        for (String restored : List.of("b", "c")) {
            assertThat(
                            query(
                                    "SELECT id FROM t WHERE name = '"
                                            + restored
                                            + "' ORDER BY id::BIGINT"))
                    .containsExactlyElementsOf(rest);
        }
    }

    @Test
    void failsWhenAStagedFileOfTheStateIsMissing() throws Exception {
        Path checkpoint = failBeforeTheCommit(WriteMode.STREAMING);
        Path staging = Path.of(file + ".staging");
        for (String staged : SinkFiles.list(staging)) {
            Files.delete(staging.resolve(staged));
        }

        assertThatThrownBy(() -> restore(checkpoint))
                .hasStackTraceContaining("Staging file '" + staging)
                .hasStackTraceContaining("sink.staging.path");
        assertThat(ids(file)).isEmpty();
    }

    @Test
    void failsWhenTheTargetWasReplaced() throws Exception {
        Path checkpoint = failBeforeTheCommit(WriteMode.STREAMING);
        Files.delete(file);
        SinkFiles.execute(file, "CREATE TABLE t (id BIGINT, name VARCHAR)");

        assertThatThrownBy(() -> restore(checkpoint))
                .hasStackTraceContaining("is not the one for which the rows");
        assertThat(ids(file)).isEmpty();
    }

    /** Rows that wait for the end of a bounded input must not be forgotten. */
    @Test
    void refusesToGoOnUnboundedWithRowsOfABoundedInput(@InjectMiniCluster MiniCluster cluster)
            throws Exception {
        StreamExecutionEnvironment first = environment(RuntimeExecutionMode.STREAMING, true);
        rows(first, ROWS * 4, "a").sinkTo(sink(file, WriteMode.AUTO).build()).uid("sink");
        JobClient job = first.executeAsync();
        SavepointJobs.awaitRunning(cluster, job);
        savepoint(job, "one");
        String savepoint = savepoint(job, "two");
        SavepointJobs.cancel(job);

        assertThatThrownBy(
                        () ->
                                restored(
                                        savepoint,
                                        RuntimeExecutionMode.STREAMING,
                                        2,
                                        "a",
                                        WriteMode.STREAMING,
                                        ROWS))
                .hasStackTraceContaining("'sink.write-mode' = 'batch'");
    }

    /** It would go on in the middle of the input, while the rows before it are rolled back. */
    @Test
    void refusesASavepointOfABulkLoad(@InjectMiniCluster MiniCluster cluster) throws Exception {
        Configuration once =
                new Configuration().set(RestartStrategyOptions.RESTART_STRATEGY, "none");
        StreamExecutionEnvironment environment =
                environment(RuntimeExecutionMode.STREAMING, false, once);
        rows(environment, ROWS * 100L, "a").sinkTo(sink(file, WriteMode.AUTO).build()).uid("sink");
        JobClient job = environment.executeAsync();
        SavepointJobs.awaitRunning(cluster, job);

        assertThatThrownBy(() -> savepoint(job, "refused")).isNotNull();

        assertThatThrownBy(() -> job.getJobExecutionResult().get())
                .hasStackTraceContaining("cannot be part of a savepoint")
                .hasStackTraceContaining("execution.checkpointing.interval");
        assertThat(ids(file)).isEmpty();
    }

    @Test
    void refusesToStartABulkLoadFromASavepoint(@InjectMiniCluster MiniCluster cluster)
            throws Exception {
        StreamExecutionEnvironment first = environment(RuntimeExecutionMode.STREAMING, true);
        rows(first, ROWS * 4, "a").sinkTo(sink(file, WriteMode.STREAMING).build()).uid("sink");
        JobClient job = first.executeAsync();
        SavepointJobs.awaitRunning(cluster, job);
        String savepoint = savepoint(job, "one");
        SavepointJobs.cancel(job);
        List<String> before = ids(file);
        StreamExecutionEnvironment second =
                environment(
                        RuntimeExecutionMode.STREAMING,
                        false,
                        new Configuration().set(StateRecoveryOptions.SAVEPOINT_PATH, savepoint));
        rows(second, ROWS * 4, "a").sinkTo(sink(file, WriteMode.AUTO).build()).uid("sink");

        assertThatThrownBy(second::execute)
                .hasStackTraceContaining("cannot start from restored state");
        assertThat(ids(file)).containsAll(before);
    }

    /** Runs a job that ends with staged rows in its last checkpoint, none of them committed. */
    private Path failBeforeTheCommit(WriteMode mode) throws Exception {
        return failBeforeTheCommit(
                environment -> rows(environment, ROWS, "a"), sink(file, mode).build());
    }

    private Path failBeforeTheCommit(
            Function<StreamExecutionEnvironment, DataStream<RowData>> input,
            DuckDbSink<RowData> sink)
            throws Exception {
        Path checkpoints = folder.resolve("checkpoints");
        Configuration config =
                new Configuration()
                        .set(RestartStrategyOptions.RESTART_STRATEGY, "none")
                        .set(
                                CheckpointingOptions.CHECKPOINTS_DIRECTORY,
                                checkpoints.toUri().toString())
                        .set(
                                CheckpointingOptions.EXTERNALIZED_CHECKPOINT_RETENTION,
                                ExternalizedCheckpointRetention.RETAIN_ON_CANCELLATION);
        StreamExecutionEnvironment environment =
                environment(RuntimeExecutionMode.STREAMING, true, config);
        input.apply(environment)
                .sinkTo(
                        new CrashingSink(
                                sink, Crash.ALWAYS_BEFORE_COMMIT, false, folder.resolve("crashed")))
                .uid("sink")
                .setParallelism(3);
        assertThatThrownBy(environment::execute)
                .hasStackTraceContaining("crash: ALWAYS_BEFORE_COMMIT");
        assertThat(SinkFiles.list(Path.of(file + ".staging"))).isNotEmpty();
        return SavepointJobs.newestCheckpoint(checkpoints);
    }

    private void restore(Path checkpoint) throws Exception {
        restored(
                checkpoint.toString(),
                RuntimeExecutionMode.STREAMING,
                2,
                "a",
                WriteMode.STREAMING,
                ROWS);
    }

    private void restored(
            String state,
            RuntimeExecutionMode mode,
            int parallelism,
            String name,
            WriteMode writeMode,
            long count)
            throws Exception {
        StreamExecutionEnvironment environment = restoring(state);
        environment.setRuntimeMode(mode);
        rows(environment, count, name)
                .sinkTo(sink(file, writeMode).build())
                .uid("sink")
                .setParallelism(parallelism);
        environment.execute();
    }

    private static StreamExecutionEnvironment restoring(String state) {
        return environment(
                RuntimeExecutionMode.STREAMING,
                true,
                new Configuration().set(StateRecoveryOptions.SAVEPOINT_PATH, state));
    }

    private DuckDbSink<RowData> changing(WriteMode mode) {
        return sink(file, mode).setPrimaryKey("id").build();
    }

    private String savepoint(JobClient job, String name) throws Exception {
        return job.triggerSavepoint(folder.resolve(name).toString(), SavepointFormatType.CANONICAL)
                .get();
    }

    private List<String> query(String sql) throws Exception {
        return SinkFiles.query(file, sql);
    }
}
