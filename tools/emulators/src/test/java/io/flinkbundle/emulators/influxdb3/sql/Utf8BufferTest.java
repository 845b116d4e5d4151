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

import com.google.gson.JsonParser;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

class Utf8BufferTest {

    private static String number(double value) {
        Utf8Buffer out = new Utf8Buffer();
        out.number(value, "null");
        return out.toString();
    }

    private static String number(long value) {
        Utf8Buffer out = new Utf8Buffer();
        out.number(value);
        return out.toString();
    }

    private static String json(String text) {
        Utf8Buffer out = new Utf8Buffer();
        out.json(text);
        return out.toString();
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0.0",
        "-0.0, -0.0",
        "1, 1.0",
        "-1.5, -1.5",
        "0.1, 0.1",
        "1.05, 1.05",
        "123456.654321, 123456.654321",
        "999999999.5, 999999999.5",
        "0.000001, 0.000001",
        "1e300, 1.0E300",
        "NaN, null",
        "Infinity, null"
    })
    void writesDoubles(double value, String text) {
        assertThat(number(value)).isEqualTo(text);
    }

    @Test
    void writesDoublesSoThatTheyReadTheSame() {
        Random random = new Random(6);
        for (int i = 0; i < 200_000; i++) {
            double value =
                    switch (i % 4) {
                        case 0 -> random.nextInt(1_000_000) / 100.0;
                        case 1 -> random.nextGaussian() * 1e6;
                        case 2 -> Math.nextUp(random.nextInt(1_000) / 1_000.0);
                        default -> Double.longBitsToDouble(random.nextLong() & ~(1L << 62));
                    };
            assertThat(Double.parseDouble(number(value))).isEqualTo(value);
        }
    }

    @ParameterizedTest
    @ValueSource(
            longs = {
                0,
                9,
                10,
                99,
                100,
                -1,
                -10,
                999_999_999_999_999_999L,
                1_000_000_000_000_000_000L,
                Long.MAX_VALUE,
                Long.MIN_VALUE,
                Long.MIN_VALUE + 1
            })
    void writesIntegers(long value) {
        assertThat(number(value)).isEqualTo(Long.toString(value));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "a", "a \"b\" \\c", "\n\r\t\b\0\u001f\u007f", "größe 語 😀", "x😀\"y"})
    void writesTextsAsJsonThatReadsTheSame(String text) {
        assertThat(JsonParser.parseString(json(text)).getAsString()).isEqualTo(text);
    }
}
