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

package io.flinkbundle.connector.bigquery.sink;

import io.flinkbundle.connector.common.retry.RetryPolicy;

import org.apache.flink.annotation.Internal;
import org.apache.flink.configuration.MemorySize;

import java.io.Serializable;
import java.time.Duration;

import static org.apache.flink.util.Preconditions.checkArgument;

/**
 * When requests are sent, and how many are under way.
 *
 * @param maxRows rows that are collected before they are sent; at least 1
 * @param maxSize their encoded size; at most {@link #MAX_SIZE}
 * @param interval the longest time a row waits for its request to be sent; zero for no limit
 * @param maxInFlight requests of a subtask that wait for their answers; at least 1
 * @param retry how long and how often is tried again while nothing is written
 */
@Internal
public record AppendConfig(
        int maxRows, MemorySize maxSize, Duration interval, int maxInFlight, RetryPolicy retry)
        implements Serializable {

    /** A request may have 10 MB behind its last row; the last row needs room, too. */
    public static final MemorySize MAX_SIZE = MemorySize.ofMebiBytes(9);

    static final AppendConfig DEFAULT =
            new AppendConfig(
                    10_000,
                    MemorySize.ofMebiBytes(4),
                    Duration.ofSeconds(1),
                    16,
                    RetryPolicy.of(
                            Duration.ofMillis(100), Duration.ofSeconds(30), Duration.ofMinutes(5)));

    public AppendConfig {
        checkArgument(maxRows >= 1, "A request must have at least 1 row, not %s.", maxRows);
        checkArgument(
                maxSize.getBytes() >= 1 && maxSize.compareTo(MAX_SIZE) <= 0,
                "A request must have from 1 byte to %s, not %s.",
                MAX_SIZE,
                maxSize);
        checkArgument(!interval.isNegative(), "The flush interval %s is negative.", interval);
        checkArgument(
                maxInFlight >= 1, "At least 1 request must be in flight, not %s.", maxInFlight);
    }

    AppendConfig withMaxRows(int rows) {
        return new AppendConfig(rows, maxSize, interval, maxInFlight, retry);
    }

    AppendConfig withMaxSize(MemorySize size) {
        return new AppendConfig(maxRows, size, interval, maxInFlight, retry);
    }

    AppendConfig withInterval(Duration wait) {
        return new AppendConfig(maxRows, maxSize, wait, maxInFlight, retry);
    }

    AppendConfig withMaxInFlight(int requests) {
        return new AppendConfig(maxRows, maxSize, interval, requests, retry);
    }

    AppendConfig withRetry(RetryPolicy policy) {
        return new AppendConfig(maxRows, maxSize, interval, maxInFlight, policy);
    }
}
