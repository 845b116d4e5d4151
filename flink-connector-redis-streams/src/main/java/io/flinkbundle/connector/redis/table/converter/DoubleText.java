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

/**
 * Doubles as text, with a short way for plain decimal numbers of up to fifteen digits: both such a
 * number without its point and the power of ten that sets the point are exact as doubles, and the
 * quotient of two exact numbers is the nearest double to the true value.
 */
@Internal
final class DoubleText {

    /** Every whole number up to here is a double. */
    private static final long MAX_EXACT = 1L << 53;

    /** 10^22 is the highest power of ten that is a double. */
    private static final double[] POWERS_OF_TEN = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
        1e17, 1e18, 1e19, 1e20, 1e21, 1e22
    };

    /** {@link Double#toString(double)} writes numbers in between without an exponent. */
    private static final double MIN_PLAIN = 1e-3;

    private static final double MAX_PLAIN = 1e7;

    /** Numbers with more digits behind the point are left to the JDK. */
    private static final int MAX_PRINTED_FRACTION = 6;

    private DoubleText() {}

    static double parse(byte[] ascii) {
        int length = ascii.length;
        int at = length > 0 && ascii[0] == '-' ? 1 : 0;
        int first = at;
        int point = -1;
        long digits = 0;
        for (; at < length; at++) {
            int digit = ascii[at] - '0';
            if (digit >= 0 && digit <= 9) {
                digits = digits * 10 + digit;
                if (digits > MAX_EXACT) {
                    return parseAny(ascii);
                }
            } else if (ascii[at] == '.' && point < 0) {
                point = at;
            } else {
                return parseAny(ascii);
            }
        }
        int fraction = point < 0 ? 0 : length - point - 1;
        if (first == length || point == first || fraction >= POWERS_OF_TEN.length) {
            return parseAny(ascii);
        }
        double value = digits / POWERS_OF_TEN[fraction];
        return first == 0 ? value : -value;
    }

    private static double parseAny(byte[] ascii) {
        try {
            return Double.parseDouble(AsciiText.text(ascii));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException(AsciiText.quote(ascii) + " is no number", e);
        }
    }

    static byte[] print(double value) {
        double size = Math.abs(value);
        if (size >= MIN_PLAIN && size < MAX_PLAIN) {
            for (int fraction = 1; fraction <= MAX_PRINTED_FRACTION; fraction++) {
                long digits = Math.round(size * POWERS_OF_TEN[fraction]);
                if (digits / POWERS_OF_TEN[fraction] == size) {
                    return print(value < 0, digits, fraction);
                }
            }
        }
        return AsciiText.bytes(Double.toString(value));
    }

    private static byte[] print(boolean negative, long digits, int fraction) {
        int start = negative ? 1 : 0;
        int point = start + Math.max(1, AsciiText.digits(digits) - fraction);
        byte[] ascii = new byte[point + 1 + fraction];
        long rest = digits;
        for (int at = ascii.length - 1; at >= start; at--) {
            if (at == point) {
                ascii[at] = '.';
            } else {
                ascii[at] = (byte) ('0' + rest % 10);
                rest /= 10;
            }
        }
        if (negative) {
            ascii[0] = '-';
        }
        return ascii;
    }
}
