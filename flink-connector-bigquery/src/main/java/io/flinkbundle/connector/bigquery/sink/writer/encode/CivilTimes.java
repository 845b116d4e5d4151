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

package io.flinkbundle.connector.bigquery.sink.writer.encode;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.TimestampData;

/**
 * Times as the Storage Write API packs them: year, month, day, hour, minute and second in bits of
 * their own, and microseconds in the last twenty.
 *
 * @see <a
 *     href="https://cloud.google.com/bigquery/docs/supported-data-types#supported_protocol_buffer_data_types">Supported
 *     data types</a>
 */
@Internal
final class CivilTimes {

    private static final int MICRO_BITS = 20;
    private static final int MINUTE_BITS = 6;
    private static final int HOUR_BITS = 12;
    private static final int DAY_BITS = 17;
    private static final int MONTH_BITS = 22;
    private static final int YEAR_BITS = 26;

    private static final int MILLIS_OF_SECOND = 1000;
    private static final int MICROS_OF_MILLI = 1000;
    private static final int NANOS_OF_MICRO = 1000;
    private static final int SECONDS_OF_MINUTE = 60;
    private static final int SECONDS_OF_HOUR = 3600;
    private static final int MILLIS_OF_DAY = 86_400_000;

    private static final int MIN_YEAR = 1;
    private static final int MAX_YEAR = 9999;

    private CivilTimes() {}

    /** Microseconds since the epoch. */
    static long micros(TimestampData value) {
        return value.getMillisecond() * MICROS_OF_MILLI
                + value.getNanoOfMillisecond() / NANOS_OF_MICRO;
    }

    /**
     * @param millisOfDay a time of day
     */
    static long time(int millisOfDay) {
        int second = millisOfDay / MILLIS_OF_SECOND;
        return secondOfDay(second) << MICRO_BITS
                | (long) (millisOfDay % MILLIS_OF_SECOND) * MICROS_OF_MILLI;
    }

    /**
     * @throws UnwritableValueException if its year is not from 1 to 9999
     */
    static long datetime(TimestampData value) throws UnwritableValueException {
        long millis = value.getMillisecond();
        long day = Math.floorDiv(millis, MILLIS_OF_DAY);
        int millisOfDay = (int) (millis - day * MILLIS_OF_DAY);
        long micros =
                (long) (millisOfDay % MILLIS_OF_SECOND) * MICROS_OF_MILLI
                        + value.getNanoOfMillisecond() / NANOS_OF_MICRO;
        return (date(day, value) | secondOfDay(millisOfDay / MILLIS_OF_SECOND)) << MICRO_BITS
                | micros;
    }

    private static long secondOfDay(int second) {
        return (long) (second / SECONDS_OF_HOUR) << HOUR_BITS
                | (long) (second % SECONDS_OF_HOUR / SECONDS_OF_MINUTE) << MINUTE_BITS
                | second % SECONDS_OF_MINUTE;
    }

    /**
     * The date of a day in the proleptic Gregorian calendar, counted in eras of 400 years that
     * begin in March, so that a leap day is the last of its year.
     */
    private static long date(long epochDay, TimestampData value) throws UnwritableValueException {
        long shifted = epochDay + 719_468;
        long era = Math.floorDiv(shifted, 146_097L);
        int dayOfEra = (int) (shifted - era * 146_097);
        int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int monthFromMarch = (5 * dayOfYear + 2) / 153;
        int day = dayOfYear - (153 * monthFromMarch + 2) / 5 + 1;
        int month = monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9;
        long year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
        if (year < MIN_YEAR || year > MAX_YEAR) {
            throw new UnwritableValueException(
                    "the DATETIME " + value + " is not in the years 1 to 9999");
        }
        return year << YEAR_BITS | (long) month << MONTH_BITS | (long) day << DAY_BITS;
    }
}
