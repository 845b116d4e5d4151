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

import io.flinkbundle.connector.common.options.SchemaMode;
import io.flinkbundle.connector.duckdb.sink.CommitMarkers;
import io.flinkbundle.connector.duckdb.sink.DuckDbSinkConfig;
import io.flinkbundle.connector.duckdb.sink.SinkFiles;
import io.flinkbundle.connector.duckdb.sink.TargetConnection;
import io.flinkbundle.connector.duckdb.sink.TargetTable;
import io.flinkbundle.connector.duckdb.source.reader.ScanFixture;

import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;
import org.apache.flink.runtime.metrics.groups.InternalSinkWriterMetricGroup;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

/**
 * What the sink writes, the source reads: tables of random columns, to a depth of three, full of
 * random rows. {@code -Dduckdb.random.seed} repeats a run or makes another one.
 */
class RandomRoundTripTest {

    private static final long SEED = Long.getLong("duckdb.random.seed", 20_261_126L);
    private static final int SCHEMAS = Integer.getInteger("duckdb.random.schemas", 150);
    private static final int MOST_COLUMNS = 6;
    private static final int MOST_ROWS = 40;
    private static final int DEPTH = 3;

    @TempDir private Path folder;

    private final WriterMetrics metrics =
            new WriterMetrics(
                    InternalSinkWriterMetricGroup.wrap(
                            UnregisteredMetricsGroup.createOperatorMetricGroup()));

    @Test
    void theSourceReadsWhatTheSinkHasWritten() throws Exception {
        Path file = folder.resolve("t.duckdb");
        DuckDbSinkConfig any = SinkFiles.config(file);
        // One connection keeps the file open, because opening it takes longer than all the rest.
        try (TargetConnection kept = SinkFiles.open(any)) {
            new CommitMarkers(kept, any).prepare();
            for (int i = 0; i < SCHEMAS; i++) {
                kept.execute("DROP TABLE IF EXISTS t");
                check(SEED + i, file, kept);
            }
        }
    }

    private void check(long seed, Path file, TargetConnection target) {
        RandomRows random = new RandomRows(seed);
        DataType type = random.row(1 + random.upTo(MOST_COLUMNS - 1), DEPTH);
        RowType rowType = (RowType) type.getLogicalType();
        List<RowData> written = new ArrayList<>();
        for (int i = random.upTo(MOST_ROWS); i >= 0; i--) {
            written.add(random.value(rowType));
        }
        String run = "seed " + seed + ", " + rowType.asSummaryString();
        try {
            DuckDbSinkConfig config = SinkFiles.config(file, type, SchemaMode.CREATE_OR_VALIDATE);
            TargetTable.prepare(target, config);
            write(config.withColumns(TargetTable.columns(target, config)), written);

            List<List<Object>> expected =
                    written.stream().map(row -> PlainValues.of(rowType, row)).toList();
            assertThat(read(file, type)).as(run).containsExactlyElementsOf(expected);
        } catch (Exception e) {
            fail(run, e);
        }
    }

    private void write(DuckDbSinkConfig config, List<RowData> rows) throws Exception {
        RowBatch batch = RowBatch.of(config);
        for (RowData row : rows) {
            batch.append(row);
        }
        try (BulkDestination destination =
                new BulkDestination(config, UUID.randomUUID(), "a test", metrics)) {
            destination.write(batch);
            destination.flush(true);
        }
    }

    private static List<List<Object>> read(Path file, DataType type) throws Exception {
        DataType[] columns = type.getChildren().toArray(DataType[]::new);
        RowType rowType = (RowType) type.getLogicalType();
        return ScanFixture.read(
                ScanFixture.scan(file, columns),
                ScanFixture.everything(),
                row -> PlainValues.of(rowType, row));
    }
}
