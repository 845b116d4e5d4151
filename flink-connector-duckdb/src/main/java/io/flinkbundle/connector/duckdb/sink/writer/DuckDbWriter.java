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

import io.flinkbundle.connector.common.batching.BatchPipeline;
import io.flinkbundle.connector.common.deadletter.BadRecords;
import io.flinkbundle.connector.duckdb.sink.ColumnMapping;
import io.flinkbundle.connector.duckdb.sink.DuckDbSinkConfig;
import io.flinkbundle.connector.duckdb.sink.RowDataConverter;
import io.flinkbundle.connector.duckdb.sink.TargetHold;
import io.flinkbundle.connector.duckdb.sink.committer.StagedResult;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.table.data.RowData;
import org.apache.flink.types.RowKind;
import org.apache.flink.util.IOUtils;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.List;

/**
 * Fills batches on the task thread, while an I/O thread hands the one before to the destination: so
 * Flink and DuckDB work at the same time.
 */
@Internal
final class DuckDbWriter<T> implements CommittingSinkWriter<T, StagedResult> {

    private final RowDataConverter<T> converter;
    private final BatchDestination destination;
    private final TargetHold hold;
    private final WriterMetrics metrics;
    private final BadRecords badRecords;
    private final List<ColumnMapping> columns;
    private final boolean upserts;
    private final BatchPipeline<RowBatch> pipeline;
    private final int maxRows;
    private final long maxBytes;

    private RowBatch filling;
    private RowBatch spare;

    /**
     * @param destination where the batches go; its target, if it needs one now, is open
     * @param hold what keeps the target open until the writer is closed
     */
    DuckDbWriter(
            DuckDbSinkConfig config,
            int subtask,
            RowDataConverter<T> converter,
            BatchDestination destination,
            TargetHold hold,
            WriterMetrics metrics) {
        this.converter = converter;
        this.destination = destination;
        this.hold = hold;
        this.metrics = metrics;
        this.columns = config.columns();
        this.upserts = config.isUpsert();
        this.badRecords =
                BadRecords.open(config.onRejected(), "duckdb", subtask, metrics.rejected());
        this.maxRows = config.buffering().maxRows();
        this.maxBytes = config.buffering().maxSize().getBytes();
        this.filling = RowBatch.of(config);
        this.spare = RowBatch.of(config);
        this.pipeline = new BatchPipeline<>("duckdb-writer", this::writeBatch);
        metrics.opened();
    }

    /** Flushes from now on whenever the interval ends; zero means never. */
    void flushEvery(Duration interval, ProcessingTimeService timeService) {
        if (!interval.isZero()) {
            timeService.registerTimer(
                    timeService.getCurrentProcessingTime() + interval.toMillis(),
                    time -> {
                        writeAll(false);
                        flushEvery(interval, timeService);
                    });
        }
    }

    @Override
    public void write(T element, Context context) throws IOException, InterruptedException {
        RowData row = converter.convert(element);
        if (!upserts && row.getRowKind() != RowKind.INSERT) {
            throw changeWithoutKey(row.getRowKind());
        }
        try {
            filling.append(row);
        } catch (UnwritableValueException e) {
            metrics.unwritable();
            badRecords.reject(e.getMessage(), RowText.utf8(row, columns));
        }
        if (filling.rows() >= maxRows || filling.bytes() >= maxBytes) {
            submit();
        }
    }

    private UnwritableValueException changeWithoutKey(RowKind kind) {
        metrics.unwritable();
        return new UnwritableValueException(
                "The DuckDB sink adds rows and cannot update or delete them without a primary key,"
                        + " but got a row of kind "
                        + kind
                        + ". Declare a PRIMARY KEY, or call setPrimaryKey().",
                null);
    }

    @Override
    public void flush(boolean endOfInput) throws IOException, InterruptedException {
        writeAll(endOfInput);
        badRecords.flush();
    }

    private void writeAll(boolean endOfInput) throws IOException, InterruptedException {
        if (!filling.isEmpty()) {
            submit();
        }
        pipeline.drain();
        destination.flush(endOfInput);
    }

    @Override
    public Collection<StagedResult> prepareCommit() throws IOException {
        return destination.prepareCommit();
    }

    @Override
    public void close() throws Exception {
        // The I/O thread can end only when the statement it waits for has ended.
        pipeline.cancel();
        destination.cancel();
        IOUtils.closeAll(pipeline, destination, badRecords, hold);
    }

    private void submit() throws IOException, InterruptedException {
        pipeline.submit(filling);
        // The batch before is done now.
        RowBatch next = spare;
        spare = filling;
        filling = next;
        filling.clear();
    }

    private void writeBatch(RowBatch batch) throws IOException, InterruptedException {
        long start = System.nanoTime();
        try {
            destination.write(batch);
        } catch (IOException | RuntimeException e) {
            metrics.failed(batch);
            throw e;
        }
        metrics.written(batch, System.nanoTime() - start);
    }
}
