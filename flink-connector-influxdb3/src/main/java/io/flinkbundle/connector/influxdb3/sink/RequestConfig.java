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

package io.flinkbundle.connector.influxdb3.sink;

import io.flinkbundle.connector.common.retry.RetryPolicy;

import org.apache.flink.annotation.Internal;
import org.apache.flink.configuration.MemorySize;

import java.io.Serializable;
import java.time.Duration;

import static org.apache.flink.util.Preconditions.checkArgument;

/**
 * When a request is sent, and how many are under way.
 *
 * @param maxRows points in a request; at least 1
 * @param maxSize lines of a request before compression; at most {@link #MAX_SIZE}
 * @param interval the longest time a point waits for its request to be sent; zero for no limit
 * @param maxInFlight requests of a subtask that wait for their answers; at least 1
 * @param retry how long and how often one request is tried
 */
@Internal
public record RequestConfig(
        int maxRows, MemorySize maxSize, Duration interval, int maxInFlight, RetryPolicy retry)
        implements Serializable {

    /** Servers take 10 MiB before compression; the last point of a request needs room, too. */
    public static final MemorySize MAX_SIZE = MemorySize.ofMebiBytes(9);

    static final RequestConfig DEFAULT =
            new RequestConfig(
                    10_000,
                    MemorySize.ofMebiBytes(4),
                    Duration.ofSeconds(1),
                    8,
                    RetryPolicy.of(
                            Duration.ofMillis(100), Duration.ofSeconds(30), Duration.ofMinutes(5)));

    public RequestConfig {
        checkArgument(maxRows >= 1, "A request needs at least one row, not %s.", maxRows);
        checkArgument(
                maxSize.getBytes() >= 1 && maxSize.compareTo(MAX_SIZE) <= 0,
                "A request must have from 1 byte to %s, not %s: servers refuse more than 10 MiB.",
                MAX_SIZE,
                maxSize);
        checkArgument(!interval.isNegative(), "The flush interval %s is negative.", interval);
        checkArgument(
                maxInFlight >= 1, "At least 1 request must be in flight, not %s.", maxInFlight);
    }

    RequestConfig withMaxRows(int rows) {
        return new RequestConfig(rows, maxSize, interval, maxInFlight, retry);
    }

    RequestConfig withMaxSize(MemorySize size) {
        return new RequestConfig(maxRows, size, interval, maxInFlight, retry);
    }

    RequestConfig withInterval(Duration wait) {
        return new RequestConfig(maxRows, maxSize, wait, maxInFlight, retry);
    }

    RequestConfig withMaxInFlight(int requests) {
        return new RequestConfig(maxRows, maxSize, interval, requests, retry);
    }

    RequestConfig withRetry(RetryPolicy policy) {
        return new RequestConfig(maxRows, maxSize, interval, maxInFlight, policy);
    }
}
