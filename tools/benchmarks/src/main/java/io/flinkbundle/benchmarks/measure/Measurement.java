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

package io.flinkbundle.benchmarks.measure;

import org.apache.flink.annotation.Internal;

/**
 * One timed run.
 *
 * @param rows how many rows went through
 * @param nanos wall time from the first to the last row
 * @param cpuNanos CPU time of this process in the same span
 */
@Internal
public record Measurement(long rows, long nanos, long cpuNanos) {

    public Measurement {
        if (rows <= 0 || nanos <= 0) {
            throw new IllegalArgumentException(
                    "A run needs rows and time to have a rate, got %d rows in %d ns"
                            .formatted(rows, nanos));
        }
    }

    public double rowsPerSecond() {
        return rows * 1e9 / nanos;
    }

    public double cpuNanosPerRow() {
        return (double) cpuNanos / rows;
    }
}
