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

import io.flinkbundle.connector.common.batching.BatchingConfig;
import io.flinkbundle.connector.common.boundedness.WriteMode;
import io.flinkbundle.connector.common.deadletter.BadRecordHandling;
import io.flinkbundle.connector.common.retry.RetryPolicy;
import io.flinkbundle.connector.redis.client.AppendOptions;
import io.flinkbundle.connector.redis.client.JedisStreamsClient;
import io.flinkbundle.connector.redis.client.RedisConnectionOptions;
import io.flinkbundle.connector.redis.client.ReplicaWait;
import io.flinkbundle.connector.redis.client.StreamTopic;
import io.flinkbundle.connector.redis.client.StreamTrimming;
import io.flinkbundle.connector.redis.sink.writer.Routing;
import io.flinkbundle.connector.redis.sink.writer.StagingLimits;

import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.connector.sink2.Sink;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.connector.base.DeliveryGuarantee;

import java.time.Duration;
import java.util.List;

import static org.apache.flink.util.Preconditions.checkArgument;
import static org.apache.flink.util.Preconditions.checkNotNull;

/**
 * Builds a {@link RedisStreamsSink}. Connection, streams and serializer are required; the setters
 * name the other defaults. Not thread-safe.
 *
 * @param <T> the records
 */
@PublicEvolving
public final class RedisStreamsSinkBuilder<T> {

    private static final int BULK_FACTOR = 10;

    /** Buffers are arrays. */
    private static final long MAX_BUFFER_BYTES = 1L << 30;

    private RedisConnectionOptions connection;
    private List<String> streams = List.of();
    private Routing routing = Routing.ALL;
    private AppendOptions options = AppendOptions.DEFAULT;
    private RedisStreamsSerializationSchema<T> serializer;
    private BadRecordHandling onRejected = BadRecordHandling.fail();
    private WriteMode writeMode = WriteMode.AUTO;
    private BatchingConfig batching =
            BatchingConfig.DEFAULT
                    .withMaxRows(1000)
                    .withMaxSize(MemorySize.ofMebiBytes(1).divide(4))
                    .withInterval(Duration.ofMillis(100));
    private DeliveryGuarantee guarantee = DeliveryGuarantee.AT_LEAST_ONCE;
    private String sinkId;
    private MemorySize maxBuffer = MemorySize.ofMebiBytes(64);
    private String stagingPath;
    private Duration markerRetention = Duration.ofDays(30);
    private ReplicaWait replicas = ReplicaWait.NONE;
    private boolean maxRowsSet;
    private boolean maxSizeSet;

    RedisStreamsSinkBuilder() {}

    /** Where the server is. Required. */
    public RedisStreamsSinkBuilder<T> setConnection(RedisConnectionOptions connection) {
        this.connection = checkNotNull(connection);
        return this;
    }

    /** The keys of the streams; each record goes to each of them. Required. */
    public RedisStreamsSinkBuilder<T> setStreams(String... streams) {
        return setStreams(List.of(streams));
    }

    /** The keys of the streams; each record goes to each of them. Required. */
    public RedisStreamsSinkBuilder<T> setStreams(List<String> streams) {
        this.streams = List.copyOf(streams);
        this.routing = Routing.ALL;
        return this;
    }

    /**
     * A topic: the streams with the keys {@code topic:0} to {@code topic:n-1}, in place of {@link
     * #setStreams}. Each record goes to one of them, see {@link EntryFields#partitionKey}.
     *
     * @param partitions how many streams the topic has; another number sends keys elsewhere
     */
    public RedisStreamsSinkBuilder<T> setTopic(String topic, int partitions) {
        checkArgument(partitions > 0, "A topic has at least 1 partition, not %s.", partitions);
        this.streams = StreamTopic.streams(topic, partitions);
        this.routing = Routing.ONE;
        return this;
    }

    /** Whether a missing stream is created, which is the default, or its records are rejected. */
    public RedisStreamsSinkBuilder<T> setCreateStream(boolean createStream) {
        options = options.withCreateStream(createStream);
        return this;
    }

    /** Turns records into entries. Required. */
    public RedisStreamsSinkBuilder<T> setSerializer(RedisStreamsSerializationSchema<T> serializer) {
        this.serializer = checkNotNull(serializer);
        return this;
    }

    /**
     * What becomes of records that cannot be serialized, and of those that the server refuses while
     * it takes others; the job fails by default.
     */
    public RedisStreamsSinkBuilder<T> setOnRejected(BadRecordHandling onRejected) {
        this.onRejected = checkNotNull(onRejected);
        return this;
    }

    /** An override of what the sink finds out about its input. */
    public RedisStreamsSinkBuilder<T> setWriteMode(WriteMode writeMode) {
        this.writeMode = checkNotNull(writeMode);
        return this;
    }

    /** Entries in a batch; 1000 by default, ten times as many if the input is bounded. */
    public RedisStreamsSinkBuilder<T> setBufferFlushMaxRows(int maxRows) {
        batching = batching.withMaxRows(maxRows);
        maxRowsSet = true;
        return this;
    }

    /** Size of a batch; 256 KiB by default, ten times as much if the input is bounded. */
    public RedisStreamsSinkBuilder<T> setBufferFlushMaxSize(MemorySize maxSize) {
        batching = batching.withMaxSize(maxSize);
        maxSizeSet = true;
        return this;
    }

    /** The longest time a record waits in a batch; 100 ms by default, zero for no limit. */
    public RedisStreamsSinkBuilder<T> setBufferFlushInterval(Duration interval) {
        batching = batching.withInterval(interval);
        return this;
    }

    /** How long a batch, or a commit, is tried again; five minutes by default. */
    public RedisStreamsSinkBuilder<T> setRetry(RetryPolicy retry) {
        batching = batching.withRetry(retry);
        return this;
    }

    /** What each append removes from the old end of its stream; nothing by default. */
    public RedisStreamsSinkBuilder<T> setTrimming(StreamTrimming trimming) {
        options = options.withTrimming(checkNotNull(trimming));
        return this;
    }

    /**
     * {@code AT_LEAST_ONCE} by default. {@code EXACTLY_ONCE} needs checkpoints: entries appear in
     * their streams when the checkpoint that holds them is complete.
     */
    public RedisStreamsSinkBuilder<T> setDeliveryGuarantee(DeliveryGuarantee guarantee) {
        checkArgument(
                guarantee != DeliveryGuarantee.NONE,
                "The Redis Streams sink knows the delivery guarantees 'at-least-once' and"
                        + " 'exactly-once', not 'none'.");
        this.guarantee = checkNotNull(guarantee);
        return this;
    }

    /**
     * With {@code EXACTLY_ONCE}: the name under which Redis remembers this sink's commits. It must
     * stay the same when a job is restored, and differ between sinks of one stream. The keys of the
     * streams by default.
     */
    public RedisStreamsSinkBuilder<T> setSinkId(String sinkId) {
        checkArgument(!sinkId.isBlank(), "The sink id must not be blank.");
        this.sinkId = sinkId;
        return this;
    }

    /**
     * With {@code EXACTLY_ONCE}: how much of each subtask's entries between two checkpoints rides
     * in the checkpoint; 64 MiB by default. What is beyond it goes to the staging path, or fails
     * the job if none is set.
     */
    public RedisStreamsSinkBuilder<T> setExactlyOnceMaxBuffer(MemorySize maxBuffer) {
        checkArgument(
                maxBuffer.getBytes() > 0 && maxBuffer.getBytes() <= MAX_BUFFER_BYTES,
                "The buffer must have from 1 byte to 1 GiB, not %s.",
                maxBuffer);
        this.maxBuffer = maxBuffer;
        return this;
    }

    /**
     * With {@code EXACTLY_ONCE}: the folder, on any file system that Flink knows and all
     * TaskManagers see, for entries that are too many for the buffer. None by default.
     */
    public RedisStreamsSinkBuilder<T> setStagingPath(String stagingPath) {
        checkArgument(!stagingPath.isBlank(), "The staging path must not be blank.");
        this.stagingPath = stagingPath;
        return this;
    }

    /**
     * With {@code EXACTLY_ONCE}: how long Redis remembers a commit; not shorter than the age of the
     * oldest savepoint from which the job may be restored. 30 days by default.
     */
    public RedisStreamsSinkBuilder<T> setMarkerRetention(Duration markerRetention) {
        checkArgument(
                markerRetention.toMillis() > 0,
                "The marker retention %s is not more than zero.",
                markerRetention);
        this.markerRetention = markerRetention;
        return this;
    }

    /**
     * How many replicas must have what was written before it counts as written; none by default.
     * Where there are too few, the sink waits as for a server that is away, up to the retry
     * timeout.
     *
     * @param timeout how long one attempt waits for them, 5 seconds at most
     */
    public RedisStreamsSinkBuilder<T> setWaitForReplicas(int replicas, Duration timeout) {
        this.replicas = new ReplicaWait(replicas, timeout);
        return this;
    }

    /**
     * @throws IllegalArgumentException if something required is missing
     */
    public Sink<T> build() {
        checkArgument(connection != null, "Set the connection of the sink.");
        checkArgument(!streams.isEmpty(), "Set at least one stream to write to.");
        checkArgument(serializer != null, "Set the serializer of the sink.");
        AppendConfig<T> config =
                new AppendConfig<>(
                        new JedisStreamsClient(connection),
                        streams,
                        routing,
                        options,
                        serializer,
                        onRejected,
                        replicas);
        return guarantee == DeliveryGuarantee.EXACTLY_ONCE
                ? new RedisStreamsTransactionalSink<>(config, commits(), writeMode)
                : new RedisStreamsSink<>(config, writeMode, batching, bulk());
    }

    private CommitConfig commits() {
        return new CommitConfig(
                sinkId == null ? String.join(";", streams) : sinkId,
                new StagingLimits(
                        batching.maxRows(), batching.maxSize(), maxBuffer, markerRetention),
                stagingPath,
                batching.retry());
    }

    private BatchingConfig bulk() {
        BatchingConfig bulk = batching;
        if (!maxRowsSet) {
            bulk = bulk.withMaxRows(batching.maxRows() * BULK_FACTOR);
        }
        if (!maxSizeSet) {
            bulk = bulk.withMaxSize(batching.maxSize().multiply(BULK_FACTOR));
        }
        return bulk;
    }
}
