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

package io.flinkbundle.connector.common.commit;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.state.ListState;
import org.apache.flink.api.common.state.ListStateDescriptor;
import org.apache.flink.api.common.typeutils.base.array.BytePrimitiveArraySerializer;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.runtime.state.StateInitializationContext;
import org.apache.flink.runtime.state.StateSnapshotContext;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.CommittableSummary;
import org.apache.flink.streaming.api.connector.sink2.CommittableWithLineage;
import org.apache.flink.streaming.api.operators.AbstractStreamOperator;
import org.apache.flink.streaming.api.operators.BoundedOneInput;
import org.apache.flink.streaming.api.operators.OneInputStreamOperator;
import org.apache.flink.streaming.api.operators.util.SimpleVersionedListState;
import org.apache.flink.streaming.runtime.streamrecord.StreamRecord;
import org.apache.flink.util.function.SerializableSupplier;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Collects the results of all writers and releases them as one committable.
 *
 * <p>Flink switches unaligned checkpoints off behind a writer, so at a barrier all results of its
 * checkpoint have arrived; nothing needs to be counted. Counting would even be wrong: a writer that
 * has reached its end of input takes part in later checkpoints without a word.
 */
@Internal
final class CommitAggregatorOperator<WriteResultT, CommT>
        extends AbstractStreamOperator<CommittableMessage<CommT>>
        implements OneInputStreamOperator<
                        CommittableMessage<WriteResultT>, CommittableMessage<CommT>>,
                BoundedOneInput {

    private static final long serialVersionUID = 1L;

    private static final ListStateDescriptor<byte[]> HELD_RESULTS =
            new ListStateDescriptor<>("held-write-results", BytePrimitiveArraySerializer.INSTANCE);

    private final SerializableSupplier<SimpleVersionedSerializer<WriteResultT>> resultSerializer;
    private final CommittableAggregator<WriteResultT, CommT> aggregator;
    private final CommitTiming timing;

    private transient List<WriteResultT> held;
    private transient ListState<WriteResultT> heldState;
    private transient long lastCheckpointId;

    CommitAggregatorOperator(
            SerializableSupplier<SimpleVersionedSerializer<WriteResultT>> resultSerializer,
            CommittableAggregator<WriteResultT, CommT> aggregator,
            CommitTiming timing) {
        this.resultSerializer = resultSerializer;
        this.aggregator = aggregator;
        this.timing = timing;
    }

    @Override
    public void initializeState(StateInitializationContext context) throws Exception {
        super.initializeState(context);
        heldState =
                new SimpleVersionedListState<>(
                        context.getOperatorStateStore().getListState(HELD_RESULTS),
                        resultSerializer.get());
        held = new ArrayList<>();
        heldState.get().forEach(held::add);
        lastCheckpointId = context.getRestoredCheckpointId().orElse(0);
        if (timing == CommitTiming.EVERY_CHECKPOINT && !held.isEmpty()) {
            throw new IllegalStateException(
                    "The restored state holds "
                            + held.size()
                            + " staged result(s) of a bounded input that were not committed yet,"
                            + " but the input is unbounded now. Keep checkpoints on and set"
                            + " 'sink.write-mode' = 'batch' to finish that work, or start without"
                            + " this state.");
        }
    }

    @Override
    public void processElement(StreamRecord<CommittableMessage<WriteResultT>> element) {
        CommittableMessage<WriteResultT> message = element.getValue();
        if (message instanceof CommittableWithLineage<WriteResultT> result) {
            held.add(result.getCommittable());
        }
    }

    @Override
    public void prepareSnapshotPreBarrier(long checkpointId) throws Exception {
        super.prepareSnapshotPreBarrier(checkpointId);
        lastCheckpointId = checkpointId;
        if (timing == CommitTiming.EVERY_CHECKPOINT) {
            release(checkpointId);
        }
    }

    @Override
    public void snapshotState(StateSnapshotContext context) throws Exception {
        super.snapshotState(context);
        heldState.update(held);
    }

    @Override
    public void endInput() throws Exception {
        // The next checkpoint, if there is one, is the last; writers count in the same way.
        release(lastCheckpointId + 1);
    }

    private void release(long checkpointId) throws IOException {
        if (held.isEmpty()) {
            return;
        }
        CommT committable = aggregator.aggregate(checkpointId, List.copyOf(held));
        held.clear();
        output.collect(new StreamRecord<>(new CommittableSummary<>(0, 1, checkpointId, 1, 0)));
        output.collect(
                new StreamRecord<>(new CommittableWithLineage<>(committable, checkpointId, 0)));
    }
}
