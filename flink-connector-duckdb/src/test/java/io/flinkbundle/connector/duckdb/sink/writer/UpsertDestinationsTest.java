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

import io.flinkbundle.connector.duckdb.client.DatabaseBusyException;
import io.flinkbundle.connector.duckdb.client.Turn;
import io.flinkbundle.connector.duckdb.sink.CommitMarkers;
import io.flinkbundle.connector.duckdb.sink.DuckDbSinkConfig;
import io.flinkbundle.connector.duckdb.sink.SinkFiles;
import io.flinkbundle.connector.duckdb.sink.TargetConnection;

import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.runtime.metrics.groups.InternalSinkWriterMetricGroup;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.types.RowKind;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

import static org.apache.flink.types.RowKind.DELETE;
import static org.apache.flink.types.RowKind.INSERT;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Changes that go into the target without staging files. */
class UpsertDestinationsTest {

    private static final UUID RUN = new UUID(0, 1);

    @TempDir private Path folder;

    private final WriterMetrics metrics =
            new WriterMetrics(
                    InternalSinkWriterMetricGroup.wrap(
                            UnregisteredMetricsGroup.createOperatorMetricGroup()));

    private Path file;
    private DuckDbSinkConfig config;

    @BeforeEach
    void prepareTarget() throws Exception {
        file = folder.resolve("t.duckdb");
        config = SinkFiles.byId(SinkFiles.config(file));
        SinkFiles.execute(
                file,
                "CREATE TABLE t (id BIGINT PRIMARY KEY, name VARCHAR)",
                "INSERT INTO t VALUES (1, 'old'), (2, 'old')");
        try (TargetConnection target = SinkFiles.open(config)) {
            new CommitMarkers(target, config).prepare();
        }
    }

    @Test
    void appliesEachBatchByItself() throws Exception {
        try (DirectUpsertDestination destination =
                new DirectUpsertDestination(config, "a test", metrics)) {
            destination.write(batch(INSERT, 1, "a", "b"));
            destination.write(batch(DELETE, 2, "x"));
            destination.write(batch(INSERT, 3, "c"));
            destination.flush(false);

            assertThat(rows()).containsExactly("1|b", "3|c");
        }
    }

    /** A failure between the transaction and the checkpoint repeats the batch. */
    @Test
    void aRepeatedBatchChangesNothing() throws Exception {
        try (DirectUpsertDestination destination =
                new DirectUpsertDestination(config, "a test", metrics)) {
            RowBatch batch = batch(INSERT, 1, "a", "b");
            destination.write(batch);
            destination.flush(false);
            destination.write(batch);
        }

        assertThat(rows()).containsExactly("1|b", "2|old");
    }

    @Test
    void appliesABoundedInputAtItsEndWithItsMarker() throws Exception {
        try (BulkUpsertDestination destination = bulk()) {
            destination.write(batch(INSERT, 1, "a"));
            destination.write(batch(DELETE, 1, "x"));
            destination.write(batch(INSERT, 3, "c"));
            destination.flush(true);
        }

        assertThat(rows()).containsExactly("2|old", "3|c");
        assertThat(markers()).containsExactly("3");
    }

    @Test
    void changesNothingWhenTheInputDoesNotEnd() throws Exception {
        try (BulkUpsertDestination destination = bulk()) {
            destination.write(batch(INSERT, 1, "a"));
        }

        assertThat(rows()).containsExactly("1|old", "2|old");
    }

    @Test
    void refusesToBePartOfASavepoint() throws Exception {
        try (BulkUpsertDestination destination = bulk()) {
            assertThatThrownBy(() -> destination.flush(false))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("'main.t' cannot be part of a savepoint");
        }
    }

    @Test
    void overwritesAllRowsWithTheLastOfEachKey() throws Exception {
        overwrite(List.of("id"));
        try (BulkUpsertDestination destination = bulk()) {
            destination.write(batch(INSERT, 7, "a", "b"));
            destination.flush(true);
        }

        assertThat(rows()).containsExactly("7|b");
    }

    @Test
    void anEmptyInputOverwritesAllRows() throws Exception {
        overwrite(List.of("id"));
        try (BulkUpsertDestination destination = bulk()) {
            destination.flush(true);
        }

        assertThat(rows()).isEmpty();
        assertThat(markers()).containsExactly("0");
    }

    @Test
    void anEmptyInputOverwritesAllRowsWithoutAKey() throws Exception {
        overwrite(List.of());
        try (BulkDestination destination = new BulkDestination(config, RUN, "a test", metrics)) {
            destination.flush(true);
        }

        assertThat(rows()).isEmpty();
        assertThat(markers()).containsExactly("0");
    }

    @Test
    void keepsTheOldRowsWhenAnOverwriteDoesNotEnd() throws Exception {
        overwrite(List.of());
        try (BulkDestination destination = new BulkDestination(config, RUN, "a test", metrics)) {
            destination.write(batch(INSERT, 7, "a"));
        }

        assertThat(rows()).containsExactly("1|old", "2|old");
    }

    @ParameterizedTest
    @ValueSource(strings = {"direct upsert", "bulk upsert", "bulk overwrite"})
    void waitsWhileAnotherReplacesRowsAndNamesIt(String way) throws Exception {
        if (way.equals("bulk overwrite")) {
            overwrite(List.of());
        }
        try (TargetConnection other = SinkFiles.open(config)) {
            try (Turn turn = other.takeTurn();
                    BatchDestination destination = destination(way)) {
                assertThat(turn).isNotNull();
                assertThatThrownBy(() -> writeAll(destination))
                        .isInstanceOf(DatabaseBusyException.class)
                        .hasMessageContaining("'main.t'")
                        .hasMessageContaining("are being replaced by a test");
            }
            assertThat(SinkFiles.query(other.connection(), "FROM t ORDER BY id"))
                    .containsExactly("1|old", "2|old");

            try (BatchDestination destination = destination(way)) {
                writeAll(destination);
            }
        }
        assertThat(rows()).contains("7|a");
    }

    private BatchDestination destination(String way) {
        return switch (way) {
            case "direct upsert" -> new DirectUpsertDestination(config, "a job", metrics);
            case "bulk upsert" -> bulk();
            default -> new BulkDestination(config, RUN, "a job", metrics);
        };
    }

    private void writeAll(BatchDestination destination) throws Exception {
        destination.write(batch(INSERT, 7, "a"));
        destination.flush(true);
    }

    private BulkUpsertDestination bulk() {
        return new BulkUpsertDestination(config, RUN, "a test", metrics);
    }

    private void overwrite(List<String> key) {
        config = config.withChanges(new DuckDbSinkConfig.Changes(key, false, true));
    }

    /** Rows of one key. */
    private RowBatch batch(RowKind kind, long id, String... names) throws Exception {
        RowBatch batch = RowBatch.of(config);
        for (String name : names) {
            batch.append(GenericRowData.ofKind(kind, id, StringData.fromString(name)));
        }
        return batch;
    }

    private List<String> rows() throws Exception {
        return SinkFiles.query(file, "FROM t ORDER BY ALL");
    }

    private List<String> markers() throws Exception {
        return SinkFiles.query(
                file, "SELECT row_count FROM __flink_commits WHERE commit_id = '" + RUN + "'");
    }
}
