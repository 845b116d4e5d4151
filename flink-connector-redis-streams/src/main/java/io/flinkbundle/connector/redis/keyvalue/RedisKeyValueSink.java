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

package io.flinkbundle.connector.redis.keyvalue;

import io.flinkbundle.connector.common.batching.BatchWriter;
import io.flinkbundle.connector.common.batching.BatchingConfig;
import io.flinkbundle.connector.common.batching.ElementEncoder;
import io.flinkbundle.connector.common.batching.EncodingBatchingSink;
import io.flinkbundle.connector.common.boundedness.WriteMode;
import io.flinkbundle.connector.common.boundedness.WritePathDetector;
import io.flinkbundle.connector.common.retry.CheckpointTimeoutCheck;
import io.flinkbundle.connector.redis.RedisStreamsLineage;
import io.flinkbundle.connector.redis.client.KeyCommand;

import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.connector.sink2.WriterInitContext;
import org.apache.flink.streaming.api.connector.sink2.SupportsPreWriteTopology;
import org.apache.flink.streaming.api.datastream.DataStream;
import org.apache.flink.streaming.api.lineage.LineageVertex;
import org.apache.flink.streaming.api.lineage.LineageVertexProvider;

import java.io.IOException;
import java.util.List;

/**
 * Writes keys of Redis, at least once: a checkpoint completes when the server has acknowledged
 * everything before it, and after a failure what followed the last checkpoint is written again.
 * That leaves the same values behind, except that elements are appended to lists again.
 *
 * <pre>{@code
 * prices.keyBy(Price::symbol).sinkTo(
 *         RedisKeyValueSink.<Price>builder()
 *                 .setConnection(RedisConnectionOptions.builder().setHost("redis.example").build())
 *                 .setSerializer((price, out) ->
 *                         out.accept(new KeyChange.SetString(price.key(), price.amount())))
 *                 .setTtl(Duration.ofHours(1))
 *                 .build());
 * }</pre>
 *
 * <p>Changes of one key keep their order within a subtask; partition the stream by key where more
 * than one subtask writes. A batch is sent in one go while the next one fills. Where everything
 * that feeds the sink is bounded, batches are ten times as large. A server that cannot be reached
 * fails the job when it starts; when it goes away later, or is away while the job is restored, the
 * batch is kept and the job waits, up to the retry timeout.
 *
 * <p>Build one sink for each {@code sinkTo}.
 *
 * @param <T> the records
 */
@PublicEvolving
public final class RedisKeyValueSink<T> extends EncodingBatchingSink<T, KeyCommand>
        implements SupportsPreWriteTopology<T>, LineageVertexProvider {

    private static final long serialVersionUID = 1L;

    private final WriteConfig<T> config;
    private final WritePathDetector writePath;
    private final BatchingConfig streaming;
    private final BatchingConfig bulk;

    RedisKeyValueSink(
            WriteConfig<T> config,
            WriteMode writeMode,
            BatchingConfig streaming,
            BatchingConfig bulk) {
        super(streaming);
        this.config = config;
        this.writePath = new WritePathDetector(writeMode);
        this.streaming = streaming;
        this.bulk = bulk;
    }

    /** See {@link RedisKeyValueSinkBuilder} for the settings and their defaults. */
    public static <T> RedisKeyValueSinkBuilder<T> builder() {
        return new RedisKeyValueSinkBuilder<>();
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
    protected ElementEncoder<T, KeyCommand> createEncoder(WriterInitContext context)
            throws IOException {
        return config.createEncoder(context);
    }

    @Override
    protected BatchWriter<KeyCommand> createBatchWriter(WriterInitContext context)
            throws IOException {
        return config.createWriter(context);
    }

    @Override
    public LineageVertex getLineageVertex() {
        return RedisStreamsLineage.sink(config.client().address(), List.of(config.datasetName()));
    }
}
