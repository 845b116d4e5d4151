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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Instant;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TimePrecisionTest {

    @ParameterizedTest
    @CsvSource({
        "SECONDS, 1970-01-01T00:00:01.999999999Z, 1",
        "MILLISECONDS, 1970-01-01T00:00:01.999999999Z, 1999",
        "MICROSECONDS, 1970-01-01T00:00:01.999999999Z, 1999999",
        "NANOSECONDS, 1970-01-01T00:00:01.999999999Z, 1999999999",
        "SECONDS, 1969-12-31T23:59:59.5Z, -1",
        "MILLISECONDS, 1969-12-31T23:59:59.5Z, -500",
        "NANOSECONDS, 1969-12-31T23:59:59.5Z, -500000000",
        "NANOSECONDS, 2262-04-11T23:47:16.854775807Z, 9223372036854775807",
        "NANOSECONDS, 1677-09-21T00:12:43.145224192Z, -9223372036854775808"
    })
    void countsSinceTheEpoch(TimePrecision precision, Instant time, long expected) {
        assertThat(precision.of(time)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({"2262-04-11T23:47:16.854775808Z", "1677-09-21T00:12:43.145224191Z"})
    void refusesWhatHasMoreThan64Bits(Instant time) {
        assertThatThrownBy(() -> TimePrecision.NANOSECONDS.of(time))
                .isInstanceOf(ArithmeticException.class);
    }

    @Test
    void isAsFineAsTheDigitsNeed() {
        assertThat(TimePrecision.ofDigits(0)).isEqualTo(TimePrecision.SECONDS);
        assertThat(TimePrecision.ofDigits(3)).isEqualTo(TimePrecision.MILLISECONDS);
        assertThat(TimePrecision.ofDigits(4)).isEqualTo(TimePrecision.MICROSECONDS);
        assertThat(TimePrecision.ofDigits(9)).isEqualTo(TimePrecision.NANOSECONDS);
    }
}
