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

package io.flinkbundle.connector.redis.client;

import org.apache.flink.annotation.Internal;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * One connection that reads. Every call ends within the timeouts of the {@link
 * RedisConnectionOptions}, and fails with {@link RedisUnavailableException} where another attempt
 * on a new connection may succeed, with {@link RedisRequestException} where it cannot.
 *
 * <p>Not thread-safe.
 */
@Internal
public interface StreamReaderConnection extends Closeable {

    /**
     * Reads what comes after the positions.
     *
     * @param count the most entries to return for each stream
     * @param block how long to wait when there is nothing; zero asks and returns at once
     * @return the streams that had something, in the order of {@code positions}
     */
    List<StreamBatch> read(List<StreamPosition> positions, int count, Duration block)
            throws IOException;

    /** Describes the streams, in the order of {@code keys}. */
    List<StreamInfo> describe(List<byte[]> keys) throws IOException;

    /** The clock that ids are made of, in milliseconds since the epoch. */
    long serverTimeMillis() throws IOException;

    @Override
    void close();
}
