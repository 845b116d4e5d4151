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

package io.flinkbundle.benchmarks.flink;

import io.flinkbundle.benchmarks.rows.GeneratedRows;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReader;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.table.data.RowData;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;

/** Makes one row a call, in the task's own thread: there is nothing to wait for. */
@Internal
final class RowGeneratorReader implements SourceReader<RowData, RowRange> {

    private final SourceReaderContext context;
    private final RunProbe.Observation observation;
    private final GeneratedRows.Maker maker;
    private final Queue<RowRange> waiting = new ArrayDeque<>();

    private CompletableFuture<Void> available = new CompletableFuture<>();
    private boolean noMoreSplits;
    private String currentId = "";
    private long next;
    private long end;
    private boolean started;

    RowGeneratorReader(
            SourceReaderContext context,
            RunProbe.Observation observation,
            GeneratedRows.Maker maker) {
        this.context = context;
        this.observation = observation;
        this.maker = maker;
    }

    @Override
    public void start() {
        context.sendSplitRequest();
    }

    @Override
    public InputStatus pollNext(ReaderOutput<RowData> output) {
        if (next == end) {
            return nextRange();
        }
        if (!started) {
            started = true;
            observation.firstRow();
        }
        output.collect(maker.row(next));
        next++;
        return InputStatus.MORE_AVAILABLE;
    }

    private InputStatus nextRange() {
        RowRange range = waiting.poll();
        if (range != null) {
            currentId = range.splitId();
            next = range.next();
            end = range.end();
            if (waiting.isEmpty() && !noMoreSplits) {
                context.sendSplitRequest();
            }
            return InputStatus.MORE_AVAILABLE;
        }
        if (noMoreSplits) {
            return InputStatus.END_OF_INPUT;
        }
        if (available.isDone()) {
            available = new CompletableFuture<>();
        }
        return InputStatus.NOTHING_AVAILABLE;
    }

    @Override
    public CompletableFuture<Void> isAvailable() {
        return next < end || noMoreSplits || !waiting.isEmpty()
                ? CompletableFuture.completedFuture(null)
                : available;
    }

    @Override
    public void addSplits(List<RowRange> ranges) {
        waiting.addAll(ranges);
        available.complete(null);
    }

    @Override
    public void notifyNoMoreSplits() {
        noMoreSplits = true;
        available.complete(null);
    }

    @Override
    public List<RowRange> snapshotState(long checkpointId) {
        List<RowRange> unfinished = new ArrayList<>(waiting);
        if (next < end) {
            unfinished.add(new RowRange(currentId, next, end));
        }
        return unfinished;
    }

    @Override
    public void close() {}
}
