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

package io.flinkbundle.emulators.influxdb3.sql;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;

class TimeTextTest {

    private final TimeText times = new TimeText();

    @ParameterizedTest
    @CsvSource({
        "0, 1970-01-01T00:00:00",
        "1700000000123456789, 2023-11-14T22:13:20.123456789",
        "1700000000123456000, 2023-11-14T22:13:20.123456",
        "1700000000120000000, 2023-11-14T22:13:20.120",
        "-1, 1969-12-31T23:59:59.999999999",
        "-9223372036854775808, 1677-09-21T00:12:43.145224192",
        "9223372036854775806, 2262-04-11T23:47:16.854775806"
    })
    void hasAsManyDigitsAsItNeedsInStepsOfThree(long nanos, String text) {
        Utf8Buffer out = new Utf8Buffer();

        times.put(out, nanos);

        assertThat(out).hasToString(text);
    }
}
