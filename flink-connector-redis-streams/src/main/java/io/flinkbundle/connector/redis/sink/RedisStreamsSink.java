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

import io.flinkbundle.connector.common.batching.BatchWriter;
import io.flinkbundle.connector.common.batching.BatchingConfig;
import io.flinkbundle.connector.common.batching.ElementEncoder;
import io.flinkbundle.connector.common.batching.EncodingBatchingSink;
import io.flinkbundle.connector.common.boundedness.WriteMode;
import io.flinkbundle.connector.common.boundedness.WritePathDetector;
import io.flinkbundle.connector.common.retry.CheckpointTimeoutCheck;
import io.flinkbundle.connector.redis.RedisStreamsLineage;
import io.flinkbundle.connector.redis.client.StreamAppend;
import io.flinkbundle.connector.redis.sink.writer.AppendWriter;

import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.streaming.api.connector.sink2.SupportsPreWriteTopology;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.lineage.LineageVertex;
import org.apache.flink.streaming.api.lineage.LineageVertexProvider;

import java.io.IOException;

/**
 * Appends to Redis streams, at least once: a checkpoint completes when the server has acknowledged
 * everything before it, and after a failure what followed the last checkpoint is appended again.
 *
 * <pre>{@code
 * prices.sinkTo(
 *         RedisStreamsSink.<Price>builder()
 *                 .setConnection(RedisConnectionOptions.builder().setHost("redis.example").build())
 *                 .setStreams("prices")
 *                 .setSerializer((price, entry) -> entry.field(AMOUNT, price.amountAsBytes()))
 *                 .build());
 * }</pre>
 *
 * <p>A batch is sent in one go while the next one fills. Where everything that feeds the sink is
 * bounded, batches are ten times as large. A server that cannot be reached, a key that is no stream
 * and a missing permission fail the job when it starts; when the server goes away later, or is away
 * while the job is restored, the batch is kept and the job waits, up to the retry timeout. The
 * order of entries is kept, except that what a full or a failing-over server refuses for a while
 * comes after what it takes meanwhile.
 *
 * <p>Build one sink for each {@code sinkTo}.
 *
 * @param <T> the records
 * @see <a href="https://redis.io/docs/latest/commands/xadd/">XADD</a>
 */
@PublicEvolving
public final class RedisStreamsSink<T> extends EncodingBatchingSink<T, StreamAppend>
        implements SupportsPreWriteTopology<T>, LineageVertexProvider {

    private static final long serialVersionUID = 1L;

    private final AppendConfig<T> config;
    private final WritePathDetector writePath;
    private final BatchingConfig streaming;
    private final BatchingConfig bulk;

    RedisStreamsSink(
            AppendConfig<T> config,
            WriteMode writeMode,
            BatchingConfig streaming,
            BatchingConfig bulk) {
        super(streaming);
        this.config = config;
        this.writePath = new WritePathDetector(writeMode);
        this.streaming = streaming;
        this.bulk = bulk;
    }

    /** See {@link RedisStreamsSinkBuilder} for the settings and their defaults. */
    public static <T> RedisStreamsSinkBuilder<T> builder() {
        return new RedisStreamsSinkBuilder<>();
    }

    @Override
    public DataStream<T> addPreWriteTopology(DataStream<T> input) {
        writePath.inspect(input, this);
        CheckpointTimeoutCheck.verify(input.getExecutionEnvironment(), streaming.retry());
        return input;
    }

    @Override
    protected BatchingConfig batchingConfig() {
        return writePath.path().isBounded() ? bulk : streaming;
    }

    @Override
    protected ElementEncoder<T, StreamAppend> createEncoder(WriterInitContext context)
            throws IOException {
        return config.createEncoder(context);
    }

    @Override
    protected BatchWriter<StreamAppend> createBatchWriter(WriterInitContext context)
            throws IOException {
        config.verifyTargetsOfFreshJob(context);
        return new AppendWriter(
                config.client(), config.badRecords(context, "rejected"), config.replicas());
    }

    @Override
    public LineageVertex getLineageVertex() {
        return RedisStreamsLineage.sink(config.client().address(), config.streams());
    }
}
