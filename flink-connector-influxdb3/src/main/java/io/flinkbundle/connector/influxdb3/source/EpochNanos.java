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

package io.flinkbundle.connector.influxdb3.source;

import org.apache.flink.annotation.Internal;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/**
 * Times as InfluxDB 3 has them: nanoseconds since the epoch in 64 bits, which reach from 1677 to
 * 2262.
 */
@Internal
public final class EpochNanos {

    private static final long PER_SECOND = 1_000_000_000L;
    private static final long PER_MILLI = 1_000_000L;

    private static final DateTimeFormatter TEXT =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSSSS'Z'");

    private EpochNanos() {}

    /** The nearest time that 64 bits hold. */
    public static long of(Instant time) {
        try {
            return Math.addExact(
                    Math.multiplyExact(time.getEpochSecond(), PER_SECOND), time.getNano());
        } catch (ArithmeticException e) {
            return time.getEpochSecond() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
        }
    }

    /** As many nanoseconds as 64 bits hold. */
    public static long of(Duration duration) {
        try {
            return duration.toNanos();
        } catch (ArithmeticException e) {
            return Long.MAX_VALUE;
        }
    }

    /** The millisecond that a time lies in. */
    public static long toMillis(long nanos) {
        return Math.floorDiv(nanos, PER_MILLI);
    }

    /** The time as a query names it. */
    public static String text(long nanos) {
        return LocalDateTime.ofEpochSecond(
                        Math.floorDiv(nanos, PER_SECOND),
                        (int) Math.floorMod(nanos, PER_SECOND),
                        ZoneOffset.UTC)
                .format(TEXT);
    }

    /** The sum, or the last time that 64 bits hold. */
    public static long plus(long nanos, long moreNanos) {
        long sum = nanos + moreNanos;
        return moreNanos >= 0 && sum < nanos ? Long.MAX_VALUE : sum;
    }

    /** The difference, or the first time that 64 bits hold. */
    public static long minus(long nanos, long lessNanos) {
        long difference = nanos - lessNanos;
        return lessNanos >= 0 && difference > nanos ? Long.MIN_VALUE : difference;
    }
}
