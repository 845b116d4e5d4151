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

package io.flinkbundle.emulators.bigquery.value;

import org.apache.flink.annotation.Internal;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;

/**
 * Dates and times. Inside the emulator a DATE is the days since the epoch, a TIME the microseconds
 * of the day, a DATETIME and a TIMESTAMP the microseconds since the epoch, the first as if it were
 * in UTC.
 */
@Internal
public final class Civil {

    public static final long MICROS_PER_SECOND = 1_000_000;
    public static final long MICROS_PER_DAY = 86_400 * MICROS_PER_SECOND;

    private static final int NANOS_PER_MICRO = 1_000;

    private static final DateTimeFormatter TIME =
            new DateTimeFormatterBuilder()
                    .appendPattern("HH:mm:ss")
                    .appendFraction(ChronoField.NANO_OF_SECOND, 0, 6, true)
                    .toFormatter();
    private static final DateTimeFormatter DATETIME =
            new DateTimeFormatterBuilder()
                    .append(DateTimeFormatter.ISO_LOCAL_DATE)
                    .appendLiteral('T')
                    .append(TIME)
                    .toFormatter();

    private Civil() {}

    public static LocalDateTime dateTime(long micros) {
        return LocalDateTime.ofEpochSecond(
                Math.floorDiv(micros, MICROS_PER_SECOND),
                (int) Math.floorMod(micros, MICROS_PER_SECOND) * NANOS_PER_MICRO,
                ZoneOffset.UTC);
    }

    public static long micros(LocalDateTime dateTime) {
        return dateTime.toEpochSecond(ZoneOffset.UTC) * MICROS_PER_SECOND
                + dateTime.getNano() / NANOS_PER_MICRO;
    }

    public static long micros(Instant instant) {
        return instant.getEpochSecond() * MICROS_PER_SECOND + instant.getNano() / NANOS_PER_MICRO;
    }

    public static long micros(LocalTime time) {
        return time.toNanoOfDay() / NANOS_PER_MICRO;
    }

    public static Instant instant(long micros) {
        return Instant.ofEpochSecond(
                Math.floorDiv(micros, MICROS_PER_SECOND),
                Math.floorMod(micros, MICROS_PER_SECOND) * NANOS_PER_MICRO);
    }

    public static OffsetDateTime offsetDateTime(long micros) {
        return dateTime(micros).atOffset(ZoneOffset.UTC);
    }

    public static LocalTime time(long micros) {
        return LocalTime.ofNanoOfDay(micros * NANOS_PER_MICRO);
    }

    /** {@code 2020-02-29}. */
    public static String dateText(int days) {
        return LocalDate.ofEpochDay(days).toString();
    }

    /** {@code 12:34:56.789}. */
    public static String timeText(long micros) {
        return TIME.format(time(micros));
    }

    /** {@code 2020-02-29T12:34:56.789}. */
    public static String dateTimeText(long micros) {
        return DATETIME.format(dateTime(micros));
    }

    /** {@code 2020-02-29T12:34:56.789Z}. */
    public static String timestampText(long micros) {
        return dateTimeText(micros) + "Z";
    }
}
