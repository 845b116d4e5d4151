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

package io.flinkbundle.benchmarks.influxdb3;

import io.flinkbundle.benchmarks.measure.ClockReading;
import io.flinkbundle.benchmarks.measure.Measurement;

import org.apache.flink.annotation.Internal;

import java.io.IOException;

/** Makes the lines of rows, as many at once as a request takes. The clock stops for the checks. */
@Internal
abstract class LineEncoding {

    private static final int ROWS_PER_REQUEST = 10_000;

    /** Takes the lines of one request; the array is used again. */
    @FunctionalInterface
    interface Check {
        void accept(byte[] lines, int length) throws IOException;
    }

    /** Makes what the rows {@code from} to {@code to} - 1 are encoded from, without a clock. */
    abstract void prepare(long from, long to);

    /** Encodes the rows {@code from} to {@code to} - 1. */
    abstract void encode(long from, long to) throws IOException;

    /** The lines of the rows that were encoded last, in UTF-8. */
    abstract byte[] lines();

    /** How many bytes of {@link #lines()} count. */
    abstract int length();

    /** Encodes the rows 0 to {@code rows} - 1. */
    final Measurement run(long rows, Check check) throws IOException {
        long nanos = 0;
        long cpuNanos = 0;
        for (long from = 0; from < rows; from += ROWS_PER_REQUEST) {
            long to = Math.min(from + ROWS_PER_REQUEST, rows);
            prepare(from, to);
            ClockReading start = ClockReading.now();
            encode(from, to);
            Measurement request = start.until(ClockReading.now(), to - from);
            nanos += request.nanos();
            cpuNanos += request.cpuNanos();
            check.accept(lines(), length());
        }
        return new Measurement(rows, nanos, cpuNanos);
    }
}
