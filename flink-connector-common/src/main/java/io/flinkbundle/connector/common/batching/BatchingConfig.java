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

package io.flinkbundle.connector.common.batching;

import io.flinkbundle.connector.common.retry.RetryPolicy;

import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.configuration.MemorySize;

import java.io.Serializable;
import java.time.Duration;

import static org.apache.flink.util.Preconditions.checkArgument;

/**
 * When a {@link BatchingSink} writes a batch, and how long it tries. A batch is written when the
 * first of the three limits is met, and at each checkpoint.
 *
 * @param maxRows the largest number of elements in a batch; at least 1
 * @param maxSize the size of a batch at which it is written, as {@link BatchWriter#sizeOf} counts
 * @param interval the longest time an element waits in a batch; zero means no such limit
 * @param retry how long and how often one batch is tried
 */
@PublicEvolving
public record BatchingConfig(int maxRows, MemorySize maxSize, Duration interval, RetryPolicy retry)
        implements Serializable {

    /** 1,000 rows, 1 MiB, one second; retried for five minutes, 100 ms to 30 s apart. */
    public static final BatchingConfig DEFAULT =
            new BatchingConfig(
                    1000,
                    MemorySize.ofMebiBytes(1),
                    Duration.ofSeconds(1),
                    RetryPolicy.of(
                            Duration.ofMillis(100), Duration.ofSeconds(30), Duration.ofMinutes(5)));

    public BatchingConfig {
        checkArgument(maxRows >= 1, "A batch needs at least one row, not %s.", maxRows);
        checkArgument(maxSize.getBytes() >= 1, "A batch needs a size of at least one byte.");
        checkArgument(!interval.isNegative(), "The flush interval %s is negative.", interval);
    }

    /** A copy with another {@link #maxRows()}. */
    public BatchingConfig withMaxRows(int rows) {
        return new BatchingConfig(rows, maxSize, interval, retry);
    }

    /** A copy with another {@link #maxSize()}. */
    public BatchingConfig withMaxSize(MemorySize size) {
        return new BatchingConfig(maxRows, size, interval, retry);
    }

    /** A copy with another {@link #interval()}. */
    public BatchingConfig withInterval(Duration wait) {
        return new BatchingConfig(maxRows, maxSize, wait, retry);
    }

    /** A copy with another {@link #retry()}. */
    public BatchingConfig withRetry(RetryPolicy policy) {
        return new BatchingConfig(maxRows, maxSize, interval, policy);
    }
}
