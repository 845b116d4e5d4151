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

package io.flinkbundle.connector.influxdb3.source.reader;

import org.apache.flink.annotation.Internal;

import java.time.LocalDate;

/**
 * Times as the server shows them: {@code 2026-01-31T12:00:00} with up to nine digits behind the
 * seconds. Neighbouring points have the same date, which is remembered. Not thread-safe.
 */
@Internal
final class PointTimeParser {

    private static final int DATE_BYTES = 10;
    private static final int SHORTEST = 19;
    private static final int FRACTION_DIGITS = 9;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final long SECONDS_PER_DAY = 86_400L;

    private static final int[] UNITS = {
        1_000_000_000, 100_000_000, 10_000_000, 1_000_000, 100_000, 10_000, 1_000, 100, 10, 1
    };

    private long yearAndMonth;
    private short day;
    private long dateSeconds;

    /**
     * Nanoseconds since the epoch.
     *
     * @throws IllegalArgumentException if it is no such time
     */
    long parse(byte[] bytes, int from, int to) {
        int end = bytes[to - 1] == 'Z' ? to - 1 : to;
        if (end - from < SHORTEST
                || bytes[from + DATE_BYTES] != 'T' && bytes[from + DATE_BYTES] != ' '
                || bytes[from + 13] != ':'
                || bytes[from + 16] != ':') {
            throw noTime();
        }
        long seconds =
                dateSeconds(bytes, from)
                        + twoDigits(bytes, from + 11) * 3600L
                        + twoDigits(bytes, from + 14) * 60L
                        + twoDigits(bytes, from + 17);
        int nanos = fraction(bytes, from + SHORTEST, end);
        if (seconds < 0 && nanos > 0) {
            // In two steps the seconds alone may not fit where the sum does.
            return Math.addExact(
                    Math.multiplyExact(seconds + 1, NANOS_PER_SECOND), nanos - NANOS_PER_SECOND);
        }
        return Math.addExact(Math.multiplyExact(seconds, NANOS_PER_SECOND), nanos);
    }

    private long dateSeconds(byte[] bytes, int from) {
        long first = JsonText.longAt(bytes, from);
        short last = (short) (bytes[from + 8] << 8 | bytes[from + 9]);
        if (first != yearAndMonth || last != day) {
            if (bytes[from + 4] != '-' || bytes[from + 7] != '-') {
                throw noTime();
            }
            int year = 100 * twoDigits(bytes, from) + twoDigits(bytes, from + 2);
            dateSeconds =
                    LocalDate.of(year, twoDigits(bytes, from + 5), twoDigits(bytes, from + 8))
                                    .toEpochDay()
                            * SECONDS_PER_DAY;
            yearAndMonth = first;
            day = last;
        }
        return dateSeconds;
    }

    private static int fraction(byte[] bytes, int from, int to) {
        if (from == to) {
            return 0;
        }
        int digits = to - from - 1;
        if (bytes[from] != '.' || digits < 1 || digits > FRACTION_DIGITS) {
            throw noTime();
        }
        int value = 0;
        for (int i = from + 1; i < to; i++) {
            value = value * 10 + digit(bytes[i]);
        }
        return value * UNITS[digits];
    }

    private static int twoDigits(byte[] bytes, int at) {
        return 10 * digit(bytes[at]) + digit(bytes[at + 1]);
    }

    private static int digit(byte b) {
        int digit = b - '0';
        if (digit < 0 || digit > 9) {
            throw noTime();
        }
        return digit;
    }

    private static IllegalArgumentException noTime() {
        return new IllegalArgumentException("It is no time such as 2026-01-31T12:00:00.000.");
    }
}
