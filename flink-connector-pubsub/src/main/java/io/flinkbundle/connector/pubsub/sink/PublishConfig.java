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

package io.flinkbundle.connector.pubsub.sink;

import io.flinkbundle.connector.common.retry.RetryPolicy;

import org.apache.flink.annotation.Internal;
import org.apache.flink.configuration.MemorySize;

import java.io.Serializable;
import java.time.Duration;

import static org.apache.flink.util.Preconditions.checkArgument;

/**
 * When requests are sent, and how many are under way.
 *
 * @param maxRows messages that are collected before they are sent; 1 to 1,000
 * @param maxSize their size; at most {@link #MAX_SIZE}
 * @param interval the longest time a message waits for its request to be sent; zero for no limit
 * @param maxInFlight requests of a subtask that wait for their answers; at least 1
 * @param retry how long and how often one request is tried
 */
@Internal
public record PublishConfig(
        int maxRows, MemorySize maxSize, Duration interval, int maxInFlight, RetryPolicy retry)
        implements Serializable {

    /** The service takes no more messages in a request. */
    public static final int MAX_ROWS = 1000;

    /** The service takes 10 MB; the last message of a request needs room, too. */
    public static final MemorySize MAX_SIZE = MemorySize.ofMebiBytes(9);

    static final PublishConfig DEFAULT =
            new PublishConfig(
                    MAX_ROWS,
                    MemorySize.ofMebiBytes(1),
                    Duration.ofMillis(50),
                    8,
                    RetryPolicy.of(
                            Duration.ofMillis(100), Duration.ofSeconds(30), Duration.ofMinutes(5)));

    public PublishConfig {
        checkArgument(
                maxRows >= 1 && maxRows <= MAX_ROWS,
                "A request has from 1 to %s messages, not %s.",
                MAX_ROWS,
                maxRows);
        checkArgument(
                maxSize.getBytes() >= 1 && maxSize.compareTo(MAX_SIZE) <= 0,
                "A request must have from 1 byte to %s, not %s.",
                MAX_SIZE,
                maxSize);
        checkArgument(!interval.isNegative(), "The flush interval %s is negative.", interval);
        checkArgument(
                maxInFlight >= 1, "At least 1 request must be in flight, not %s.", maxInFlight);
    }

    PublishConfig withMaxRows(int rows) {
        return new PublishConfig(rows, maxSize, interval, maxInFlight, retry);
    }

    PublishConfig withMaxSize(MemorySize size) {
        return new PublishConfig(maxRows, size, interval, maxInFlight, retry);
    }

    PublishConfig withInterval(Duration wait) {
        return new PublishConfig(maxRows, maxSize, wait, maxInFlight, retry);
    }

    PublishConfig withMaxInFlight(int requests) {
        return new PublishConfig(maxRows, maxSize, interval, requests, retry);
    }

    PublishConfig withRetry(RetryPolicy policy) {
        return new PublishConfig(maxRows, maxSize, interval, maxInFlight, policy);
    }
}
