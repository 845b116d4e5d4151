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

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Numbers and words as ASCII text, without the way through String where that is hot. */
@Internal
final class AsciiText {

    private static final int LONGEST_QUOTE = 50;
    private static final byte[] TRUE = bytes("true");
    private static final byte[] FALSE = bytes("false");

    private AsciiText() {}

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    static String text(byte[] ascii) {
        return new String(ascii, StandardCharsets.ISO_8859_1);
    }

    /** For messages and logs: the beginning of a value, which may be long or personal. */
    static String quote(byte[] value) {
        return value.length <= LONGEST_QUOTE
                ? "'" + text(value) + "'"
                : "'" + text(Arrays.copyOf(value, LONGEST_QUOTE)) + "…'";
    }

    static byte[] bytes(boolean value) {
        return value ? TRUE : FALSE;
    }

    static boolean parseBoolean(byte[] ascii) {
        String word = text(ascii);
        if (word.equalsIgnoreCase("true")) {
            return true;
        }
        if (word.equalsIgnoreCase("false")) {
            return false;
        }
        throw new IllegalArgumentException(quote(ascii) + " is neither true nor false");
    }

    static byte[] bytes(long number) {
        if (number == Long.MIN_VALUE) {
            return bytes(Long.toString(number));
        }
        long rest = Math.abs(number);
        byte[] ascii = new byte[digits(rest) + (number < 0 ? 1 : 0)];
        ascii[0] = '-';
        int first = number < 0 ? 1 : 0;
        for (int at = ascii.length - 1; at >= first; at--) {
            ascii[at] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return ascii;
    }

    /** How many digits a number from 0 on has. */
    static int digits(long number) {
        int digits = 1;
        for (long bound = 10; number >= bound && digits < 19; bound *= 10) {
            digits++;
        }
        return digits;
    }

    /** A decimal integer between the bounds, with an optional sign. */
    static long parseLong(byte[] ascii, long min, long max) {
        int length = ascii.length;
        int at = 0;
        boolean negative = false;
        if (length > 1 && (ascii[0] == '-' || ascii[0] == '+')) {
            negative = ascii[0] == '-';
            at = 1;
        }
        if (at == length) {
            throw notANumber(ascii, min, max);
        }
        // Summed up below zero, where there is one more number than above.
        long value = 0;
        for (; at < length; at++) {
            int digit = ascii[at] - '0';
            if (digit < 0 || digit > 9 || value < Long.MIN_VALUE / 10) {
                throw notANumber(ascii, min, max);
            }
            value = value * 10 - digit;
            if (value > 0) {
                throw notANumber(ascii, min, max);
            }
        }
        if (!negative) {
            if (value == Long.MIN_VALUE) {
                throw notANumber(ascii, min, max);
            }
            value = -value;
        }
        if (value < min || value > max) {
            throw notANumber(ascii, min, max);
        }
        return value;
    }

    private static IllegalArgumentException notANumber(byte[] ascii, long min, long max) {
        return new IllegalArgumentException(
                quote(ascii) + " is no whole number from " + min + " to " + max);
    }
}
