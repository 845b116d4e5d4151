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

package io.flinkbundle.connector.influxdb3.client;

import org.apache.flink.annotation.PublicEvolving;

import java.time.Instant;

/**
 * The unit of the times that a sink sends. It is always sent along: a server that guesses it from
 * the size of a number is wrong for old dates.
 */
@PublicEvolving
public enum TimePrecision {
    SECONDS("s", "second", "s", 1L),
    MILLISECONDS("ms", "millisecond", "ms", 1_000L),
    MICROSECONDS("us", "microsecond", "u", 1_000_000L),
    NANOSECONDS("ns", "nanosecond", "n", 1_000_000_000L);

    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final String shortName;
    private final String v3Name;
    private final String v1Name;
    private final long unitsPerSecond;
    private final int nanosPerUnit;

    TimePrecision(String shortName, String v3Name, String v1Name, long unitsPerSecond) {
        this.shortName = shortName;
        this.v3Name = v3Name;
        this.v1Name = v1Name;
        this.unitsPerSecond = unitsPerSecond;
        this.nanosPerUnit = (int) (NANOS_PER_SECOND / unitsPerSecond);
    }

    /** The coarsest unit that holds a time with so many digits behind the second. */
    public static TimePrecision ofDigits(int fractionDigits) {
        if (fractionDigits == 0) {
            return SECONDS;
        }
        if (fractionDigits <= 3) {
            return MILLISECONDS;
        }
        return fractionDigits <= 6 ? MICROSECONDS : NANOSECONDS;
    }

    /**
     * A point in time in this unit; what is finer is cut off towards the past.
     *
     * @throws ArithmeticException if the number has more than 64 bits, as nanoseconds have outside
     *     the years 1677 to 2262
     */
    public long of(Instant time) {
        return of(time.getEpochSecond(), time.getNano());
    }

    /**
     * See {@link #of(Instant)}.
     *
     * @param epochSecond seconds since the epoch
     * @param nanos nanoseconds behind that second, from 0 to 999,999,999
     */
    public long of(long epochSecond, int nanos) {
        long fraction = nanos / nanosPerUnit;
        if (epochSecond < 0) {
            // In two steps the product alone may not fit where the sum does.
            return Math.addExact(
                    Math.multiplyExact(epochSecond + 1, unitsPerSecond), fraction - unitsPerSecond);
        }
        return Math.addExact(Math.multiplyExact(epochSecond, unitsPerSecond), fraction);
    }

    String nameIn(ApiVersion api) {
        return switch (api) {
            case V3 -> v3Name;
            case V2 -> shortName;
            case V1 -> v1Name;
        };
    }

    /** The value as it is written in a table option. */
    @Override
    public String toString() {
        return shortName;
    }
}
