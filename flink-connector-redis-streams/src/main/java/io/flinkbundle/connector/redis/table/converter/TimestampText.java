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
import org.apache.flink.table.data.TimestampData;

/**
 * Timestamps in the written form, {@code yyyy-MM-dd HH:mm:ss[.fraction]}, straight between bytes
 * and the internal form. A formatter takes ten times as long, more than everything else that
 * happens to an entry; {@link TimeText} still reads and writes what looks different.
 */
@Internal
final class TimestampText {

    private static final long MILLIS_PER_DAY = 86_400_000L;
    private static final int DATE_TIME_LENGTH = 19;
    private static final int MAX_FRACTION = 9;

    /** The years of four digits. */
    private static final long FIRST_DAY = epochDay(0, 1, 1);

    private static final long LAST_DAY = epochDay(9999, 12, 31);

    private static final int[] POWERS_OF_TEN = {
        1, 10, 100, 1_000, 10_000, 100_000, 1_000_000, 10_000_000, 100_000_000, 1_000_000_000
    };

    private TimestampText() {}

    /**
     * @param precision how many digits of the fraction are kept
     */
    static TimestampData parse(byte[] ascii, int precision) {
        TimestampData written = parseWritten(ascii, ascii.length, precision);
        return written != null
                ? written
                : truncate(
                        TimestampData.fromLocalDateTime(TimeText.parseTimestamp(ascii)), precision);
    }

    /**
     * @param precision how many digits of the fraction are kept
     */
    static TimestampData parseInstant(byte[] ascii, int precision) {
        int zone = ascii.length - 1;
        TimestampData written =
                zone >= 0 && ascii[zone] == 'Z' ? parseWritten(ascii, zone, precision) : null;
        return written != null
                ? written
                : truncate(TimestampData.fromInstant(TimeText.parseInstant(ascii)), precision);
    }

    static byte[] print(TimestampData timestamp) {
        byte[] written = printWritten(timestamp, false);
        return written != null ? written : TimeText.timestamp(timestamp.toLocalDateTime());
    }

    static byte[] printInstant(TimestampData timestamp) {
        byte[] written = printWritten(timestamp, true);
        return written != null ? written : TimeText.instant(timestamp.toInstant());
    }

    /** Null where the text has not the written form. */
    private static TimestampData parseWritten(byte[] ascii, int end, int precision) {
        if (end < DATE_TIME_LENGTH
                || ascii[4] != '-'
                || ascii[7] != '-'
                || (ascii[10] != ' ' && ascii[10] != 'T')
                || ascii[13] != ':'
                || ascii[16] != ':') {
            return null;
        }
        int year = twoDigits(ascii, 0) * 100 + twoDigits(ascii, 2);
        int month = twoDigits(ascii, 5);
        int day = twoDigits(ascii, 8);
        int hour = twoDigits(ascii, 11);
        int minute = twoDigits(ascii, 14);
        int second = twoDigits(ascii, 17);
        int nanos = fraction(ascii, end);
        if (year < 0
                || twoDigits(ascii, 2) < 0
                || month < 1
                || month > 12
                || day < 1
                || day > daysOf(month, year)
                || hour < 0
                || hour > 23
                || minute < 0
                || minute > 59
                || second < 0
                || second > 59
                || nanos < 0) {
            return null;
        }
        int kept = nanos - nanos % POWERS_OF_TEN[MAX_FRACTION - precision];
        return TimestampData.fromEpochMillis(
                epochDay(year, month, day) * MILLIS_PER_DAY
                        + ((hour * 60 + minute) * 60 + second) * 1000L
                        + kept / 1_000_000,
                kept % 1_000_000);
    }

    /** The digits behind the seconds as nanoseconds; negative where there is something else. */
    private static int fraction(byte[] ascii, int end) {
        int digits = end - DATE_TIME_LENGTH - 1;
        if (digits < 0) {
            return 0;
        }
        if (digits == 0 || digits > MAX_FRACTION || ascii[DATE_TIME_LENGTH] != '.') {
            return -1;
        }
        int value = 0;
        for (int at = DATE_TIME_LENGTH + 1; at < end; at++) {
            int digit = ascii[at] - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = value * 10 + digit;
        }
        return value * POWERS_OF_TEN[MAX_FRACTION - digits];
    }

    /** Far below zero where there are no digits, whatever it is multiplied with or added to. */
    private static int twoDigits(byte[] ascii, int at) {
        int tens = ascii[at] - '0';
        int ones = ascii[at + 1] - '0';
        return tens < 0 || tens > 9 || ones < 0 || ones > 9 ? -100_000 : tens * 10 + ones;
    }

    private static int daysOf(int month, int year) {
        return switch (month) {
            case 2 -> year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28;
            case 4, 6, 9, 11 -> 30;
            default -> 31;
        };
    }

    /**
     * Counts in years that begin in March, so that the leap day is a year's last: the days before a
     * month then follow from its number.
     */
    private static long epochDay(int year, int month, int day) {
        int marchYear = month > 2 ? year : year - 1;
        int monthFromMarch = month > 2 ? month - 3 : month + 9;
        return 365L * marchYear
                + Math.floorDiv(marchYear, 4)
                - Math.floorDiv(marchYear, 100)
                + Math.floorDiv(marchYear, 400)
                + (153 * monthFromMarch + 2) / 5
                + day
                - 719_469;
    }

    /** Null for a year that has not four digits. */
    private static byte[] printWritten(TimestampData timestamp, boolean utc) {
        long millis = timestamp.getMillisecond();
        long epochDay = Math.floorDiv(millis, MILLIS_PER_DAY);
        if (epochDay < FIRST_DAY || epochDay > LAST_DAY) {
            return null;
        }
        int millisOfDay = (int) (millis - epochDay * MILLIS_PER_DAY);
        int nanos = millisOfDay % 1000 * 1_000_000 + timestamp.getNanoOfMillisecond();
        int digits = nanos == 0 ? 0 : MAX_FRACTION;
        for (; digits > 0 && nanos % 10 == 0; digits--) {
            nanos /= 10;
        }
        int end = DATE_TIME_LENGTH + (digits == 0 ? 0 : digits + 1);
        byte[] ascii = new byte[utc ? end + 1 : end];
        date(ascii, (int) epochDay);
        ascii[10] = ' ';
        int secondOfDay = millisOfDay / 1000;
        twoDigits(ascii, 11, secondOfDay / 3600);
        ascii[13] = ':';
        twoDigits(ascii, 14, secondOfDay / 60 % 60);
        ascii[16] = ':';
        twoDigits(ascii, 17, secondOfDay % 60);
        if (digits > 0) {
            ascii[DATE_TIME_LENGTH] = '.';
            for (int at = end - 1; at > DATE_TIME_LENGTH; at--) {
                ascii[at] = (byte) ('0' + nanos % 10);
                nanos /= 10;
            }
        }
        if (utc) {
            ascii[end] = 'Z';
        }
        return ascii;
    }

    /** The way back from {@link #epochDay}, with an estimate of the year that is never too low. */
    private static void date(byte[] ascii, int epochDay) {
        int dayFromMarch = epochDay + 719_468;
        int marchYear = Math.floorDiv(dayFromMarch * 400 + 591, 146_097);
        int dayOfYear = dayFromMarch - firstDay(marchYear);
        if (dayOfYear < 0) {
            marchYear--;
            dayOfYear = dayFromMarch - firstDay(marchYear);
        }
        int monthFromMarch = (5 * dayOfYear + 2) / 153;
        int year = monthFromMarch < 10 ? marchYear : marchYear + 1;
        twoDigits(ascii, 0, year / 100);
        twoDigits(ascii, 2, year % 100);
        ascii[4] = '-';
        twoDigits(ascii, 5, monthFromMarch < 10 ? monthFromMarch + 3 : monthFromMarch - 9);
        ascii[7] = '-';
        twoDigits(ascii, 8, dayOfYear - (153 * monthFromMarch + 2) / 5 + 1);
    }

    /** The first of March, counted from the one of the year 0. */
    private static int firstDay(int marchYear) {
        return 365 * marchYear
                + Math.floorDiv(marchYear, 4)
                - Math.floorDiv(marchYear, 100)
                + Math.floorDiv(marchYear, 400);
    }

    private static void twoDigits(byte[] ascii, int at, int value) {
        ascii[at] = (byte) ('0' + value / 10);
        ascii[at + 1] = (byte) ('0' + value % 10);
    }

    private static TimestampData truncate(TimestampData timestamp, int precision) {
        if (precision >= MAX_FRACTION) {
            return timestamp;
        }
        if (precision >= 3) {
            int nanos = timestamp.getNanoOfMillisecond();
            return TimestampData.fromEpochMillis(
                    timestamp.getMillisecond(),
                    nanos - nanos % POWERS_OF_TEN[MAX_FRACTION - precision]);
        }
        long millis = timestamp.getMillisecond();
        return TimestampData.fromEpochMillis(
                millis - Math.floorMod(millis, POWERS_OF_TEN[3 - precision]));
    }
}
