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

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A value of INTERVAL, whose three parts do not turn into each other. */
@Internal
public record IntervalValue(int months, int days, long micros) {

    private static final int MONTHS_PER_YEAR = 12;
    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long MICROS_PER_MINUTE = 60 * MICROS_PER_SECOND;
    private static final long MICROS_PER_HOUR = 60 * MICROS_PER_MINUTE;
    private static final int FRACTION_DIGITS = 6;

    private static final Pattern CANONICAL =
            Pattern.compile(
                    "\\s*([+-]?)(\\d+)-(\\d+)\\s+([+-]?\\d+)\\s+([+-]?)(\\d+):(\\d+):(\\d+)(?:\\.(\\d{1,6}))?\\s*");
    private static final Pattern DUCKDB_PART =
            Pattern.compile(
                    "(-?\\d+) (year|month|day)s?|(-?)(\\d+):(\\d+):(\\d+)(?:\\.(\\d{1,6}))?");

    /** Reads {@code Y-M D H:M:S[.F]}; empty when it is not written so. */
    public static Optional<IntervalValue> parse(String text) {
        Matcher matcher = CANONICAL.matcher(text);
        if (!matcher.matches()) {
            return Optional.empty();
        }
        int months =
                Integer.parseInt(matcher.group(2)) * MONTHS_PER_YEAR
                        + Integer.parseInt(matcher.group(3));
        long micros = time(matcher, 6);
        return Optional.of(
                new IntervalValue(
                        matcher.group(1).equals("-") ? -months : months,
                        Integer.parseInt(matcher.group(4)),
                        matcher.group(5).equals("-") ? -micros : micros));
    }

    private static long time(Matcher matcher, int firstGroup) {
        String fraction = matcher.group(firstGroup + 3);
        return Long.parseLong(matcher.group(firstGroup)) * MICROS_PER_HOUR
                + Long.parseLong(matcher.group(firstGroup + 1)) * MICROS_PER_MINUTE
                + Long.parseLong(matcher.group(firstGroup + 2)) * MICROS_PER_SECOND
                + (fraction == null
                        ? 0
                        : Long.parseLong(
                                fraction + "0".repeat(FRACTION_DIGITS - fraction.length())));
    }

    /** Reads what DuckDB writes: {@code 1 year 2 months 3 days 04:05:06.7}. */
    public static IntervalValue ofDuckDb(String text) {
        int months = 0;
        int days = 0;
        long micros = 0;
        Matcher matcher = DUCKDB_PART.matcher(text);
        while (matcher.find()) {
            if (matcher.group(2) == null) {
                long time = time(matcher, 4);
                micros = matcher.group(3).isEmpty() ? time : -time;
            } else {
                int count = Integer.parseInt(matcher.group(1));
                switch (matcher.group(2)) {
                    case "year" -> months += count * MONTHS_PER_YEAR;
                    case "month" -> months += count;
                    default -> days += count;
                }
            }
        }
        return new IntervalValue(months, days, micros);
    }

    /** As DuckDB reads it. */
    public String toDuckDb() {
        return months + " months " + days + " days " + micros + " microseconds";
    }

    @Override
    public String toString() {
        long time = Math.abs(micros);
        long fraction = time % MICROS_PER_SECOND;
        String text =
                (months < 0 ? "-" : "")
                        + Math.abs(months) / MONTHS_PER_YEAR
                        + "-"
                        + Math.abs(months) % MONTHS_PER_YEAR
                        + " "
                        + days
                        + " "
                        + (micros < 0 ? "-" : "")
                        + time / MICROS_PER_HOUR
                        + ":"
                        + time / MICROS_PER_MINUTE % 60
                        + ":"
                        + time / MICROS_PER_SECOND % 60;
        return fraction == 0
                ? text
                : text + "." + String.format("%06d", fraction).replaceFirst("0+$", "");
    }
}
