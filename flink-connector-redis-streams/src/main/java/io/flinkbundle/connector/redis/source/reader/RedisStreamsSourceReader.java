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

package io.flinkbundle.connector.redis.source.reader;

import io.flinkbundle.connector.common.deadletter.BadRecords;
import io.flinkbundle.connector.redis.client.RedisStreamsClient;
import io.flinkbundle.connector.redis.client.StreamEntry;
import io.flinkbundle.connector.redis.source.RedisStreamsDeserializationSchema;
import io.flinkbundle.connector.redis.source.enumerator.NoStreamsEvent;
import io.flinkbundle.connector.redis.source.split.RedisStreamsSplit;
import io.flinkbundle.connector.redis.source.split.RedisStreamsSplitState;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceEvent;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.base.source.reader.SingleThreadMultiplexSourceReaderBase;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.util.FlinkRuntimeException;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads the streams of one subtask; the entry ids it has emitted are its state. */
@Internal
public final class RedisStreamsSourceReader<T>
        extends SingleThreadMultiplexSourceReaderBase<
                StreamEntry, T, RedisStreamsSplit, RedisStreamsSplitState> {

    private final BadRecords badRecords;
    private final Optional<ProgressPublisher> progress;
    private boolean withoutStreams;

    private RedisStreamsSourceReader(
            RedisStreamsClient client,
            ReaderConfig config,
            RedisStreamsDeserializationSchema<T> schema,
            BadRecords badRecords,
            ReaderMetrics metrics,
            SourceReaderContext context) {
        super(
                () ->
                        new RedisStreamsSplitReader(
                                client, config, ReaderLink.RETRY, System::nanoTime, metrics),
                new RedisStreamsRecordEmitter<>(schema, badRecords, metrics),
                context.getConfiguration(),
                context);
        this.badRecords = badRecords;
        this.progress =
                config.afterCheckpoint().isNothing()
                        ? Optional.empty()
                        : Optional.of(new ProgressPublisher(client, config.afterCheckpoint()));
    }

    /**
     * @param schema already open
     */
    public static <T> RedisStreamsSourceReader<T> create(
            RedisStreamsClient client,
            ReaderConfig config,
            RedisStreamsDeserializationSchema<T> schema,
            String connector,
            SourceReaderContext context) {
        ReaderMetrics metrics = new ReaderMetrics(context.metricGroup());
        BadRecords badRecords =
                BadRecords.open(
                        config.onMalformed(),
                        connector,
                        context.getIndexOfSubtask(),
                        metrics.malformed());
        return new RedisStreamsSourceReader<>(client, config, schema, badRecords, metrics, context);
    }

    @Override
    public void handleSourceEvents(SourceEvent event) {
        if (event instanceof NoStreamsEvent) {
            withoutStreams = true;
            // A reader without splits is not asked for records unless there is news.
            splitFetcherManager.getQueue().notifyAvailable();
        } else {
            super.handleSourceEvents(event);
        }
    }

    /** A reader that has no streams, from a checkpoint either, is idle until it gets one. */
    @Override
    public InputStatus pollNext(ReaderOutput<T> output) throws Exception {
        if (withoutStreams) {
            withoutStreams = false;
            if (getNumberOfCurrentlyAssignedSplits() == 0) {
                output.markIdle();
            }
        }
        return super.pollNext(output);
    }

    @Override
    public List<RedisStreamsSplit> snapshotState(long checkpointId) {
        try {
            badRecords.flush();
        } catch (IOException e) {
            throw new FlinkRuntimeException(
                    "The dead letters of checkpoint " + checkpointId + " cannot be written.", e);
        }
        List<RedisStreamsSplit> splits = super.snapshotState(checkpointId);
        progress.ifPresent(publisher -> publisher.snapshot(checkpointId, splits));
        return splits;
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        super.notifyCheckpointComplete(checkpointId);
        progress.ifPresent(publisher -> publisher.complete(checkpointId));
    }

    @Override
    protected RedisStreamsSplitState initializedState(RedisStreamsSplit split) {
        return new RedisStreamsSplitState(split);
    }

    @Override
    protected RedisStreamsSplit toSplitType(String splitId, RedisStreamsSplitState state) {
        return state.toSplit();
    }

    /** The enumerator knows all streams from the start and waits for no news. */
    @Override
    protected void onSplitFinished(Map<String, RedisStreamsSplitState> finishedSplits) {
        progress.ifPresent(
                publisher ->
                        publisher.finished(
                                finishedSplits.values().stream()
                                        .map(RedisStreamsSplitState::toSplit)
                                        .toList()));
    }

    @Override
    public void close() throws Exception {
        super.close();
        progress.ifPresent(ProgressPublisher::close);
        badRecords.close();
    }
}
