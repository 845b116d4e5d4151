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

import io.flinkbundle.connector.bigquery.source.enumerator.NothingToReadEvent;
import io.flinkbundle.connector.bigquery.source.split.BigQuerySplit;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceOutput;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.base.source.reader.RecordEmitter;
import org.apache.flink.connector.base.source.reader.SingleThreadMultiplexSourceReaderBase;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.table.data.RowData;

import java.util.Map;
import java.util.function.Supplier;

/** Reads one stream at a time, and asks for another when it has ended. */
@Internal
public final class BigQuerySourceReader
        extends SingleThreadMultiplexSourceReaderBase<
                RowBatch, RowData, BigQuerySplit, BigQuerySplitState> {

    private boolean nothingToRead;

    public BigQuerySourceReader(
            Supplier<SplitReader<RowBatch, BigQuerySplit>> splitReaders,
            SourceReaderContext context) {
        super(splitReaders, new Emitter(), context.getConfiguration(), context);
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
    public InputStatus pollNext(ReaderOutput<RowData> output) throws Exception {
        if (nothingToRead) {
            nothingToRead = false;
            if (getNumberOfCurrentlyAssignedSplits() == 0) {
                output.markIdle();
            }
        }
        return super.pollNext(output);
    }

    @Override
    public void start() {
        if (getNumberOfCurrentlyAssignedSplits() == 0) {
            context.sendSplitRequest();
        }
    }

    @Override
    protected void onSplitFinished(Map<String, BigQuerySplitState> finished) {
        context.sendSplitRequest();
    }

    @Override
    protected BigQuerySplitState initializedState(BigQuerySplit split) {
        return new BigQuerySplitState(split);
    }

    @Override
    protected BigQuerySplit toSplitType(String splitId, BigQuerySplitState state) {
        return state.toSplit();
    }

    /** A checkpoint falls between batches. */
    private static final class Emitter
            implements RecordEmitter<RowBatch, RowData, BigQuerySplitState> {

        @Override
        public void emitRecord(
                RowBatch batch, SourceOutput<RowData> output, BigQuerySplitState state) {
            for (RowData row : batch.rows()) {
                output.collect(row);
            }
            state.moveTo(batch.nextOffset());
        }
    }
}
