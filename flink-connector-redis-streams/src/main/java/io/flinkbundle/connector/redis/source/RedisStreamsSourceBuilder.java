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

package io.flinkbundle.connector.redis.source;

import io.flinkbundle.connector.common.deadletter.BadRecordHandling;
import io.flinkbundle.connector.redis.client.JedisStreamsClient;
import io.flinkbundle.connector.redis.client.RedisConnectionOptions;
import io.flinkbundle.connector.redis.source.reader.ReaderConfig;

import org.apache.flink.annotation.PublicEvolving;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import static org.apache.flink.util.Preconditions.checkArgument;
import static org.apache.flink.util.Preconditions.checkNotNull;

/**
 * Builds a {@link RedisStreamsSource}. Connection, streams and deserializer are required; the
 * setters name the other defaults. Not thread-safe.
 *
 * @param <T> the records
 */
@PublicEvolving
public final class RedisStreamsSourceBuilder<T> {

    /** Well below the time that Flink gives a reader to close. */
    public static final Duration MAX_BLOCK_TIMEOUT = Duration.ofSeconds(10);

    private RedisConnectionOptions connection;
    private List<String> streams = List.of();
    private StartupMode startupMode;
    private BoundedMode boundedMode = BoundedMode.unbounded();
    private Duration blockTimeout = Duration.ofMillis(250);
    private int batchSize = 1000;
    private double maxRecordsPerSecond;
    private BadRecordHandling onMalformed = BadRecordHandling.fail();
    private RedisStreamsDeserializationSchema<T> deserializer;

    RedisStreamsSourceBuilder() {}

    /** Where the server is. Required. */
    public RedisStreamsSourceBuilder<T> setConnection(RedisConnectionOptions connection) {
        this.connection = checkNotNull(connection);
        return this;
    }

    /** The keys of the streams. They need not exist yet. Required. */
    public RedisStreamsSourceBuilder<T> setStreams(String... streams) {
        return setStreams(List.of(streams));
    }

    /** The keys of the streams. They need not exist yet. Required. */
    public RedisStreamsSourceBuilder<T> setStreams(List<String> streams) {
        Set<String> distinct = new LinkedHashSet<>(streams);
        checkArgument(distinct.size() == streams.size(), "A stream is named twice: %s.", streams);
        this.streams = List.copyOf(streams);
        return this;
    }

    /** Where reading begins. Latest by default, earliest if the source is bounded. */
    public RedisStreamsSourceBuilder<T> setStartupMode(StartupMode startupMode) {
        this.startupMode = checkNotNull(startupMode);
        return this;
    }

    /** Where reading ends. Unbounded by default. */
    public RedisStreamsSourceBuilder<T> setBoundedMode(BoundedMode boundedMode) {
        this.boundedMode = checkNotNull(boundedMode);
        return this;
    }

    /**
     * How long a read waits at the server for entries; 250 ms by default. New splits, pauses and
     * the end of the job wait as long, which is why it is 10 seconds at most.
     */
    public RedisStreamsSourceBuilder<T> setBlockTimeout(Duration blockTimeout) {
        checkArgument(
                blockTimeout.toMillis() > 0 && blockTimeout.compareTo(MAX_BLOCK_TIMEOUT) <= 0,
                "The block timeout must be between 1 ms and 10 seconds, but is %s.",
                blockTimeout);
        this.blockTimeout = blockTimeout;
        return this;
    }

    /** About how many entries one read returns, over all streams; 1000 by default. */
    public RedisStreamsSourceBuilder<T> setBatchSize(int batchSize) {
        checkArgument(batchSize > 0, "The batch size must be above 0, but is %s.", batchSize);
        this.batchSize = batchSize;
        return this;
    }

    /** The most entries that each subtask reads in a second; unlimited by default. */
    public RedisStreamsSourceBuilder<T> setMaxRecordsPerSecond(double maxRecordsPerSecond) {
        checkArgument(
                maxRecordsPerSecond > 0,
                "The number of records per second must be above 0, but is %s.",
                maxRecordsPerSecond);
        this.maxRecordsPerSecond = maxRecordsPerSecond;
        return this;
    }

    /** What becomes of entries that the deserializer cannot read; the job fails by default. */
    public RedisStreamsSourceBuilder<T> setOnMalformed(BadRecordHandling onMalformed) {
        this.onMalformed = checkNotNull(onMalformed);
        return this;
    }

    /** Turns entries into records. Required. */
    public RedisStreamsSourceBuilder<T> setDeserializer(
            RedisStreamsDeserializationSchema<T> deserializer) {
        this.deserializer = checkNotNull(deserializer);
        return this;
    }

    /**
     * @throws IllegalArgumentException if something required is missing or does not fit
     */
    public RedisStreamsSource<T> build() {
        checkArgument(connection != null, "Set the connection of the source.");
        checkArgument(!streams.isEmpty(), "Set at least one stream to read.");
        checkArgument(deserializer != null, "Set the deserializer of the source.");
        StartupMode start = startupMode == null ? defaultStartupMode() : startupMode;
        if (start instanceof StartupMode.SpecificIds specific) {
            checkArgument(
                    specific.ids().keySet().equals(Set.copyOf(streams)),
                    "The start ids are for the streams %s, but the source reads %s.",
                    specific.ids().keySet(),
                    streams);
        }
        return new RedisStreamsSource<>(
                new JedisStreamsClient(connection),
                streams,
                start,
                boundedMode,
                new ReaderConfig(batchSize, blockTimeout, maxRecordsPerSecond, onMalformed),
                deserializer);
    }

    private StartupMode defaultStartupMode() {
        return boundedMode instanceof BoundedMode.Unbounded
                ? StartupMode.latest()
                : StartupMode.earliest();
    }
}
