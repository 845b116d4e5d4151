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

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.math.BigDecimal;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DoubleTextTest {

    private final Random random = new Random(18);

    @Test
    void readsDecimalsOfAnyLengthAsTheJdkDoes() {
        for (int i = 0; i < 200_000; i++) {
            long digits = random.nextLong() >> random.nextInt(64);
            String text = BigDecimal.valueOf(digits, random.nextInt(30) - 2).toPlainString();

            assertThat(DoubleText.parse(AsciiText.bytes(text)))
                    .as(text)
                    .isEqualTo((Double) Double.parseDouble(text));
        }
    }

    @Test
    void writesShortDecimalsAsTheyWereWritten() {
        for (int i = 0; i < 200_000; i++) {
            double value = BigDecimal.valueOf(random.nextInt(), random.nextInt(7)).doubleValue();

            assertThat(AsciiText.text(DoubleText.print(value))).isEqualTo(Double.toString(value));
        }
    }

    @Test
    void readsAnyDoubleThatItWrote() {
        for (int i = 0; i < 200_000; i++) {
            double value = Double.longBitsToDouble(random.nextLong());

            assertThat(DoubleText.parse(DoubleText.print(value))).isEqualTo((Double) value);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "0",
                "-0",
                "-0.0",
                "5.",
                ".5",
                "-.5",
                "+1.5",
                "1e3",
                "-1E-400",
                "NaN",
                "-Infinity",
                "9007199254740992",
                "9007199254740993",
                "0.9007199254740993",
                "1.5d",
                "0.0000000000000000000001",
                "0.00000000000000000000001",
                "99999999999999999999"
            })
    void readsEveryFormThatTheJdkReads(String text) {
        assertThat(DoubleText.parse(AsciiText.bytes(text)))
                .isEqualTo((Double) Double.parseDouble(text));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", ".", "-.", "1.2.3", "1-", "--1", "0x"})
    void refusesWhatIsNoNumber(String text) {
        assertThatThrownBy(() -> DoubleText.parse(AsciiText.bytes(text)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("'" + text + "' is no number");
    }
}
