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

package io.flinkbundle.connector.bigquery.sink.writer;

import io.flinkbundle.connector.bigquery.sink.AppendConfig;
import io.flinkbundle.connector.bigquery.sink.RowDataConverter;
import io.flinkbundle.connector.bigquery.sink.committer.BigQueryCommittable;
import io.flinkbundle.connector.common.deadletter.BadRecords;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.operators.ProcessingTimeService;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.table.data.RowData;
import org.apache.flink.types.RowKind;
import org.apache.flink.util.IOUtils;

import java.io.IOException;
import java.util.Collection;

/**
 * Collects rows, and has them appended to a write stream when they are enough, when they are old,
 * and at each checkpoint.
 */
@Internal
final class StreamWriter<T> implements CommittingSinkWriter<T, BigQueryCommittable> {

    private final RowDataConverter<T> converter;
    private final RowCollector collected;
    private final AppendWindow window;
    private final StreamResults results;
    private final BadRecords badRecords;
    private final AutoCloseable owned;
    private final ProcessingTimeService timeService;
    private final int maxRows;
    private final long maxBytes;
    private final long intervalMillis;

    private long collectedSinceMillis;
    private boolean timerSet;

    /**
     * @param owned is closed with the writer
     */
    StreamWriter(
            RowDataConverter<T> converter,
            RowCollector collected,
            AppendWindow window,
            StreamResults results,
            AppendConfig config,
            BadRecords badRecords,
            AutoCloseable owned,
            ProcessingTimeService timeService) {
        this.converter = converter;
        this.collected = collected;
        this.window = window;
        this.results = results;
        this.badRecords = badRecords;
        this.owned = owned;
        this.timeService = timeService;
        this.maxRows = config.maxRows();
        this.maxBytes = config.maxSize().getBytes();
        this.intervalMillis = config.interval().toMillis();
    }

    @Override
    public void write(T element, Context context) throws IOException, InterruptedException {
        RowData row = converter.convert(element);
        if (row.getRowKind() == RowKind.UPDATE_BEFORE) {
            // The row that follows replaces it.
            return;
        }
        boolean wasEmpty = collected.count() == 0;
        collected.add(row);
        if (collected.count() >= maxRows || collected.bytes() >= maxBytes) {
            window.add(collected.take());
            window.awaitRoom();
        } else if (wasEmpty && collected.count() > 0 && intervalMillis > 0) {
            collectedSinceMillis = timeService.getCurrentProcessingTime();
            setTimer();
        }
    }

    @Override
    public void flush(boolean endOfInput) throws IOException, InterruptedException {
        sendCollected();
        window.drain();
        badRecords.flush();
    }

    @Override
    public Collection<BigQueryCommittable> prepareCommit()
            throws IOException, InterruptedException {
        return results.take(window.writtenRows());
    }

    void sendCollected() throws IOException, InterruptedException {
        if (collected.count() > 0) {
            window.add(collected.take());
        }
    }

    private void setTimer() {
        if (!timerSet) {
            timerSet = true;
            timeService.registerTimer(collectedSinceMillis + intervalMillis, this::onTimer);
        }
    }

    private void onTimer(long time) throws IOException, InterruptedException {
        timerSet = false;
        if (collected.count() == 0) {
            return;
        }
        if (timeService.getCurrentProcessingTime() - collectedSinceMillis >= intervalMillis) {
            sendCollected();
        } else {
            setTimer();
        }
    }

    @Override
    public void close() throws Exception {
        IOUtils.closeAll(window, owned);
    }
}
