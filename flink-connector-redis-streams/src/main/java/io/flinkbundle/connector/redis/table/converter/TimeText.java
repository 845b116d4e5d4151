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

package io.flinkbundle.connector.redis.table.converter;

import org.apache.flink.annotation.Internal;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;

/**
 * Dates and times in the ISO-8601 form of SQL: {@code 2026-01-31}, {@code 12:34:56.789}, {@code
 * 2026-01-31 12:34:56.789}, and with a {@code Z} behind it for an instant. When read, a {@code T}
 * may stand in place of the space.
 */
@Internal
final class TimeText {

    private static final DateTimeFormatter TIME =
            new DateTimeFormatterBuilder()
                    .appendPattern("HH:mm:ss")
                    .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true)
                    .toFormatter();

    private static final DateTimeFormatter WRITTEN_TIMESTAMP =
            new DateTimeFormatterBuilder()
                    .append(DateTimeFormatter.ISO_LOCAL_DATE)
                    .appendLiteral(' ')
                    .append(TIME)
                    .toFormatter();

    private static final DateTimeFormatter WRITTEN_INSTANT =
            new DateTimeFormatterBuilder()
                    .append(WRITTEN_TIMESTAMP)
                    .appendLiteral('Z')
                    .toFormatter();

    private TimeText() {}

    static int parseDate(byte[] ascii) {
        return (int) LocalDate.parse(AsciiText.text(ascii)).toEpochDay();
    }

    static byte[] date(int epochDay) {
        return AsciiText.bytes(LocalDate.ofEpochDay(epochDay).toString());
    }

    /**
     * @param precision how many digits of the fraction are kept, at most the three that Flink keeps
     */
    static int parseTime(byte[] ascii, int precision) {
        int millis = (int) (LocalTime.parse(AsciiText.text(ascii)).toNanoOfDay() / 1_000_000);
        return switch (precision) {
            case 0 -> millis - millis % 1000;
            case 1 -> millis - millis % 100;
            case 2 -> millis - millis % 10;
            default -> millis;
        };
    }

    static byte[] time(int millisOfDay) {
        return AsciiText.bytes(TIME.format(LocalTime.ofNanoOfDay(millisOfDay * 1_000_000L)));
    }

    static LocalDateTime parseTimestamp(byte[] ascii) {
        return LocalDateTime.parse(withT(ascii));
    }

    static byte[] timestamp(LocalDateTime timestamp) {
        return AsciiText.bytes(WRITTEN_TIMESTAMP.format(timestamp));
    }

    static Instant parseInstant(byte[] ascii) {
        return Instant.parse(withT(ascii));
    }

    static byte[] instant(Instant instant) {
        return AsciiText.bytes(
                WRITTEN_INSTANT.format(LocalDateTime.ofInstant(instant, ZoneOffset.UTC)));
    }

    private static String withT(byte[] ascii) {
        return AsciiText.text(ascii).replace(' ', 'T');
    }
}
