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

package io.flinkbundle.connector.bigquery.sink;

import io.flinkbundle.connector.bigquery.BigQueryLineage;
import io.flinkbundle.connector.bigquery.sink.committer.BigQueryCommittable;
import io.flinkbundle.connector.bigquery.sink.committer.BigQueryCommittableSerializer;
import io.flinkbundle.connector.bigquery.sink.committer.BigQueryCommitter;
import io.flinkbundle.connector.bigquery.sink.committer.BulkAggregator;
import io.flinkbundle.connector.bigquery.sink.writer.WriterFactory;
import io.flinkbundle.connector.common.boundedness.WriteMode;
import io.flinkbundle.connector.common.boundedness.WritePathDetector;
import io.flinkbundle.connector.common.commit.CheckpointedCommits;
import io.flinkbundle.connector.common.commit.CommitTiming;
import io.flinkbundle.connector.common.commit.SingleCommitTopology;
import io.flinkbundle.connector.common.retry.CheckpointTimeoutCheck;

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

import javax.annotation.Nullable;

import java.io.IOException;
import java.util.UUID;

/**
 * Writes the rows of a stream to a table of BigQuery.
 *
 * <pre>{@code
 * orders.sinkTo(
 *         BigQuerySink.<RowData>builder()
 *                 .setConnection(BigQueryConnectionOptions.builder().setProject("shop").build())
 *                 .setTable(new TableName("shop", "sales", "orders"))
 *                 .setRowType(DataTypes.ROW(
 *                         DataTypes.FIELD("id", DataTypes.BIGINT()),
 *                         DataTypes.FIELD("amount", DataTypes.DECIMAL(10, 2))))
 *                 .setRowConverter(row -> row)
 *                 .setDeliveryGuarantee(DeliveryGuarantee.EXACTLY_ONCE)
 *                 .build());
 * }</pre>
 *
 * <p>The input decides how rows are written:
 *
 * <ul>
 *   <li>bounded: as files in Cloud Storage, which a load job makes visible at the end, exactly
 *       once; where that is not allowed, or not wanted, over the Storage Write API, also visible at
 *       the end;
 *   <li>unbounded, {@code EXACTLY_ONCE}: a buffered stream of each subtask, visible after each
 *       checkpoint; without checkpoints this is refused;
 *   <li>unbounded, {@code AT_LEAST_ONCE}, and all changes of rows by their primary key: the default
 *       stream, visible at once.
 * </ul>
 *
 * <p>A service that cannot be reached, refuses the credentials or lacks the table fails the job
 * when it starts. When it is busy or goes away later, rows are kept and the job waits, up to the
 * retry timeout.
 *
 * <p>A sink object belongs to one {@code sinkTo} call: it remembers what it learned about its
 * input. Not thread-safe.
 *
 * @param <T> the records of the stream
 */
@PublicEvolving
public final class BigQuerySink<T>
        implements Sink<T>,
                SupportsPreWriteTopology<T>,
                SupportsPreCommitTopology<BigQueryCommittable, BigQueryCommittable>,
                SupportsCommitter<BigQueryCommittable>,
                LineageVertexProvider {

    private static final long serialVersionUID = 1L;

    private final BigQuerySinkConfig config;
    private final RowDataConverter<T> converter;

    /** Null if all rows go to the one table. */
    private final @Nullable TableSelector<T> selector;

    private final WritePathDetector detector;

    /** Identifies one submission of the job: a restart keeps it, another submission has another. */
    private UUID runId;

    BigQuerySink(
            BigQuerySinkConfig config,
            RowDataConverter<T> converter,
            @Nullable TableSelector<T> selector,
            WriteMode writeMode) {
        this.config = config;
        this.converter = converter;
        this.selector = selector;
        this.detector = new WritePathDetector(writeMode);
    }

    /** See {@link BigQuerySinkBuilder} for the settings and their defaults. */
    public static <T> BigQuerySinkBuilder<T> builder() {
        return new BigQuerySinkBuilder<>();
    }

    @Override
    public DataStream<T> addPreWriteTopology(DataStream<T> input) {
        detector.inspect(input, this);
        StreamExecutionEnvironment environment = input.getExecutionEnvironment();
        CheckpointTimeoutCheck.verify(environment, config.append().retry());
        runId = UUID.randomUUID();
        if (route().isHeld() && detector.path().isCheckpointed()) {
            CheckpointedCommits.verify(environment, "The BigQuery sink");
        }
        return input;
    }

    @Override
    public CommittingSinkWriter<T, BigQueryCommittable> createWriter(WriterInitContext context)
            throws IOException {
        try {
            WriterFactory writers = new WriterFactory(config, context);
            return selector == null
                    ? writers.create(route(), detector.path().isCheckpointed(), runId, converter)
                    : writers.createForTables(converter, selector);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while waiting for BigQuery.", e);
        }
    }

    /** What becomes visible with each checkpoint is committed by as many committers as write. */
    @Override
    public DataStream<CommittableMessage<BigQueryCommittable>> addPreCommitTopology(
            DataStream<CommittableMessage<BigQueryCommittable>> written) {
        return route().isAtEnd()
                ? SingleCommitTopology.of(
                        written,
                        BigQueryCommittableSerializer::new,
                        BigQueryCommittableSerializer::new,
                        new BulkAggregator(runId, detector.path().isCheckpointed()),
                        CommitTiming.END_OF_INPUT)
                : written;
    }

    @Override
    public Committer<BigQueryCommittable> createCommitter(CommitterInitContext context) {
        return new BigQueryCommitter(config, context.metricGroup());
    }

    @Override
    public SimpleVersionedSerializer<BigQueryCommittable> getWriteResultSerializer() {
        return new BigQueryCommittableSerializer();
    }

    @Override
    public SimpleVersionedSerializer<BigQueryCommittable> getCommittableSerializer() {
        return new BigQueryCommittableSerializer();
    }

    @Override
    public LineageVertex getLineageVertex() {
        return BigQueryLineage.sink(config.table());
    }

    BigQuerySinkConfig config() {
        return config;
    }

    private WriteRoute route() {
        return WriteRoute.of(detector.path(), config, selector != null);
    }
}
