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
import io.flinkbundle.connector.redis.client.RedisConnectionOptions;
import io.flinkbundle.connector.redis.client.StreamTopic;
import io.flinkbundle.connector.redis.source.reader.AfterCheckpoint;
import io.flinkbundle.connector.redis.source.reader.ReaderConfig;

import org.apache.flink.annotation.PublicEvolving;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

import static org.apache.flink.util.Preconditions.checkArgument;
import static org.apache.flink.util.Preconditions.checkNotNull;

/**
 * What both ways of reading streams have in common. Connection, streams and deserializer are
 * required. Not thread-safe.
 *
 * @param <T> the records
 * @param <B> the builder
 */
@PublicEvolving
public abstract class AbstractSourceBuilder<T, B extends AbstractSourceBuilder<T, B>> {

    /** Well below the time that Flink gives a reader to close. */
    public static final Duration MAX_BLOCK_TIMEOUT = Duration.ofSeconds(10);

    RedisConnectionOptions connection;
    StreamSelection streams;
    StartupMode startupMode;
    BoundedMode boundedMode = BoundedMode.unbounded();
    Duration blockTimeout = Duration.ofMillis(250);
    int batchSize = 1000;
    double maxRecordsPerSecond;
    BadRecordHandling onMalformed = BadRecordHandling.fail();
    RedisStreamsDeserializationSchema<T> deserializer;

    AbstractSourceBuilder() {}

    abstract B self();

    /** Where the server is. Required. */
    public B setConnection(RedisConnectionOptions connection) {
        this.connection = checkNotNull(connection);
        return self();
    }

    /** The keys of the streams. They need not exist yet. This, a topic or a pattern is required. */
    public B setStreams(String... streams) {
        return setStreams(List.of(streams));
    }

    /** See {@link #setStreams(String...)}. */
    public B setStreams(List<String> streams) {
        Set<String> distinct = new LinkedHashSet<>(streams);
        checkArgument(!streams.isEmpty(), "Set at least one stream to read.");
        checkArgument(distinct.size() == streams.size(), "A stream is named twice: %s.", streams);
        this.streams = new StreamSelection.Listed(streams);
        return self();
    }

    /**
     * A topic: the streams with the keys {@code topic:0} to {@code topic:n-1}, in place of {@link
     * #setStreams}.
     *
     * @param partitions how many streams the topic has
     */
    public B setTopic(String topic, int partitions) {
        checkArgument(partitions > 0, "A topic has at least 1 partition, not %s.", partitions);
        return setStreams(StreamTopic.streams(topic, partitions));
    }

    /**
     * All streams whose key matches a pattern, in place of {@link #setStreams}. New ones are looked
     * for while the job runs, and read from their beginning; a bounded source reads those that
     * exist when the job starts. Each look goes over all keys of the server.
     *
     * @param pattern with the wildcards of Redis: {@code *}, {@code ?}, {@code [ab]}, {@code \} to
     *     take the next character as it is
     * @param discoveryInterval how often to look, at least 1 ms; one minute is usual
     * @see <a href="https://redis.io/docs/latest/commands/scan/">SCAN</a>
     */
    public B setStreamPattern(String pattern, Duration discoveryInterval) {
        checkArgument(!pattern.isEmpty(), "The pattern of the streams is empty.");
        checkArgument(
                discoveryInterval.toMillis() > 0,
                "The interval at which streams are looked for must be at least 1 ms, but is %s.",
                discoveryInterval);
        this.streams = new StreamSelection.Matching(pattern, discoveryInterval);
        return self();
    }

    /** Where reading begins; see the builder for the default. */
    public B setStartupMode(StartupMode startupMode) {
        this.startupMode = checkNotNull(startupMode);
        return self();
    }

    /** Where reading ends. Unbounded by default. */
    public B setBoundedMode(BoundedMode boundedMode) {
        this.boundedMode = checkNotNull(boundedMode);
        return self();
    }

    /**
     * How long a read waits at the server for entries; 250 ms by default. New splits, pauses and
     * the end of the job wait as long, which is why it is 10 seconds at most.
     */
    public B setBlockTimeout(Duration blockTimeout) {
        checkArgument(
                blockTimeout.toMillis() > 0 && blockTimeout.compareTo(MAX_BLOCK_TIMEOUT) <= 0,
                "The block timeout must be between 1 ms and 10 seconds, but is %s.",
                blockTimeout);
        this.blockTimeout = blockTimeout;
        return self();
    }

    /** About how many entries one read returns, over all streams; 1000 by default. */
    public B setBatchSize(int batchSize) {
        checkArgument(batchSize > 0, "The batch size must be above 0, but is %s.", batchSize);
        this.batchSize = batchSize;
        return self();
    }

    /** The most entries that each subtask reads in a second; unlimited by default. */
    public B setMaxRecordsPerSecond(double maxRecordsPerSecond) {
        checkArgument(
                maxRecordsPerSecond > 0,
                "The number of records per second must be above 0, but is %s.",
                maxRecordsPerSecond);
        this.maxRecordsPerSecond = maxRecordsPerSecond;
        return self();
    }

    /** What becomes of entries that the deserializer cannot read; the job fails by default. */
    public B setOnMalformed(BadRecordHandling onMalformed) {
        this.onMalformed = checkNotNull(onMalformed);
        return self();
    }

    /** Turns entries into records. Required. */
    public B setDeserializer(RedisStreamsDeserializationSchema<T> deserializer) {
        this.deserializer = checkNotNull(deserializer);
        return self();
    }

    /**
     * @throws IllegalArgumentException if something required is missing or does not fit
     */
    final void check() {
        checkArgument(connection != null, "Set the connection of the source.");
        checkArgument(streams != null, "Set the streams, the topic or the pattern to read.");
        checkArgument(deserializer != null, "Set the deserializer of the source.");
        if (startupMode instanceof StartupMode.SpecificIds specific) {
            checkIds("start", specific.ids().keySet());
        }
        if (boundedMode instanceof BoundedMode.SpecificIds specific) {
            checkIds("end", specific.ids().keySet());
        }
    }

    private void checkIds(String which, Set<String> named) {
        checkArgument(
                streams instanceof StreamSelection.Listed,
                "The source %ss at specific ids, which need a list of streams, not a pattern.",
                which);
        checkArgument(
                named.equals(Set.copyOf(streams.names())),
                "The %s ids are for the streams %s, but the source reads %s.",
                which,
                named,
                streams.names());
    }

    final ReaderConfig readerConfig(
            DataLossPolicy onDataLoss, ReadFrom readFrom, AfterCheckpoint afterCheckpoint) {
        return new ReaderConfig(
                batchSize,
                blockTimeout,
                maxRecordsPerSecond,
                onMalformed,
                boundedMode.idleTimeout().orElse(Duration.ZERO),
                onDataLoss,
                readFrom,
                afterCheckpoint);
    }
}
