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

package io.flinkbundle.connector.duckdb.sink;

import io.flinkbundle.connector.common.boundedness.WriteMode;
import io.flinkbundle.connector.common.boundedness.WritePath;
import io.flinkbundle.connector.common.boundedness.WritePathDetector;
import io.flinkbundle.connector.common.commit.CheckpointedCommits;
import io.flinkbundle.connector.common.commit.CommitTiming;
import io.flinkbundle.connector.common.commit.SingleCommitTopology;
import io.flinkbundle.connector.common.retry.CheckpointTimeoutCheck;
import io.flinkbundle.connector.duckdb.sink.committer.DuckDbCommittable;
import io.flinkbundle.connector.duckdb.sink.committer.DuckDbCommittableSerializer;
import io.flinkbundle.connector.duckdb.sink.committer.DuckDbCommitter;
import io.flinkbundle.connector.duckdb.sink.committer.StagedFilesAggregator;
import io.flinkbundle.connector.duckdb.sink.committer.StagedResult;
import io.flinkbundle.connector.duckdb.sink.committer.StagedResultSerializer;
import io.flinkbundle.connector.duckdb.sink.writer.WriterFactory;

import org.apache.flink.annotation.Internal;
import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.api.connector.sink2.CommitterInitContext;
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.api.connector.sink2.SupportsCommitter;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.core.io.SimpleVersionedSerializer;
import org.apache.flink.streaming.api.connector.sink2.CommittableMessage;
import org.apache.flink.streaming.api.connector.sink2.SupportsPreCommitTopology;
import org.apache.flink.streaming.api.connector.sink2.SupportsPreWriteTopology;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.environment.StreamExecutionEnvironment;
import org.apache.flink.streaming.api.lineage.LineageVertex;
import org.apache.flink.streaming.api.lineage.LineageVertexProvider;

import java.io.IOException;
import java.util.UUID;

/**
 * Writes the rows of a stream to a table in a DuckDB file.
 *
 * <pre>{@code
 * DuckDbSink<RowData> sink =
 *         DuckDbSink.<RowData>builder()
 *                 .setPath("/data/shop.duckdb")
 *                 .setTableName("orders")
 *                 .setRowType(DataTypes.ROW(
 *                         DataTypes.FIELD("id", DataTypes.BIGINT()),
 *                         DataTypes.FIELD("amount", DataTypes.DECIMAL(10, 2))))
 *                 .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
 *                 .build();
 * rows.sinkTo(sink);
 * }</pre>
 *
 * <p>The input decides how rows are written:
 *
 * <ul>
 *   <li>bounded, without checkpoints: one transaction, visible at the end, exactly once;
 *   <li>bounded, with checkpoints: staged at each checkpoint, visible at the end, exactly once;
 *   <li>unbounded, {@code EXACTLY_ONCE}: staged, visible after each checkpoint; without checkpoints
 *       this is refused;
 *   <li>unbounded, {@code AT_LEAST_ONCE}: written as buffers fill, or their interval ends.
 * </ul>
 *
 * <p>DuckDB lets <a href="https://duckdb.org/docs/stable/connect/concurrency">one process</a> write
 * a file. Where rows are staged the sink opens the target at its start and for each commit only;
 * otherwise it has one writing subtask, whatever its parallelism. The file must be reachable under
 * the same path from the TaskManagers, and so must staging files from the one that commits.
 *
 * <p>With a primary key rows replace earlier rows of the same key, and a row of kind {@code DELETE}
 * deletes; the last change of a key wins. Rows of one key have to come in order, from one subtask.
 *
 * <p>The table is created or checked when the sink starts. A sink object belongs to one {@code
 * sinkTo} call: it remembers what it learned about its input. Not thread-safe.
 *
 * @param <T> the records of the stream
 */
@PublicEvolving
public final class DuckDbSink<T>
        implements Sink<T>,
                SupportsPreWriteTopology<T>,
                SupportsPreCommitTopology<StagedResult, DuckDbCommittable>,
                SupportsCommitter<DuckDbCommittable>,
                LineageVertexProvider {

    private static final long serialVersionUID = 1L;

    private final DuckDbSinkConfig config;
    private final RowDataConverter<T> converter;
    private final WritePathDetector detector;

    /** What a planner will set; zero if Flink's environment knows. */
    private final int parallelism;

    /** Identifies one submission of the job: a restart keeps it, another submission has another. */
    private UUID runId;

    DuckDbSink(
            DuckDbSinkConfig config,
            RowDataConverter<T> converter,
            WriteMode writeMode,
            int parallelism) {
        this.config = config;
        this.converter = converter;
        this.detector = new WritePathDetector(writeMode);
        this.parallelism = parallelism;
    }

    /** Starts to build a sink. */
    public static <T> DuckDbSinkBuilder<T> builder() {
        return new DuckDbSinkBuilder<>();
    }

    @Override
    public DataStream<T> addPreWriteTopology(DataStream<T> input) {
        detector.inspect(input, this);
        runId = UUID.randomUUID();
        StreamExecutionEnvironment environment = input.getExecutionEnvironment();
        if (detector.path().isCheckpointed()) {
            CheckpointTimeoutCheck.verify(environment, config.retry());
        }
        if (config.changes().overwrites()) {
            Overwriting.verify(detector.path(), config);
        }
        boolean isSingle = SinkParallelism.of(input, this, parallelism) == 1;
        if (route() == WriteRoute.STAGED) {
            CheckpointedCommits.verify(environment, "The DuckDB sink");
            return config.isUpsert() && !isSingle
                    ? KeyRouting.byKey(input, converter, config)
                    : input;
        }
        // A network in front of the only subtask would cost more than half of the speed.
        return isSingle ? input : input.global();
    }

    @Override
    public CommittingSinkWriter<T, StagedResult> createWriter(WriterInitContext context)
            throws IOException {
        try {
            return new WriterFactory(config, context).create(route(), runId, converter);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while waiting for the DuckDB database.", e);
        }
    }

    @Override
    public DataStream<CommittableMessage<DuckDbCommittable>> addPreCommitTopology(
            DataStream<CommittableMessage<StagedResult>> written) {
        return SingleCommitTopology.of(
                written,
                StagedResultSerializer::new,
                DuckDbCommittableSerializer::new,
                new StagedFilesAggregator(config),
                detector.path() == WritePath.STAGED_BULK
                        ? CommitTiming.END_OF_INPUT
                        : CommitTiming.EVERY_CHECKPOINT);
    }

    @Override
    public Committer<DuckDbCommittable> createCommitter(CommitterInitContext context) {
        return new DuckDbCommitter(
                config,
                context.getJobInfo().getJobName(),
                context.metricGroup(),
                context.getRestoredCheckpointId());
    }

    @Override
    public SimpleVersionedSerializer<StagedResult> getWriteResultSerializer() {
        return new StagedResultSerializer();
    }

    @Override
    public SimpleVersionedSerializer<DuckDbCommittable> getCommittableSerializer() {
        return new DuckDbCommittableSerializer();
    }

    /** What was built, for what is done to the table without a job. */
    @Internal
    public DuckDbSinkConfig config() {
        return config;
    }

    @Override
    public LineageVertex getLineageVertex() {
        return DuckDbLineage.of(config);
    }

    private WriteRoute route() {
        return WriteRoute.of(detector.path(), config.guarantee());
    }
}
