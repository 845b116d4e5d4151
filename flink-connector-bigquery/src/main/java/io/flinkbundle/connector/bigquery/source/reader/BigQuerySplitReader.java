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

package io.flinkbundle.connector.bigquery.source.reader;

import io.flinkbundle.connector.bigquery.client.BigQueryRequestException;
import io.flinkbundle.connector.bigquery.client.StorageReadClient;
import io.flinkbundle.connector.bigquery.source.ReadColumn;
import io.flinkbundle.connector.bigquery.source.split.BigQuerySplit;
import io.flinkbundle.connector.common.batching.BackpressureException;
import io.flinkbundle.connector.common.batching.RetryableIOException;
import io.flinkbundle.connector.common.retry.Retrier;
import io.flinkbundle.connector.common.retry.RetryPolicy;

import org.apache.flink.annotation.Internal;
import org.apache.flink.connector.base.source.reader.RecordsBySplits;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsChange;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Set;

/**
 * Reads streams one after the other. A connection that breaks is opened again behind the last row
 * that came.
 */
@Internal
public final class BigQuerySplitReader implements SplitReader<RowBatch, BigQuerySplit> {

    private final StorageReadClient client;
    private final RowType rowType;
    private final List<ReadColumn> columns;
    private final RetryPolicy retry;
    private final long limit;
    private final ReaderMetrics metrics;
    private final ReadQueue queue = new ReadQueue();
    private final Deque<BigQuerySplit> waiting = new ArrayDeque<>();

    /** The stream that is read; null between streams. */
    private BigQuerySplit current;

    private StorageReadClient.Reading reading;
    private BatchDecoder decoder;
    private Retrier retrier;

    /**
     * @param columns where the fields of the rows are
     * @param limit rows of each stream that are read at most
     */
    public BigQuerySplitReader(
            StorageReadClient client,
            RowType rowType,
            List<ReadColumn> columns,
            RetryPolicy retry,
            long limit,
            ReaderMetrics metrics) {
        this.client = client;
        this.rowType = rowType;
        this.columns = columns;
        this.retry = retry;
        this.limit = limit;
        this.metrics = metrics;
    }

    @Override
    public RecordsWithSplitIds<RowBatch> fetch() throws IOException {
        if (current == null) {
            current = waiting.pollFirst();
            if (current == null) {
                return new RecordsBySplits.Builder<RowBatch>().build();
            }
            decoder = BatchDecoder.of(current.schema(), rowType, columns);
        }
        if (current.offset() >= limit) {
            return finished();
        }
        if (reading == null) {
            reading = client.read(current.stream(), current.offset(), queue.listener());
        }
        try {
            return handle(queue.take());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new RecordsBySplits.Builder<RowBatch>().build();
        }
    }

    private RecordsWithSplitIds<RowBatch> handle(ReadQueue.Event event)
            throws IOException, InterruptedException {
        if (event instanceof ReadQueue.Event.Batch batch) {
            return rows(batch);
        }
        if (event instanceof ReadQueue.Event.Completed) {
            return finished();
        }
        if (event instanceof ReadQueue.Event.Failed failed) {
            tryAgain(failed.cause());
        }
        return new RecordsBySplits.Builder<RowBatch>().build();
    }

    private RecordsWithSplitIds<RowBatch> rows(ReadQueue.Event.Batch batch) throws IOException {
        RowData[] rows = decoder.decode(batch.bytes());
        // The next rows come while these are handled.
        reading.next();
        retrier = null;
        metrics.received(batch.bytes().length, current.untilMillis());
        long left = limit - current.offset();
        current = current.at(current.offset() + rows.length);
        RecordsBySplits.Builder<RowBatch> records = new RecordsBySplits.Builder<>();
        records.add(
                current.splitId(),
                new RowBatch(
                        left < rows.length ? Arrays.copyOf(rows, (int) left) : rows,
                        current.offset()));
        return records.build();
    }

    private RecordsWithSplitIds<RowBatch> finished() {
        RecordsBySplits.Builder<RowBatch> records = new RecordsBySplits.Builder<>();
        records.addFinishedSplits(Set.of(current.splitId()));
        endCurrent();
        return records.build();
    }

    private void tryAgain(IOException cause) throws IOException, InterruptedException {
        reading.close();
        reading = null;
        if (!(cause instanceof RetryableIOException) && !(cause instanceof BackpressureException)) {
            throw new BigQueryRequestException(
                    cause.getMessage()
                            + " A stream can be read for six hours after the job has fixed what it"
                            + " reads; a job that is restored later has to start again without its"
                            + " state.",
                    cause);
        }
        if (retrier == null) {
            retrier = retry.start("read " + current);
        }
        metrics.retried();
        retrier.backOff(
                cause,
                cause instanceof BackpressureException busy ? busy.retryAfter() : Duration.ZERO);
    }

    private void endCurrent() {
        current = null;
        if (reading != null) {
            reading.close();
            reading = null;
        }
        if (decoder != null) {
            decoder.close();
            decoder = null;
        }
    }

    @Override
    public void handleSplitsChanges(SplitsChange<BigQuerySplit> change) {
        if (!(change instanceof SplitsAddition)) {
            throw new UnsupportedOperationException("Streams are added, and not taken away.");
        }
        waiting.addAll(change.splits());
    }

    @Override
    public void wakeUp() {
        queue.wakeUp();
    }

    @Override
    public void close() throws Exception {
        endCurrent();
        client.close();
    }
}
