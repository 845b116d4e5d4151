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
import org.apache.flink.runtime.testutils.MiniClusterResourceConfiguration;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.table.data.RowData;
import org.apache.flink.test.junit5.MiniClusterExtension;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Jobs that fail once at each step of a write, on each route, and must not show it in the table.
 */
class DuckDbSinkFailureITCase {

    private static final int ROWS = 300;
    private static final int PARALLELISM = 3;

    @RegisterExtension
    private static final MiniClusterExtension CLUSTER =
            new MiniClusterExtension(
                    new MiniClusterResourceConfiguration.Builder()
                            .setNumberTaskManagers(1)
                            .setNumberSlotsPerTaskManager(4)
                            .build());

    @TempDir private Path folder;

    private Path file;
    private Path crashed;

    @BeforeEach
    void nameFiles() {
        file = folder.resolve("t.duckdb");
        crashed = folder.resolve("crashed");
    }

    @ParameterizedTest
    @CsvSource({
        // One transaction for the whole input, which a restart reads again.
        "BATCH, false, AUTO, NEVER",
        "BATCH, false, AUTO, BEFORE_COMMIT",
        "BATCH, false, AUTO, AFTER_COMMIT",
        "STREAMING, false, AUTO, BEFORE_COMMIT",
        "STREAMING, false, AUTO, AFTER_COMMIT",
        // Staged at checkpoints, one commit at the end.
        "STREAMING, true, AUTO, NEVER",
        "STREAMING, true, AUTO, AFTER_STAGING",
        "STREAMING, true, AUTO, BEFORE_COMMIT",
        "STREAMING, true, AUTO, BEFORE_CLEANUP",
        "STREAMING, true, AUTO, AFTER_COMMIT",
        // A commit at each checkpoint.
        "STREAMING, true, STREAMING, NEVER",
        "STREAMING, true, STREAMING, AFTER_STAGING",
        "STREAMING, true, STREAMING, BEFORE_COMMIT",
        "STREAMING, true, STREAMING, BEFORE_CLEANUP",
        "STREAMING, true, STREAMING, AFTER_COMMIT"
    })
    void writesEachRowOnce(
            RuntimeExecutionMode mode, boolean checkpoints, WriteMode writeMode, Crash crash)
            throws Exception {
        StreamExecutionEnvironment environment = SinkJobs.environment(mode, checkpoints);
        write(SinkJobs.rows(environment, ROWS, "a"), adding(writeMode), crash, checkpoints);

        environment.execute();

        assertThat(SinkJobs.ids(file)).containsExactlyElementsOf(SinkJobs.numbers(0, ROWS));
        assertThat(Files.exists(crashed)).isEqualTo(crash != Crash.NEVER);
    }

    @ParameterizedTest
    @CsvSource({
        "BATCH, false, AUTO, NEVER",
        "BATCH, false, AUTO, BEFORE_COMMIT",
        "BATCH, false, AUTO, AFTER_COMMIT",
        "STREAMING, true, AUTO, NEVER",
        "STREAMING, true, AUTO, AFTER_STAGING",
        "STREAMING, true, AUTO, BEFORE_COMMIT",
        "STREAMING, true, AUTO, BEFORE_CLEANUP",
        "STREAMING, true, AUTO, AFTER_COMMIT",
        "STREAMING, true, STREAMING, NEVER",
        "STREAMING, true, STREAMING, AFTER_STAGING",
        "STREAMING, true, STREAMING, BEFORE_COMMIT",
        "STREAMING, true, STREAMING, BEFORE_CLEANUP",
        "STREAMING, true, STREAMING, AFTER_COMMIT"
    })
    void leavesTheLastChangeOfEachKey(
            RuntimeExecutionMode mode, boolean checkpoints, WriteMode writeMode, Crash crash)
            throws Exception {
        StreamExecutionEnvironment environment = SinkJobs.environment(mode, checkpoints);
        write(SinkJobs.changes(environment, ROWS), changing(writeMode), crash, checkpoints);

        environment.execute();

        assertThat(rows()).containsExactlyElementsOf(SinkJobs.afterChanges(ROWS));
        assertThat(Files.exists(crashed)).isEqualTo(crash != Crash.NEVER);
    }

    @ParameterizedTest
    @CsvSource({"AUTO", "STREAMING"})
    void writesEachRowOnceWhenTheJobFailsAfterTheSecondCheckpoint(WriteMode writeMode)
            throws Exception {
        StreamExecutionEnvironment environment =
                SinkJobs.environment(RuntimeExecutionMode.STREAMING, true);
        crashing(SinkJobs.rows(environment, ROWS, "a"))
                .sinkTo(adding(writeMode))
                .setParallelism(PARALLELISM);

        environment.execute();

        assertThat(SinkJobs.ids(file)).containsExactlyElementsOf(SinkJobs.numbers(0, ROWS));
        assertThat(crashed).exists();
    }

    @ParameterizedTest
    @CsvSource({"AUTO", "STREAMING"})
    void leavesTheLastChangesWhenTheJobFailsAfterTheSecondCheckpoint(WriteMode writeMode)
            throws Exception {
        StreamExecutionEnvironment environment =
                SinkJobs.environment(RuntimeExecutionMode.STREAMING, true);
        crashing(SinkJobs.changes(environment, ROWS))
                .sinkTo(changing(writeMode))
                .setParallelism(PARALLELISM);

        environment.execute();

        assertThat(rows()).containsExactlyElementsOf(SinkJobs.afterChanges(ROWS));
        assertThat(crashed).exists();
    }

    private DuckDbSink<RowData> adding(WriteMode mode) {
        return SinkJobs.sink(file, mode).build();
    }

    private DuckDbSink<RowData> changing(WriteMode mode) {
        return SinkJobs.sink(file, mode).setPrimaryKey("id").build();
    }

    private void write(
            DataStream<RowData> rows, DuckDbSink<RowData> sink, Crash crash, boolean checkpoints) {
        rows.sinkTo(new CrashingSink(sink, crash, !checkpoints, crashed))
                .setParallelism(PARALLELISM);
    }

    /** Keeps the order in which the rows come. */
    private DataStream<RowData> crashing(DataStream<RowData> rows) {
        return rows.map(new CrashAfterCheckpoint(crashed)).setParallelism(1).returns(SinkJobs.TYPE);
    }

    private List<String> rows() throws Exception {
        return SinkFiles.query(file, "SELECT id, name FROM t ORDER BY id");
    }
}
