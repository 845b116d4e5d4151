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
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

import static org.assertj.core.api.Assertions.assertThat;

class NumberTextTest {

    private final byte[] target = new byte[NumberText.MAX_BYTES + 1];

    @ParameterizedTest
    @ValueSource(longs = {0, 1, -1, 9, 10, -10, 99, 100, Long.MAX_VALUE, Long.MIN_VALUE})
    void writesWholeNumbers(long value) {
        int end = NumberText.write(value, target, 1);

        assertThat(text(end)).isEqualTo(Long.toString(value));
    }

    @Test
    void writesWholeNumbersOfAnyLength() {
        SplittableRandom random = new SplittableRandom(43);
        for (int i = 0; i < 100_000; i++) {
            long value = random.nextLong() >> random.nextInt(Long.SIZE);
            assertThat(text(NumberText.write(value, target, 1))).isEqualTo(Long.toString(value));
        }
        for (long power = 1; power > 0 && power < Long.MAX_VALUE / 10; power *= 10) {
            for (long value : new long[] {power - 1, power, power + 1, 9 * power}) {
                assertThat(text(NumberText.write(value, target, 1)))
                        .isEqualTo(Long.toString(value));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            doubles = {
                0.0,
                -0.0,
                1.0,
                -21.55,
                0.001,
                0.000_1,
                1234567.125,
                9_999_999.9,
                1e7,
                1e22,
                1e-300,
                0.1 + 0.2,
                Double.MAX_VALUE,
                Double.MIN_VALUE,
                -Double.MAX_VALUE
            })
    void writesDoublesThatReadBackAsThemselves(double value) {
        assertThat(readBack(value)).isEqualTo(value);
    }

    @Test
    void writesAnyDoubleSo() {
        SplittableRandom random = new SplittableRandom(42);
        for (int i = 0; i < 100_000; i++) {
            double any = Double.longBitsToDouble(random.nextLong());
            double usual = Math.round(random.nextDouble() * 1e6) / 1e3;
            if (!Double.isNaN(any) && !Double.isInfinite(any)) {
                assertThat(readBack(any)).isEqualTo(any);
            }
            assertThat(readBack(usual)).isEqualTo(usual);
        }
    }

    @Test
    void keepsDecimalsShort() {
        assertThat(text(NumberText.write(-21.55, target, 1))).isEqualTo("-21.55");
        assertThat(text(NumberText.write(3.0, target, 1))).isEqualTo("3.0");
        assertThat(text(NumberText.write(0.0, target, 1))).isEqualTo("0.0");
        assertThat(text(NumberText.write(-0.0, target, 1))).isEqualTo("-0.0");
        assertThat(text(NumberText.write(0.001, target, 1))).isEqualTo("0.001");
        assertThat(text(NumberText.write(100.000_001, target, 1))).isEqualTo("100.000001");
        assertThat(text(NumberText.write(9_999_999.9, target, 1))).isEqualTo("9999999.9");
        assertThat(text(NumberText.write(1_200.05, target, 1))).isEqualTo("1200.05");
    }

    @Test
    void writesDecimalsAsTheirShortestDigits() {
        SplittableRandom random = new SplittableRandom(44);
        for (int i = 0; i < 100_000; i++) {
            BigDecimal decimal =
                    BigDecimal.valueOf(random.nextLong(-9_999_999, 9_999_999), random.nextInt(1, 5))
                            .stripTrailingZeros();
            if (decimal.abs().doubleValue() < 1e-3) {
                continue;
            }
            String digits = decimal.setScale(Math.max(1, decimal.scale())).toPlainString();
            assertThat(text(NumberText.write(decimal.doubleValue(), target, 1))).isEqualTo(digits);
        }
    }

    private double readBack(double value) {
        return Double.parseDouble(text(NumberText.write(value, target, 1)));
    }

    private String text(int end) {
        return new String(target, 1, end - 1, StandardCharsets.ISO_8859_1);
    }
}
