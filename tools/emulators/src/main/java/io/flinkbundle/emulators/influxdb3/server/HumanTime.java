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

package io.flinkbundle.emulators.influxdb3.server;

import org.apache.flink.annotation.Internal;

import java.time.Duration;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Durations as people write them and the server reads them: {@code 1d 12h}, {@code 30 days}, {@code
 * 90min}.
 */
@Internal
public final class HumanTime {

    private static final Pattern PART = Pattern.compile("\\s*(\\d{1,12})\\s*([a-zA-Z]+)\\s*");
    private static final double DAYS_PER_MONTH = 30.44;
    private static final double DAYS_PER_YEAR = 365.25;

    private HumanTime() {}

    /** The duration, or nothing when it cannot be read. */
    public static Optional<Duration> parse(String text) {
        Matcher part = PART.matcher(text);
        Duration sum = Duration.ZERO;
        int read = 0;
        while (part.find() && part.start() == read) {
            Optional<Duration> unit = unit(part.group(2));
            if (unit.isEmpty()) {
                return Optional.empty();
            }
            sum = sum.plus(unit.get().multipliedBy(Long.parseLong(part.group(1))));
            read = part.end();
        }
        return read == text.length() && read > 0 ? Optional.of(sum) : Optional.empty();
    }

    private static Optional<Duration> unit(String name) {
        return switch (name) {
            case "nsec", "ns" -> Optional.of(Duration.ofNanos(1));
            case "usec", "us" -> Optional.of(Duration.ofNanos(1_000));
            case "msec", "ms" -> Optional.of(Duration.ofMillis(1));
            case "seconds", "second", "secs", "sec", "s" -> Optional.of(Duration.ofSeconds(1));
            case "minutes", "minute", "mins", "min", "m" -> Optional.of(Duration.ofMinutes(1));
            case "hours", "hour", "hrs", "hr", "h" -> Optional.of(Duration.ofHours(1));
            case "days", "day", "d" -> Optional.of(Duration.ofDays(1));
            case "weeks", "week", "wks", "wk", "w" -> Optional.of(Duration.ofDays(7));
            case "months", "month", "M" -> Optional.of(days(DAYS_PER_MONTH));
            case "years", "year", "yrs", "yr", "y" -> Optional.of(days(DAYS_PER_YEAR));
            default -> Optional.empty();
        };
    }

    private static Duration days(double days) {
        return Duration.ofSeconds(Math.round(days * Duration.ofDays(1).toSeconds()));
    }
}
