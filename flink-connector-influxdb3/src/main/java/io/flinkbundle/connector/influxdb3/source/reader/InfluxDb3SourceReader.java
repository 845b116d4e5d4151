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

package io.flinkbundle.connector.influxdb3.source.reader;

import io.flinkbundle.connector.common.deadletter.BadRecords;
import io.flinkbundle.connector.influxdb3.source.InfluxDb3RowConverter;
import io.flinkbundle.connector.influxdb3.source.InfluxDb3Scan;
import io.flinkbundle.connector.influxdb3.source.enumerator.EmptyRangeEvent;
import io.flinkbundle.connector.influxdb3.source.enumerator.NothingToReadEvent;
import io.flinkbundle.connector.influxdb3.source.split.InfluxDb3Split;
import io.flinkbundle.connector.influxdb3.source.split.InfluxDb3SplitState;
import io.flinkbundle.connector.influxdb3.source.split.RangeSplit;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.base.source.reader.SingleThreadMultiplexSourceReaderBase;
import org.apache.flink.core.io.InputStatus;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Reads one range at a time, and asks for the next one when it is done; tails stay beside it. */
@Internal
public final class InfluxDb3SourceReader<T>
        extends SingleThreadMultiplexSourceReaderBase<
                Fetched, T, InfluxDb3Split, InfluxDb3SplitState> {

    private final BadRecords badRecords;
    private final Set<String> openRanges = new HashSet<>();
    private boolean nothingToRead;

    public InfluxDb3SourceReader(
            InfluxDb3Scan scan, InfluxDb3RowConverter<T> converter, SourceReaderContext context) {
        this(scan, converter, context, new ReaderMetrics(context.metricGroup()));
    }

    private InfluxDb3SourceReader(
            InfluxDb3Scan scan,
            InfluxDb3RowConverter<T> converter,
            SourceReaderContext context,
            ReaderMetrics metrics) {
        this(
                scan,
                converter,
                context,
                metrics,
                BadRecords.open(
                        scan.onMalformed(),
                        "influxdb3",
                        context.getIndexOfSubtask(),
                        metrics.malformed()));
    }

    private InfluxDb3SourceReader(
            InfluxDb3Scan scan,
            InfluxDb3RowConverter<T> converter,
            SourceReaderContext context,
            ReaderMetrics metrics,
            BadRecords badRecords) {
        super(
                () -> new InfluxDb3SplitReader(scan, open(scan, metrics)),
                new InfluxDb3RecordEmitter<>(
                        scan,
                        converter,
                        context.metricGroup().getIOMetricGroup().getNumRecordsInCounter(),
                        badRecords),
                context.getConfiguration(),
                context);
        this.badRecords = badRecords;
    }

    private static ReaderSession open(InfluxDb3Scan scan, ReaderMetrics metrics) {
        try {
            return ReaderSession.open(scan, metrics);
        } catch (IOException e) {
            throw new UncheckedIOException("Could not set up the connection for " + scan + ".", e);
        }
    }

    @Override
    public void start() {
        if (openRanges.isEmpty()) {
            context.sendSplitRequest();
        }
    }

    @Override
    public void addSplits(List<InfluxDb3Split> splits) {
        for (InfluxDb3Split split : splits) {
            if (split instanceof RangeSplit) {
                openRanges.add(split.splitId());
            }
        }
        super.addSplits(splits);
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

    /** A reader that waits for points is idle until it gets some. */
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
    public List<InfluxDb3Split> snapshotState(long checkpointId) {
        flushBadRecords();
        return super.snapshotState(checkpointId);
    }

    private void flushBadRecords() {
        try {
            badRecords.flush();
        } catch (IOException e) {
            throw new UncheckedIOException("The dead letters cannot be written.", e);
        }
    }

    /** The end of a job without checkpoints is where its dead letters are kept, too. */
    @Override
    public void close() throws Exception {
        try (badRecords) {
            super.close();
        }
    }

    @Override
    protected InfluxDb3SplitState initializedState(InfluxDb3Split split) {
        return InfluxDb3SplitState.of(split);
    }

    @Override
    protected void onSplitFinished(Map<String, InfluxDb3SplitState> finished) {
        openRanges.removeAll(finished.keySet());
        finished.values().forEach(this::reportGap);
        if (openRanges.isEmpty()) {
            context.sendSplitRequest();
        }
    }

    private void reportGap(InfluxDb3SplitState state) {
        if (state instanceof InfluxDb3SplitState.Range range && range.isReadInVain()) {
            context.sendSourceEventToCoordinator(
                    new EmptyRangeEvent(range.range().table(), range.range().to()));
        }
    }

    @Override
    protected InfluxDb3Split toSplitType(String splitId, InfluxDb3SplitState state) {
        return state.toSplit();
    }
}
