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
import io.flinkbundle.connector.redis.client.RedisMode;
import io.flinkbundle.connector.redis.source.reader.AfterCheckpoint;

import org.apache.flink.annotation.PublicEvolving;

import static org.apache.flink.util.Preconditions.checkArgument;
import static org.apache.flink.util.Preconditions.checkNotNull;

/**
 * Builds a {@link RedisStreamsSource}. Connection, streams and deserializer are required. Reading
 * begins with the latest entries by default, with the earliest if the source is bounded. Not
 * thread-safe.
 *
 * @param <T> the records
 */
@PublicEvolving
public final class RedisStreamsSourceBuilder<T>
        extends AbstractSourceBuilder<T, RedisStreamsSourceBuilder<T>> {

    private DataLossPolicy onDataLoss = DataLossPolicy.FAIL;
    private ReadFrom readFrom = ReadFrom.MASTER;
    private String progressGroup = "";
    private boolean trimAfterCheckpoint;

    RedisStreamsSourceBuilder() {}

    @Override
    RedisStreamsSourceBuilder<T> self() {
        return this;
    }

    /**
     * What follows when entries were trimmed or deleted before they were read, or a stream was
     * removed or made anew; the job fails by default.
     */
    public RedisStreamsSourceBuilder<T> setOnDataLoss(DataLossPolicy onDataLoss) {
        this.onDataLoss = checkNotNull(onDataLoss);
        return this;
    }

    /**
     * Which servers are read, where there are replicas; the master by default. A replica relieves
     * the master. It may be behind it, so that entries come later, and a stream that was removed or
     * made anew is not noticed while it seems to be behind.
     */
    public RedisStreamsSourceBuilder<T> setReadFrom(ReadFrom readFrom) {
        this.readFrom = checkNotNull(readFrom);
        return this;
    }

    /**
     * A consumer group that shows operators how far the last checkpoint has come: {@code XINFO
     * GROUPS} tells its lag. Nobody reads through it, and it is not read by the source. None by
     * default.
     */
    public RedisStreamsSourceBuilder<T> setProgressGroup(String progressGroup) {
        checkArgument(!progressGroup.isBlank(), "The name of the progress group is empty.");
        this.progressGroup = progressGroup;
        return this;
    }

    /**
     * Whether entries are removed from the streams once a checkpoint is behind them. Only where
     * nobody else reads the streams, and no older savepoint will be restored. Not by default.
     */
    public RedisStreamsSourceBuilder<T> setTrimAfterCheckpoint(boolean trimAfterCheckpoint) {
        this.trimAfterCheckpoint = trimAfterCheckpoint;
        return this;
    }

    /**
     * @throws IllegalArgumentException if something required is missing or does not fit
     */
    public RedisStreamsSource<T> build() {
        check();
        checkArgument(
                readFrom == ReadFrom.MASTER || connection.mode() != RedisMode.STANDALONE,
                "Replicas are found in the modes 'sentinel' and 'cluster', but the mode is"
                        + " 'standalone'. Name the replica as the host, to read from it.");
        return new RedisStreamsSource<>(
                new JedisStreamsClient(connection),
                streams,
                startupMode == null ? defaultStartupMode() : startupMode,
                boundedMode,
                readerConfig(
                        onDataLoss,
                        readFrom,
                        new AfterCheckpoint(progressGroup, trimAfterCheckpoint)),
                deserializer);
    }

    private StartupMode defaultStartupMode() {
        return boundedMode instanceof BoundedMode.Unbounded
                ? StartupMode.latest()
                : StartupMode.earliest();
    }
}
