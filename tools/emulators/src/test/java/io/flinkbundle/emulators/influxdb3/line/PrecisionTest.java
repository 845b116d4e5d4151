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

package io.flinkbundle.emulators.influxdb3.line;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PrecisionTest {

    @ParameterizedTest
    @CsvSource({
        "auto, AUTO",
        "s, SECOND",
        "second, SECOND",
        "ms, MILLISECOND",
        "millisecond, MILLISECOND",
        "us, MICROSECOND",
        "u, MICROSECOND",
        "microsecond, MICROSECOND",
        "ns, NANOSECOND",
        "n, NANOSECOND",
        "nanosecond, NANOSECOND"
    })
    void hasAllNamesOfTheServer(String name, Precision precision) {
        assertThat(Precision.of(name)).contains(precision);
    }

    @ParameterizedTest
    @CsvSource({"m", "h", "MS", "minute", "''"})
    void hasNoOtherNames(String name) {
        assertThat(Precision.of(name)).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "SECOND, 2, 2000000000",
        "MILLISECOND, -2, -2000000",
        "MICROSECOND, 2, 2000",
        "NANOSECOND, 2, 2",
        "NANOSECOND, 9223372036854775807, 9223372036854775807",
        "SECOND, 9223372036, 9223372036000000000",
        "SECOND, -9223372036, -9223372036000000000",
        "AUTO, 4999999999, 4999999999000000000",
        "AUTO, 5000000000, 5000000000000000",
        "AUTO, 1700000000, 1700000000000000000",
        "AUTO, 1700000000000, 1700000000000000000",
        "AUTO, 1700000000000000, 1700000000000000000",
        "AUTO, 1700000000000000000, 1700000000000000000",
        "AUTO, -1700000000, -1700000000000000000"
    })
    void givesNanoseconds(Precision precision, long timestamp, long nanos) throws Exception {
        assertThat(precision.toNanos(timestamp)).isEqualTo(nanos);
    }

    @ParameterizedTest
    @CsvSource({
        "SECOND, Second, 9223372037",
        "MILLISECOND, Millisecond, 9223372036855",
        "MICROSECOND, Microsecond, -9223372036854776"
    })
    void refusesWhatIsOutOfRange(Precision precision, String name, long timestamp) {
        assertThatThrownBy(() -> precision.toNanos(timestamp))
                .hasMessage("timestamp, " + timestamp + ", out of range for precision: " + name);
    }

    @Test
    void cutsTheTimeOfTheServer() {
        assertThat(Precision.SECOND.truncate(1_234_567_890)).isEqualTo(1_000_000_000);
        assertThat(Precision.NANOSECOND.truncate(1_234_567_890)).isEqualTo(1_234_567_890);
        assertThat(Precision.AUTO.truncate(1_234_567_890)).isEqualTo(1_234_567_890);
    }
}
