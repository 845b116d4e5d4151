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

import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessageTypeInfo;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.util.function.SerializableSupplier;

/**
 * A pre-commit topology for targets that take one commit at a time.
 *
 * <p>Flink runs as many committers as the sink has subtasks. A database with a single writer, or a
 * load job that should happen once, needs one commit for all of them: this topology sends the
 * results of every writer to one aggregator, which emits one committable at each checkpoint, or one
 * at the end of input, and hands it to one committer.
 *
 * <pre>{@code
 * public DataStream<CommittableMessage<MyCommittable>> addPreCommitTopology(
 *         DataStream<CommittableMessage<StagedFile>> written) {
 *     return SingleCommitTopology.of(
 *             written,
 *             StagedFileSerializer::new,
 *             MyCommittableSerializer::new,
 *             (checkpointId, files) -> new MyCommittable(UUID.randomUUID(), files),
 *             CommitTiming.EVERY_CHECKPOINT);
 * }
 * }</pre>
 */
@PublicEvolving
public final class SingleCommitTopology {

    private static final String AGGREGATOR_NAME = "Commit aggregator";

    private SingleCommitTopology() {}

    /**
     * @param written the results of the writers
     * @param writeResultSerializer serializes results that are held until the end of input
     * @param committableSerializer serializes committables
     * @param aggregator makes one committable of many results
     * @param timing when committables are released
     */
    public static <WriteResultT, CommT> DataStream<CommittableMessage<CommT>> of(
            DataStream<CommittableMessage<WriteResultT>> written,
            SerializableSupplier<SimpleVersionedSerializer<WriteResultT>> writeResultSerializer,
            SerializableSupplier<SimpleVersionedSerializer<CommT>> committableSerializer,
            CommittableAggregator<WriteResultT, CommT> aggregator,
            CommitTiming timing) {
        return written.global()
                .transform(
                        AGGREGATOR_NAME,
                        CommittableMessageTypeInfo.of(committableSerializer),
                        new CommitAggregatorOperator<>(writeResultSerializer, aggregator, timing))
                .forceNonParallel()
                .global();
    }
}
