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

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.DecimalData;

import java.math.BigDecimal;

/**
 * Decimals as text. What is far too large or too small for its column is found out before it gets
 * the column's scale: writing out the digits of {@code 1e999999999} would take minutes and all of
 * the memory.
 */
@Internal
final class DecimalText {

    /** Reading digits takes time that grows with the square of their number. */
    private static final int MAX_LENGTH = 1000;

    private DecimalText() {}

    static DecimalData parse(byte[] ascii, int precision, int scale) {
        BigDecimal value = number(ascii);
        // The power of ten that the value is below.
        long magnitude = (long) value.precision() - value.scale();
        DecimalData decimal;
        if (value.signum() == 0 || magnitude < -scale) {
            decimal = DecimalData.zero(precision, scale);
        } else if (magnitude > precision - scale) {
            decimal = null;
        } else {
            decimal = DecimalData.fromBigDecimal(value, precision, scale);
        }
        if (decimal == null) {
            throw new IllegalArgumentException(
                    AsciiText.quote(ascii)
                            + " does not fit into DECIMAL("
                            + precision
                            + ", "
                            + scale
                            + ")");
        }
        return decimal;
    }

    private static BigDecimal number(byte[] ascii) {
        if (ascii.length > MAX_LENGTH) {
            throw new IllegalArgumentException(
                    AsciiText.quote(ascii) + " is longer than " + MAX_LENGTH + " digits");
        }
        try {
            return new BigDecimal(AsciiText.text(ascii));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(AsciiText.quote(ascii) + " is no number", e);
        }
    }
}
