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

package io.flinkbundle.connector.redis.table.lookup;

import io.flinkbundle.connector.common.retry.Retrier;
import io.flinkbundle.connector.common.retry.RetryPolicy;
import io.flinkbundle.connector.redis.client.KeyCommand;
import io.flinkbundle.connector.redis.client.RedisUnavailableException;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.RowData;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Duration;
import java.util.List;

/**
 * Asks again when the server is away. How often is the user's choice; the waits in between leave
 * time for a restart or a fail-over.
 */
@Internal
final class LookupRetries {

    private static final Logger LOG = LoggerFactory.getLogger(LookupRetries.class);

    private final RetryPolicy policy;
    private final int maxRetries;

    /**
     * @param initialBackoff the longest wait before the first retry; it doubles each time
     */
    LookupRetries(int maxRetries, Duration initialBackoff) {
        this.maxRetries = maxRetries;
        this.policy =
                RetryPolicy.of(initialBackoff, initialBackoff.multipliedBy(16), Duration.ZERO);
    }

    /** Opens the connection of a reader. */
    void connect(KeyReader reader) throws IOException, InterruptedException {
        retried(
                () -> {
                    reader.connect();
                    return reader;
                });
    }

    List<List<RowData>> read(KeyReader reader, List<KeyCommand> questions)
            throws IOException, InterruptedException {
        return retried(() -> reader.read(questions));
    }

    private <T> T retried(Attempt<T> attempt) throws IOException, InterruptedException {
        Retrier retrier = null;
        while (true) {
            try {
                return attempt.run();
            } catch (RedisUnavailableException e) {
                retrier = retrier == null ? policy.start("look up keys") : retrier;
                if (retrier.attempts() == maxRetries) {
                    throw e;
                }
                LOG.warn("Retry {} of {}.", retrier.attempts() + 1, maxRetries, e);
                retrier.backOff(e);
            }
        }
    }

    /** What may succeed later. */
    private interface Attempt<T> {
        T run() throws IOException;
    }
}
