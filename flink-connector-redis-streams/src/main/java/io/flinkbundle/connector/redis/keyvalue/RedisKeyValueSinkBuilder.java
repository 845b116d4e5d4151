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

import io.flinkbundle.connector.common.batching.BatchingConfig;
import io.flinkbundle.connector.common.boundedness.WriteMode;
import io.flinkbundle.connector.common.deadletter.BadRecordHandling;
import io.flinkbundle.connector.common.retry.RetryPolicy;
import io.flinkbundle.connector.redis.client.JedisStreamsClient;
import io.flinkbundle.connector.redis.client.RedisConnectionOptions;

import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.configuration.MemorySize;

import java.time.Duration;

import static org.apache.flink.util.Preconditions.checkArgument;
import static org.apache.flink.util.Preconditions.checkNotNull;

/**
 * Builds a {@link RedisKeyValueSink}. Connection and serializer are required; the setters name the
 * other defaults. Not thread-safe.
 *
 * @param <T> the records
 */
@PublicEvolving
public final class RedisKeyValueSinkBuilder<T> {

    private static final int BULK_FACTOR = 10;

    private RedisConnectionOptions connection;
    private KeyValueSerializationSchema<T> serializer;
    private Duration ttl = Duration.ZERO;
    private BadRecordHandling onRejected = BadRecordHandling.fail();
    private WriteMode writeMode = WriteMode.AUTO;
    private String datasetName = "keys";
    private BatchingConfig batching =
            BatchingConfig.DEFAULT
                    .withMaxRows(1000)
                    .withMaxSize(MemorySize.ofMebiBytes(1).divide(4))
                    .withInterval(Duration.ofMillis(100));
    private boolean maxRowsSet;
    private boolean maxSizeSet;

    RedisKeyValueSinkBuilder() {}

    /** Where the server is. Required. */
    public RedisKeyValueSinkBuilder<T> setConnection(RedisConnectionOptions connection) {
        this.connection = checkNotNull(connection);
        return this;
    }

    /** Turns records into changes of keys. Required. */
    public RedisKeyValueSinkBuilder<T> setSerializer(KeyValueSerializationSchema<T> serializer) {
        this.serializer = checkNotNull(serializer);
        return this;
    }

    /** How long a key lives after its last change; for ever by default. */
    public RedisKeyValueSinkBuilder<T> setTtl(Duration ttl) {
        checkArgument(ttl.toMillis() >= 1, "The time to live %s is less than 1 ms.", ttl);
        this.ttl = ttl;
        return this;
    }

    /**
     * What becomes of records that cannot be serialized, and of those that the server refuses while
     * it takes others, because their key holds a value of another kind; the job fails by default.
     */
    public RedisKeyValueSinkBuilder<T> setOnRejected(BadRecordHandling onRejected) {
        this.onRejected = checkNotNull(onRejected);
        return this;
    }

    /** An override of what the sink finds out about its input. */
    public RedisKeyValueSinkBuilder<T> setWriteMode(WriteMode writeMode) {
        this.writeMode = checkNotNull(writeMode);
        return this;
    }

    /** The name under which lineage shows what is written; {@code keys} by default. */
    public RedisKeyValueSinkBuilder<T> setDatasetName(String datasetName) {
        checkArgument(!datasetName.isBlank(), "The name of the dataset must not be blank.");
        this.datasetName = datasetName;
        return this;
    }

    /** Changes in a batch; 1000 by default, ten times as many if the input is bounded. */
    public RedisKeyValueSinkBuilder<T> setBufferFlushMaxRows(int maxRows) {
        batching = batching.withMaxRows(maxRows);
        maxRowsSet = true;
        return this;
    }

    /** Size of a batch; 256 KiB by default, ten times as much if the input is bounded. */
    public RedisKeyValueSinkBuilder<T> setBufferFlushMaxSize(MemorySize maxSize) {
        batching = batching.withMaxSize(maxSize);
        maxSizeSet = true;
        return this;
    }

    /** The longest time a record waits in a batch; 100 ms by default, zero for no limit. */
    public RedisKeyValueSinkBuilder<T> setBufferFlushInterval(Duration interval) {
        batching = batching.withInterval(interval);
        return this;
    }

    /** How long a batch is tried again; five minutes by default. */
    public RedisKeyValueSinkBuilder<T> setRetry(RetryPolicy retry) {
        batching = batching.withRetry(retry);
        return this;
    }

    /**
     * @throws IllegalArgumentException if something required is missing
     */
    public RedisKeyValueSink<T> build() {
        checkArgument(connection != null, "Set the connection of the sink.");
        checkArgument(serializer != null, "Set the serializer of the sink.");
        return new RedisKeyValueSink<>(
                new WriteConfig<>(
                        new JedisStreamsClient(connection),
                        serializer,
                        ttl,
                        onRejected,
                        datasetName),
                writeMode,
                batching,
                bulk());
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
