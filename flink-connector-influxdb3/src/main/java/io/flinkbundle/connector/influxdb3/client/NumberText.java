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

import org.apache.flink.annotation.Internal;
import org.apache.flink.shaded.jackson2.com.fasterxml.jackson.core.io.NumberOutput;

import java.nio.charset.StandardCharsets;

/**
 * Numbers as ASCII digits, straight into an array, eight digits at a time: a number of up to eight
 * digits is divided by ten thousand, both halves of the quotient and the rest by a hundred, all
 * four by ten, each step in one long for all of its parts.
 *
 * <p>Doubles with few digits behind the point, as sensors and prices have, go a short way: such a
 * number without its point and the power of ten that sets the point are both exact as doubles, so
 * their quotient is the nearest double, and a number that comes out equal has been written right.
 */
@Internal
final class NumberText {

    /** What the longest number takes, and what is written over behind a shorter one. */
    static final int MAX_BYTES = 26;

    private static final long EIGHT_DIGITS = 100_000_000L;
    private static final long ZEROS = 0x3030303030303030L;

    private static final long FRACTION = 1_000_000L;
    private static final double MAX_PLAIN = 1e7;
    private static final double MIN_PLAIN = 1e-3;

    private NumberText() {}

    /** Writes a number, and returns the place behind it. */
    static int write(long value, byte[] target, int start) {
        int at = start;
        long rest = value;
        if (value < 0) {
            if (value == Long.MIN_VALUE) {
                return writeAscii(Long.toString(value), target, at);
            }
            target[at++] = '-';
            rest = -value;
        }
        if (rest < EIGHT_DIGITS) {
            return writeFirst(rest, target, at);
        }
        long upper = rest / EIGHT_DIGITS;
        if (upper < EIGHT_DIGITS) {
            at = writeFirst(upper, target, at);
        } else {
            long most = upper / EIGHT_DIGITS;
            at = writeEight(upper - most * EIGHT_DIGITS, target, writeFirst(most, target, at));
        }
        return writeEight(rest - upper * EIGHT_DIGITS, target, at);
    }

    /** Writes a finite number, and returns the place behind it. */
    static int write(double value, byte[] target, int at) {
        double size = Math.abs(value);
        if (size < MAX_PLAIN && (size >= MIN_PLAIN || size == 0)) {
            long digits = (long) (size * FRACTION + 0.5);
            if (digits / (double) FRACTION == size) {
                return writeFixed(Double.doubleToRawLongBits(value) < 0, digits, target, at);
            }
        }
        return writeAscii(NumberOutput.toString(value, true), target, at);
    }

    /** Six digits behind the point, but for zeros at the end. */
    private static int writeFixed(boolean isNegative, long digits, byte[] target, int start) {
        int at = start;
        if (isNegative) {
            target[at++] = '-';
        }
        long whole = digits / FRACTION;
        at = writeFirst(whole, target, at);
        target[at++] = '.';
        long fraction = eightDigits((digits - whole * FRACTION) * 100);
        Words.put(target, at, fraction | ZEROS);
        int zeros = Long.numberOfLeadingZeros(fraction) / Byte.SIZE;
        return at + Math.max(1, Long.BYTES - zeros);
    }

    /** Writes a number of up to eight digits without zeros in front. */
    private static int writeFirst(long number, byte[] target, int at) {
        long digits = eightDigits(number);
        int zeros = Long.numberOfTrailingZeros(digits | 1L << 56) / Byte.SIZE;
        Words.put(target, at, (digits | ZEROS) >>> zeros * Byte.SIZE);
        return at + Long.BYTES - zeros;
    }

    private static int writeEight(long number, byte[] target, int at) {
        Words.put(target, at, eightDigits(number) | ZEROS);
        return at + Long.BYTES;
    }

    /** A byte for each digit, the first one in the lowest byte. */
    private static long eightDigits(long number) {
        long upper = number / 10_000;
        long fours = upper | (number - 10_000 * upper) << 32;
        // 10486 / 2^20 and 103 / 2^10 are as good as a hundredth and a tenth for so few digits.
        long hundreds = (fours * 10_486 >>> 20) & 0x0000007F_0000007FL;
        long twos = hundreds | (fours - 100 * hundreds) << 16;
        long tens = (twos * 103 >>> 10) & 0x000F000F_000F000FL;
        return tens | (twos - 10 * tens) << 8;
    }

    private static int writeAscii(String text, byte[] target, int at) {
        byte[] ascii = text.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(ascii, 0, target, at, ascii.length);
        return at + ascii.length;
    }
}
