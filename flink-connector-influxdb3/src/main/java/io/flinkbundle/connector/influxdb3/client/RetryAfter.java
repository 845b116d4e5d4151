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

import org.apache.flink.annotation.Internal;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Optional;

/**
 * The header {@code Retry-After}, in both of its forms.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc9110#field.retry-after">RFC 9110, 10.2.3</a>
 */
@Internal
final class RetryAfter {

    /** A server that asks for more is asked again all the same: its clock may be wrong. */
    static final Duration MAX = Duration.ofMinutes(10);

    private RetryAfter() {}

    /** The wait from now on; zero where the header is missing, past, or neither form. */
    static Duration parse(Optional<String> header, Clock clock) {
        Duration wait = header.map(String::strip).map(value -> parse(value, clock)).orElse(null);
        if (wait == null || wait.isNegative()) {
            return Duration.ZERO;
        }
        return wait.compareTo(MAX) > 0 ? MAX : wait;
    }

    private static Duration parse(String value, Clock clock) {
        try {
            if (!value.isEmpty() && value.chars().allMatch(c -> c >= '0' && c <= '9')) {
                return value.length() > 9 ? MAX : Duration.ofSeconds(Long.parseLong(value));
            }
            ZonedDateTime time = ZonedDateTime.parse(value, DateTimeFormatter.RFC_1123_DATE_TIME);
            return Duration.between(clock.instant(), time.toInstant());
        } catch (DateTimeException e) {
            return Duration.ZERO;
        }
    }
}
