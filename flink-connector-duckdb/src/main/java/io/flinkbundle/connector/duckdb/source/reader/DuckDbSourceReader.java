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

package io.flinkbundle.connector.duckdb.source.reader;

import io.flinkbundle.connector.duckdb.source.DuckDbRowConverter;
import io.flinkbundle.connector.duckdb.source.DuckDbScan;
import io.flinkbundle.connector.duckdb.source.enumerator.NothingToReadEvent;
import io.flinkbundle.connector.duckdb.source.split.DuckDbSplit;
import io.flinkbundle.connector.duckdb.source.split.DuckDbSplitState;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.base.source.reader.SingleThreadMultiplexSourceReaderBase;
import org.apache.flink.core.io.InputStatus;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Reads one split at a time, and asks for the next one when it is done. */
@Internal
public final class DuckDbSourceReader<T>
        extends SingleThreadMultiplexSourceReaderBase<ChunkRow, T, DuckDbSplit, DuckDbSplitState> {

    private final Map<String, DuckDbSplitState> openSplits = new ConcurrentHashMap<>();
    private boolean nothingToRead;

    public DuckDbSourceReader(
            DuckDbScan scan, DuckDbRowConverter<T> converter, SourceReaderContext context) {
        super(
                () -> new DuckDbSplitReader(scan, holder(scan, context)),
                new DuckDbRecordEmitter<>(converter),
                context.getConfiguration(),
                context);
        context.metricGroup().setPendingRecordsGauge(this::pendingRecords);
    }

    private static String holder(DuckDbScan scan, SourceReaderContext context) {
        String job = context.metricGroup().getAllVariables().getOrDefault("<job_name>", "unknown");
        return String.format(
                "job '%s' reading %s in subtask %d", job, scan, context.getIndexOfSubtask());
    }

    private long pendingRecords() {
        return openSplits.values().stream().mapToLong(DuckDbSplitState::remainingRows).sum();
    }

    @Override
    public void start() {
        if (getNumberOfCurrentlyAssignedSplits() == 0) {
            context.sendSplitRequest();
        }
    }

    @Override
    public void handleSourceEvents(SourceEvent event) {
        if (event instanceof NothingToReadEvent) {
            nothingToRead = true;
            // A reader without splits is not asked for records unless there is news.
            splitFetcherManager.getQueue().notifyAvailable();
        } else {
            super.handleSourceEvents(event);
        }
    }

    /** A reader that waits for rows is idle until it gets some. */
    @Override
    public InputStatus pollNext(ReaderOutput<T> output) throws Exception {
        if (nothingToRead) {
            nothingToRead = false;
            if (getNumberOfCurrentlyAssignedSplits() == 0) {
                output.markIdle();
            }
        }
        return super.pollNext(output);
    }

    @Override
    protected DuckDbSplitState initializedState(DuckDbSplit split) {
        DuckDbSplitState state = new DuckDbSplitState(split);
        openSplits.put(split.splitId(), state);
        return state;
    }

    @Override
    protected void onSplitFinished(Map<String, DuckDbSplitState> finished) {
        openSplits.keySet().removeAll(finished.keySet());
        if (openSplits.isEmpty()) {
            context.sendSplitRequest();
        }
    }

    @Override
    protected DuckDbSplit toSplitType(String splitId, DuckDbSplitState state) {
        return state.toSplit();
    }
}
