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

package io.flinkbundle.connector.redis.sink;

import io.flinkbundle.connector.common.boundedness.WriteMode;
import io.flinkbundle.connector.common.boundedness.WritePath;
import io.flinkbundle.connector.common.boundedness.WritePathDetector;
import io.flinkbundle.connector.common.commit.CheckpointedCommits;
import io.flinkbundle.connector.common.deadletter.BadRecords;
import io.flinkbundle.connector.common.metrics.TargetWaitMetrics;
import io.flinkbundle.connector.common.retry.CheckpointTimeoutCheck;
import io.flinkbundle.connector.redis.RedisStreamsLineage;
import io.flinkbundle.connector.redis.sink.committer.ManifestOperator;
import io.flinkbundle.connector.redis.sink.committer.StagedEntries;
import io.flinkbundle.connector.redis.sink.committer.StagedEntriesSerializer;
import io.flinkbundle.connector.redis.sink.committer.TransactionCommitter;
import io.flinkbundle.connector.redis.sink.writer.SpillFolder;
import io.flinkbundle.connector.redis.sink.writer.StagingWriter;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SinkWriter;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessageTypeInfo;
import org.apache.flink.streaming.api.connector.sink2.SupportsPreCommitTopology;
import org.apache.flink.streaming.api.connector.sink2.SupportsPreWriteTopology;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.lineage.LineageVertex;
import org.apache.flink.streaming.api.lineage.LineageVertexProvider;
import org.apache.flink.table.api.ValidationException;

import java.io.IOException;

/**
 * Appends to Redis streams exactly once: entries wait in the checkpoint until it is complete, and
 * are then appended in transactions with a marker that tells a repeated commit from a new one.
 *
 * @param <T> the records
 */
@Internal
final class RedisStreamsTransactionalSink<T>
        implements Sink<T>,
                SupportsPreWriteTopology<T>,
                SupportsPreCommitTopology<StagedEntries, StagedEntries>,
                SupportsCommitter<StagedEntries>,
                LineageVertexProvider {

    private static final long serialVersionUID = 1L;

    private final AppendConfig<T> config;
    private final CommitConfig commits;
    private final WritePathDetector writePath;

    RedisStreamsTransactionalSink(
            AppendConfig<T> config, CommitConfig commits, WriteMode writeMode) {
        this.config = config;
        this.commits = commits;
        this.writePath = new WritePathDetector(writeMode);
    }

    @Override
    public DataStream<T> addPreWriteTopology(DataStream<T> input) {
        writePath.inspect(input, this);
        if (writePath.path() == WritePath.CONTINUOUS) {
            throw new ValidationException(
                    "'sink.delivery-guarantee' = 'exactly-once' of the Redis Streams sink needs"
                            + " checkpoints, and there are none in this job, whose input does not"
                            + " end. Set 'execution.checkpointing.interval', for example to"
                            + " '10 s', or use 'at-least-once'.");
        }
        if (isWithoutCheckpoints()) {
            if (commits.stagingPath().isEmpty()) {
                throw new ValidationException(
                        "'sink.delivery-guarantee' = 'exactly-once' of the Redis Streams sink"
                                + " needs checkpoints, and there are none in this job. Set"
                                + " 'sink.staging.path' to a folder that all TaskManagers see,"
                                + " where rows wait for the end of the input; or set"
                                + " 'execution.checkpointing.interval' in streaming mode; or use"
                                + " 'at-least-once'.");
            }
        } else {
            CheckpointedCommits.verify(input.getExecutionEnvironment(), "The Redis Streams sink");
        }
        CheckpointTimeoutCheck.verify(input.getExecutionEnvironment(), commits.retry());
        return input;
    }

    private boolean isWithoutCheckpoints() {
        return writePath.path() == WritePath.BULK;
    }

    @Override
    public SinkWriter<T> createWriter(WriterInitContext context) throws IOException {
        config.verifyTargetsOfFreshJob(context);
        return StagingWriter.create(
                config.createEncoder(context),
                isWithoutCheckpoints() ? commits.limits().spillingAll() : commits.limits(),
                commits.stagingPath(),
                commits.sinkId(),
                context.metricGroup());
    }

    /**
     * Cuts the chain, so that a writer goes on with the next rows while its last ones commit.
     * Without checkpoints, what is committed is fixed before anything is.
     */
    @Override
    public DataStream<CommittableMessage<StagedEntries>> addPreCommitTopology(
            DataStream<CommittableMessage<StagedEntries>> committables) {
        if (!isWithoutCheckpoints()) {
            return committables.rescale();
        }
        return committables
                .global()
                .transform(
                        "Commit manifest",
                        CommittableMessageTypeInfo.of(StagedEntriesSerializer::new),
                        new ManifestOperator(
                                commits.stagingPath().orElseThrow(),
                                SpillFolder.prefix(commits.sinkId())))
                .forceNonParallel()
                .global();
    }

    @Override
    public SimpleVersionedSerializer<StagedEntries> getWriteResultSerializer() {
        return new StagedEntriesSerializer();
    }

    @Override
    public Committer<StagedEntries> createCommitter(CommitterInitContext context) {
        return new TransactionCommitter(
                config.client(),
                commits.sinkId(),
                commits.limits().markerRetention(),
                config.options().createStream(),
                config.replicas(),
                commits.retry(),
                BadRecords.open(
                        config.onRejected(),
                        AppendConfig.CONNECTOR,
                        context.getTaskInfo().getIndexOfThisSubtask(),
                        context.metricGroup().counter("rejected")),
                new TargetWaitMetrics(context.metricGroup()));
    }

    @Override
    public SimpleVersionedSerializer<StagedEntries> getCommittableSerializer() {
        return new StagedEntriesSerializer();
    }

    @Override
    public LineageVertex getLineageVertex() {
        return RedisStreamsLineage.sink(config.client().address(), config.streams());
    }
}
