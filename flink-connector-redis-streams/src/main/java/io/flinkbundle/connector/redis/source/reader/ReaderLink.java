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

package io.flinkbundle.connector.redis.source.reader;

import io.flinkbundle.connector.common.retry.Retrier;
import io.flinkbundle.connector.common.retry.RetryPolicy;
import io.flinkbundle.connector.redis.client.Interruption;
import io.flinkbundle.connector.redis.client.RedisUnavailableException;

import org.apache.flink.annotation.Internal;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;

/**
 * The connection of a reader, opened when it is needed and again after the server was away. A
 * running job waits for its server without limit: that costs time, while a failure would cost the
 * attempt and help nobody. Fetcher thread only.
 */
@Internal
final class ReaderLink<C extends Closeable> {

    /** Opens a connection. */
    interface Opener<C> {
        C open() throws IOException;
    }

    /** The longest wait also bounds how long a wake-up takes while the server is away. */
    static final RetryPolicy RETRY =
            RetryPolicy.of(Duration.ofMillis(50), Duration.ofSeconds(1), Duration.ZERO);

    private final String address;
    private final Opener<C> opener;
    private final RetryPolicy retryPolicy;
    private final ReaderMetrics metrics;

    /** Null while there is none. */
    private C connection;

    /** Null while all is well. */
    private Retrier retrier;

    /**
     * @param address where the connections lead, for messages
     */
    ReaderLink(String address, Opener<C> opener, RetryPolicy retryPolicy, ReaderMetrics metrics) {
        this.address = address;
        this.opener = opener;
        this.retryPolicy = retryPolicy;
        this.metrics = metrics;
    }

    C connection() throws IOException {
        if (connection == null) {
            connection = opener.open();
        }
        return connection;
    }

    /** The server has answered. */
    void worked() {
        retrier = null;
        metrics.unblocked();
    }

    /** Waits, less than {@link RetryPolicy#maxBackoff()}, before the next attempt. */
    void broke(RedisUnavailableException cause) throws IOException {
        close();
        metrics.blocked(cause);
        if (retrier == null) {
            retrier = retryPolicy.start("read from Redis server " + address);
        }
        try {
            retrier.backOff(cause);
        } catch (InterruptedException e) {
            throw Interruption.of("Interrupted while waiting for Redis server " + address + ".", e);
        }
    }

    void close() throws IOException {
        if (connection != null) {
            connection.close();
            connection = null;
        }
    }
}
