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
 * Numbers as ASCII digits, straight into an array.
 *
 * <p>Doubles with few digits behind the point, as sensors and prices have, go a short way: such a
 * number without its point and the power of ten that sets the point are both exact as doubles, so
 * their quotient is the nearest double, and a number that comes out equal has been written right.
 */
@Internal
final class NumberText {

    /** What the longest number takes. */
    static final int MAX_BYTES = 26;

    /** The digits of 0 to 99, two bytes each. */
    private static final byte[] PAIRS = new byte[200];

    private static final long[] WHOLE_POWERS_OF_TEN = new long[19];

    static {
        for (int number = 0; number < 100; number++) {
            PAIRS[2 * number] = (byte) ('0' + number / 10);
            PAIRS[2 * number + 1] = (byte) ('0' + number % 10);
        }
        long power = 1;
        for (int i = 0; i < WHOLE_POWERS_OF_TEN.length; i++) {
            WHOLE_POWERS_OF_TEN[i] = power;
            power *= 10;
        }
    }

    private static final double[] POWERS_OF_TEN = {1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6};
    private static final double MAX_PLAIN = 1e7;
    private static final double MIN_PLAIN = 1e-3;

    private NumberText() {}

    /** Writes a number, and returns the place behind it. */
    static int write(long value, byte[] target, int at) {
        if (value < 0) {
            if (value == Long.MIN_VALUE) {
                return writeAscii(Long.toString(value), target, at);
            }
            target[at++] = '-';
            value = -value;
        }
        int end = at + digits(value);
        writeDigits(value, target, at, end);
        return end;
    }

    /** Writes a finite number, and returns the place behind it. */
    static int write(double value, byte[] target, int at) {
        double size = Math.abs(value);
        if (size < MAX_PLAIN && size >= MIN_PLAIN) {
            for (int fraction = 1; fraction < POWERS_OF_TEN.length; fraction++) {
                double power = POWERS_OF_TEN[fraction];
                long digits = (long) (size * power + 0.5);
                if (digits / power == size) {
                    if (value < 0) {
                        target[at++] = '-';
                    }
                    return writeFixed(digits, fraction, target, at);
                }
            }
        }
        return writeAscii(NumberOutput.toString(value, true), target, at);
    }

    private static int writeFixed(long digits, int fraction, byte[] target, int at) {
        long whole = digits / WHOLE_POWERS_OF_TEN[fraction];
        int point = at + digits(whole);
        int end = point + 1 + fraction;
        writeDigits(whole, target, at, point);
        target[point] = '.';
        writeDigits(digits - whole * WHOLE_POWERS_OF_TEN[fraction], target, point + 1, end);
        return end;
    }

    /** Fills the places with the last digits of a number, with zeros in front of shorter ones. */
    private static void writeDigits(long number, byte[] target, int from, int to) {
        int place = to;
        while (place - from >= 2) {
            long rest = number / 100;
            int pair = 2 * (int) (number - 100 * rest);
            target[--place] = PAIRS[pair + 1];
            target[--place] = PAIRS[pair];
            number = rest;
        }
        if (place > from) {
            target[from] = (byte) ('0' + number % 10);
        }
    }

    private static int writeAscii(String text, byte[] target, int at) {
        byte[] ascii = text.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(ascii, 0, target, at, ascii.length);
        return at + ascii.length;
    }

    /** How many digits a number from 0 on has. */
    private static int digits(long number) {
        // As many as the logarithm to base ten says, which is 1233 / 4096 of that to base two.
        int guess = ((64 - Long.numberOfLeadingZeros(number | 1)) * 1233) >>> 12;
        return number >= WHOLE_POWERS_OF_TEN[guess] ? guess + 1 : Math.max(1, guess);
    }
}
