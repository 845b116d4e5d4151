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

package io.flinkbundle.connector.duckdb.sink.writer;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.TimestampData;

import java.util.concurrent.TimeUnit;

/**
 * Dates and times in the units in which they are handed to DuckDB. What is out of DuckDB's range is
 * found here, where the row is known: in a batch it would fail all rows, and a time that is not of
 * a day would even become another time.
 */
@Internal
final class TimeValues {

    /** The numbers around these stand for infinity, which Flink does not have. */
    private static final int MAX_DAYS = Integer.MAX_VALUE - 1;

    private static final long MAX_UNITS = Long.MAX_VALUE - 1;

    /** December 290309 BC, when DuckDB's timestamps begin. */
    private static final long MIN_MICROS = -9_223_372_022_400_000_000L;

    private static final long MICROS_PER_MILLI = 1_000;
    private static final long NANOS_PER_MILLI = 1_000_000;
    private static final long MAX_INTERVAL_MILLIS = Long.MAX_VALUE / MICROS_PER_MILLI;
    private static final long DAY_MILLIS = TimeUnit.DAYS.toMillis(1);

    private TimeValues() {}

    /** Days since the epoch. */
    static int days(int days, ValuePlace place) throws UnwritableValueException {
        if (days < -MAX_DAYS || days > MAX_DAYS) {
            throw place.unwritable("the date is out of range: day " + days + ".", null);
        }
        return days;
    }

    /** Milliseconds since midnight. */
    static int millisOfDay(int millis, ValuePlace place) throws UnwritableValueException {
        if (millis < 0 || millis >= DAY_MILLIS) {
            throw place.unwritable("the time is not one of a day: " + millis + " ms.", null);
        }
        return millis;
    }

    /** Milliseconds of an interval, which DuckDB keeps in microseconds. */
    static long intervalMillis(long millis, ValuePlace place) throws UnwritableValueException {
        if (millis < -MAX_INTERVAL_MILLIS || millis > MAX_INTERVAL_MILLIS) {
            throw place.unwritable("the interval is out of range: " + millis + " ms.", null);
        }
        return millis;
    }

    /** Microseconds since the epoch. */
    static long micros(TimestampData value, ValuePlace place) throws UnwritableValueException {
        try {
            long micros =
                    Math.addExact(
                            Math.multiplyExact(value.getMillisecond(), MICROS_PER_MILLI),
                            value.getNanoOfMillisecond() / 1_000);
            if (micros >= MIN_MICROS && micros <= MAX_UNITS) {
                return micros;
            }
        } catch (ArithmeticException e) {
            throw tooLong(value, place, e);
        }
        throw tooLong(value, place, null);
    }

    /** Nanoseconds since the epoch, which reach from 1677 to 2262. */
    static long nanos(TimestampData value, ValuePlace place) throws UnwritableValueException {
        try {
            long nanos =
                    Math.addExact(
                            Math.multiplyExact(value.getMillisecond(), NANOS_PER_MILLI),
                            value.getNanoOfMillisecond());
            if (nanos >= -MAX_UNITS && nanos <= MAX_UNITS) {
                return nanos;
            }
        } catch (ArithmeticException e) {
            throw tooLongForNanos(value, place, e);
        }
        throw tooLongForNanos(value, place, null);
    }

    private static UnwritableValueException tooLong(
            TimestampData value, ValuePlace place, Throwable cause) {
        return place.unwritable("timestamp " + value + " is out of range.", cause);
    }

    private static UnwritableValueException tooLongForNanos(
            TimestampData value, ValuePlace place, Throwable cause) {
        return place.unwritable(
                "timestamp "
                        + value
                        + " is out of the range of nanoseconds, 1677 to 2262. Declare the column as"
                        + " TIMESTAMP(6) for a longer one.",
                cause);
    }
}
