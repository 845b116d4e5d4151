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

import io.flinkbundle.connector.redis.client.JedisStreamsClient;
import io.flinkbundle.connector.redis.source.reader.AfterCheckpoint;
import io.flinkbundle.connector.redis.source.reader.GroupConfig;

import org.apache.flink.annotation.PublicEvolving;

import java.time.Duration;

import static org.apache.flink.util.Preconditions.checkArgument;

/**
 * Builds a {@link RedisStreamsGroupSource}. Connection, streams, group and deserializer are
 * required. A group that does not exist is created, and begins with the earliest entries by
 * default; one that exists goes on where it stands. The only end there can be is {@link
 * BoundedMode#idle}. Not thread-safe.
 *
 * @param <T> the records
 */
@PublicEvolving
public final class RedisStreamsGroupSourceBuilder<T>
        extends AbstractSourceBuilder<T, RedisStreamsGroupSourceBuilder<T>> {

    private String groupId;
    private String consumerPrefix = "flink";
    private Duration claimMinIdle = Duration.ofMinutes(10);
    private int maxPending = 100_000;

    RedisStreamsGroupSourceBuilder() {}

    @Override
    RedisStreamsGroupSourceBuilder<T> self() {
        return this;
    }

    /** The name of the consumer group. Required. */
    public RedisStreamsGroupSourceBuilder<T> setGroupId(String groupId) {
        checkArgument(!groupId.isBlank(), "The name of the consumer group is empty.");
        this.groupId = groupId;
        return this;
    }

    /**
     * What the names of the members begin with, {@code flink} by default; the number of the subtask
     * follows. It must differ between jobs that read through the same group, and stay the same when
     * a job is restored.
     */
    public RedisStreamsGroupSourceBuilder<T> setConsumerPrefix(String consumerPrefix) {
        checkArgument(!consumerPrefix.isBlank(), "The prefix of the consumers is empty.");
        this.consumerPrefix = consumerPrefix;
        return this;
    }

    /**
     * For how long a member outside of this job, or one that a smaller parallelism has left behind,
     * may keep an entry before it is taken over; 10 minutes by default.
     */
    public RedisStreamsGroupSourceBuilder<T> setClaimMinIdle(Duration claimMinIdle) {
        checkArgument(
                claimMinIdle.toMillis() > 0,
                "The time after which entries are claimed must be at least 1 ms, but is %s.",
                claimMinIdle);
        this.claimMinIdle = claimMinIdle;
        return this;
    }

    /**
     * About how many entries of a subtask may wait to be acknowledged before it reads no more;
     * 100,000 by default. Each takes 16 bytes of a checkpoint, and memory of the server.
     */
    public RedisStreamsGroupSourceBuilder<T> setMaxPending(int maxPending) {
        checkArgument(
                maxPending > 0,
                "The number of pending entries must be above 0, not %s.",
                maxPending);
        this.maxPending = maxPending;
        return this;
    }

    /**
     * @throws IllegalArgumentException if something required is missing or does not fit
     */
    public RedisStreamsGroupSource<T> build() {
        check();
        checkArgument(groupId != null, "Set the consumer group of the source.");
        checkArgument(
                boundedMode instanceof BoundedMode.Unbounded
                        || boundedMode instanceof BoundedMode.Idle,
                "A consumer group does not end at '%s': its members do not know what others were"
                        + " given. It can end when it is idle.",
                boundedMode.describe());
        return new RedisStreamsGroupSource<>(
                new JedisStreamsClient(connection),
                streams,
                startupMode == null ? StartupMode.earliest() : startupMode,
                boundedMode,
                new GroupConfig(groupId, consumerPrefix, claimMinIdle, maxPending),
                readerConfig(DataLossPolicy.LOG, ReadFrom.MASTER, AfterCheckpoint.NOTHING),
                deserializer);
    }
}
