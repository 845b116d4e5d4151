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

package io.flinkbundle.connector.duckdb.sink.writer;

import io.flinkbundle.connector.duckdb.client.AccessMode;
import io.flinkbundle.connector.duckdb.client.DuckDbDatabase;
import io.flinkbundle.connector.duckdb.sink.CommitMarkers;
import io.flinkbundle.connector.duckdb.sink.DuckDbSinkConfig;
import io.flinkbundle.connector.duckdb.sink.SinkFiles;
import io.flinkbundle.connector.duckdb.sink.TargetConnection;
import io.flinkbundle.connector.duckdb.sink.TargetTable;

import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.runtime.metrics.groups.InternalSinkWriterMetricGroup;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Path;
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class BulkDestinationTest {

    private static final UUID RUN = new UUID(0, 1);

    @TempDir private Path folder;

    private Path file;
    private DuckDbSinkConfig config;

    @BeforeEach
    void prepareTarget() throws Exception {
        file = folder.resolve("t.duckdb");
        config = SinkFiles.config(file);
        try (TargetConnection target = SinkFiles.open(config)) {
            TargetTable.prepare(target, config);
            new CommitMarkers(target, config).prepare();
        }
    }

    /** The source of the same job may have to read it before there is a row. */
    @Test
    void leavesTheFileToOthersBeforeTheFirstRow() throws Exception {
        try (BulkDestination destination = destination()) {
            assertThatCode(
                            () ->
                                    DuckDbDatabase.open(
                                                    config.settings(),
                                                    AccessMode.READ_ONLY,
                                                    "the planner")
                                            .close())
                    .doesNotThrowAnyException();
            assertThat(destination).isNotNull();
        }
    }

    @Test
    void makesItsRowsVisibleWithItsMarkerAtTheEnd() throws Exception {
        try (BulkDestination destination = destination()) {
            destination.write(batch(1, 2));
            destination.flush(true);
        }

        assertThat(SinkFiles.query(file, "SELECT id FROM t ORDER BY id")).containsExactly("1", "2");
        assertThat(
                        SinkFiles.query(
                                file,
                                "SELECT row_count FROM __flink_commits WHERE commit_id = '"
                                        + RUN
                                        + "'"))
                .containsExactly("2");
    }

    @Test
    void takesEverythingBackWhenItIsClosedBeforeTheEnd() throws Exception {
        try (BulkDestination destination = destination()) {
            destination.write(batch(1, 2));
        }

        assertThat(SinkFiles.query(file, "SELECT id FROM t")).isEmpty();
    }

    @Test
    void refusesToBePartOfASavepoint() throws Exception {
        try (BulkDestination destination = destination()) {
            destination.write(batch(1));

            assertThatThrownBy(() -> destination.flush(false))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("'main.t' cannot be part of a savepoint");
        }
    }

    private BulkDestination destination() {
        return new BulkDestination(
                config,
                RUN,
                "a test",
                new WriterMetrics(
                        InternalSinkWriterMetricGroup.wrap(
                                UnregisteredMetricsGroup.createOperatorMetricGroup())));
    }

    private RowBatch batch(long... ids) throws Exception {
        RowBatch batch = new RowBatch(config.columns());
        for (long id : ids) {
            batch.append(GenericRowData.of(id, StringData.fromString("n" + id)));
        }
        return batch;
    }
}
