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
import io.flinkbundle.connector.redis.client.EntryIds;
import io.flinkbundle.connector.redis.client.RedisStreamsClient;
import io.flinkbundle.connector.redis.client.StreamEntry;
import io.flinkbundle.connector.redis.source.RedisStreamsDeserializationSchema;
import io.flinkbundle.connector.redis.source.split.GroupSplit;
import io.flinkbundle.connector.redis.source.split.GroupSplitState;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.connector.source.ReaderOutput;
import org.apache.flink.api.connector.source.SourceReaderContext;
import org.apache.flink.connector.base.source.reader.SingleThreadMultiplexSourceReaderBase;
import org.apache.flink.core.io.InputStatus;
import org.apache.flink.util.FlinkRuntimeException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Takes part in a consumer group. What was emitted before a checkpoint is acknowledged when the
 * checkpoint is complete; what is not acknowledged is its state.
 */
@Internal
public final class GroupSourceReader<T>
        extends SingleThreadMultiplexSourceReaderBase<StreamEntry, T, GroupSplit, GroupSplitState> {

    private static final Logger LOG = LoggerFactory.getLogger(GroupSourceReader.class);

    private final GroupConfig group;
    private final BadRecords badRecords;
    private final Acknowledger acknowledger;

    /** Of all splits, also those that have ended since the last checkpoint. */
    private final List<GroupSplitState> states = new ArrayList<>();

    private GroupSourceReader(
            RedisStreamsClient client,
            GroupConfig group,
            ReaderConfig config,
            RedisStreamsDeserializationSchema<T> schema,
            BadRecords badRecords,
            Acknowledger acknowledger,
            WakeUpSignal wakeUpSignal,
            ReaderMetrics metrics,
            SourceReaderContext context) {
        super(
                () ->
                        new GroupSplitReader(
                                group,
                                group.members(context.currentParallelism()),
                                config,
                                new ReaderLink<>(
                                        client.address(),
                                        () ->
                                                client.openGroup(
                                                        group.group(),
                                                        group.consumer(context.getIndexOfSubtask()),
                                                        config.blockTimeout()),
                                        ReaderLink.RETRY,
                                        metrics),
                                acknowledger,
                                wakeUpSignal,
                                System::nanoTime,
                                metrics),
                new RedisStreamsRecordEmitter<>(schema, badRecords, metrics),
                context.getConfiguration(),
                context);
        this.group = group;
        this.badRecords = badRecords;
        this.acknowledger = acknowledger;
    }

    /**
     * @param schema already open
     */
    public static <T> GroupSourceReader<T> create(
            RedisStreamsClient client,
            GroupConfig group,
            ReaderConfig config,
            RedisStreamsDeserializationSchema<T> schema,
            String connector,
            SourceReaderContext context) {
        ReaderMetrics metrics = new ReaderMetrics(context.metricGroup());
        int subtask = context.getIndexOfSubtask();
        WakeUpSignal wakeUpSignal = new WakeUpSignal();
        return new GroupSourceReader<>(
                client,
                group,
                config,
                schema,
                BadRecords.open(config.onMalformed(), connector, subtask, metrics.malformed()),
                new Acknowledger(
                        () ->
                                client.openGroup(
                                        group.group(), group.consumer(subtask), Duration.ZERO),
                        ReaderLink.RETRY,
                        wakeUpSignal::signal),
                wakeUpSignal,
                metrics,
                context);
    }

    @Override
    public void start() {
        super.start();
        LOG.info(
                "Reading as '{}' of consumer group '{}'. Entries are acknowledged when a checkpoint"
                        + " completes; without checkpoints they stay pending, and reading stops at"
                        + " {} of them.",
                group.consumer(context.getIndexOfSubtask()),
                group.group(),
                group.maxPending());
    }

    @Override
    public InputStatus pollNext(ReaderOutput<T> output) throws Exception {
        if (acknowledger.failure().isPresent()) {
            throw new IOException(
                    "Entries cannot be acknowledged. " + acknowledger.failure().get().getMessage(),
                    acknowledger.failure().get());
        }
        return super.pollNext(output);
    }

    @Override
    public List<GroupSplit> snapshotState(long checkpointId) {
        try {
            badRecords.flush();
        } catch (IOException e) {
            throw new FlinkRuntimeException(
                    "The dead letters of checkpoint " + checkpointId + " cannot be written.", e);
        }
        states.forEach(state -> state.mark(checkpointId));
        return super.snapshotState(checkpointId);
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws Exception {
        super.notifyCheckpointComplete(checkpointId);
        for (GroupSplitState state : states) {
            EntryIds ids = state.takeUpTo(checkpointId);
            if (!ids.isEmpty()) {
                acknowledger.acknowledge(state.stream(), ids);
            }
        }
        states.removeIf(GroupSplitState::isOver);
    }

    @Override
    protected GroupSplitState initializedState(GroupSplit split) {
        GroupSplitState state = new GroupSplitState(split);
        if (!split.restored()) {
            states.add(state);
        }
        return state;
    }

    @Override
    protected GroupSplit toSplitType(String splitId, GroupSplitState state) {
        return state.toSplit();
    }

    /** The last entries of a split still wait for their checkpoint. */
    @Override
    protected void onSplitFinished(Map<String, GroupSplitState> finishedSplits) {
        finishedSplits.values().forEach(GroupSplitState::end);
    }

    @Override
    public void close() throws Exception {
        super.close();
        acknowledger.close();
        badRecords.close();
    }
}
