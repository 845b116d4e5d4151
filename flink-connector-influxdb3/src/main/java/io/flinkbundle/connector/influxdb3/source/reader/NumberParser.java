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

package io.flinkbundle.connector.influxdb3.source.reader;

import org.apache.flink.annotation.Internal;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;

/** Numbers in bytes, without a string for each. Not thread-safe. */
@Internal
final class NumberParser {

    private static final int SAFE_DIGITS = 18;
    private static final long EXACT_MANTISSA = 1L << 53;

    /** The powers of ten that a double holds exactly. */
    private static final double[] POWERS = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
        1e17, 1e18, 1e19, 1e20, 1e21, 1e22
    };

    private int end;

    /** The place behind the number that was read last. */
    int end() {
        return end;
    }

    /**
     * A whole number, which may have a fraction of zeros.
     *
     * @throws NumberFormatException if there is none, or one of more than 64 bits
     */
    long whole(byte[] bytes, int from) {
        int at = from;
        boolean negative = bytes[at] == '-';
        if (negative) {
            at++;
        }
        int firstDigit = at;
        long value = 0;
        int digit = bytes[at] - '0';
        while (digit >= 0 && digit <= 9) {
            value = value * 10 + digit;
            digit = bytes[++at] - '0';
        }
        int digits = at - firstDigit;
        if (digits == 0 || digits > SAFE_DIGITS || isNumberByte(bytes[at])) {
            return exactly(bytes, from);
        }
        end = at;
        return negative ? -value : value;
    }

    private long exactly(byte[] bytes, int from) {
        try {
            return new BigDecimal(text(bytes, from)).longValueExact();
        } catch (ArithmeticException e) {
            throw new NumberFormatException("It is no whole number of 64 bits.");
        }
    }

    /**
     * @throws NumberFormatException if there is none
     */
    double floating(byte[] bytes, int from) {
        int at = from;
        boolean negative = bytes[at] == '-';
        if (negative) {
            at++;
        }
        int start = at;
        long mantissa = 0;
        int digit = bytes[at] - '0';
        while (digit >= 0 && digit <= 9) {
            mantissa = mantissa * 10 + digit;
            digit = bytes[++at] - '0';
        }
        int digits = at - start;
        int scale = 0;
        if (bytes[at] == '.') {
            int point = at;
            digit = bytes[++at] - '0';
            while (digit >= 0 && digit <= 9) {
                mantissa = mantissa * 10 + digit;
                digit = bytes[++at] - '0';
            }
            scale = at - point - 1;
        }
        // A mantissa and a power of ten that are both exact give the nearest double.
        if (digits == 0
                || digits + scale > SAFE_DIGITS
                || mantissa > EXACT_MANTISSA
                || isNumberByte(bytes[at])) {
            return Double.parseDouble(text(bytes, from));
        }
        end = at;
        double value = scale == 0 ? mantissa : mantissa / POWERS[scale];
        return negative ? -value : value;
    }

    /** The place behind the digits, signs and points from here on. */
    static int endOfNumber(byte[] bytes, int from) {
        int at = from;
        while (isNumberByte(bytes[at])) {
            at++;
        }
        return at;
    }

    private String text(byte[] bytes, int from) {
        end = endOfNumber(bytes, from);
        return new String(bytes, from, end - from, StandardCharsets.ISO_8859_1);
    }

    private static boolean isNumberByte(byte b) {
        return b >= '0' && b <= '9' || b == '.' || b == '-' || b == '+' || b == 'e' || b == 'E';
    }
}
