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

import io.flinkbundle.emulators.influxdb3.schema.ColumnType;

import org.apache.flink.annotation.Internal;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

/** Reads the numbers of line protocol: {@code -1i}, {@code 1u}, {@code -1.5e-3}, and timestamps. */
@Internal
final class NumberParser {

    /**
     * Doubles hold integers exactly up to here, and powers of ten up to 10^22: their product and
     * quotient are exact too.
     */
    private static final long EXACT_MANTISSA = 1L << 53;

    private static final double[] POWERS_OF_TEN = {
        1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15, 1e16,
        1e17, 1e18, 1e19, 1e20, 1e21, 1e22
    };

    private static final int MAX_LONG_DIGITS = 18;

    private byte[] bytes = new byte[0];
    private int start;
    private int limit;
    private int end;
    private ColumnType type = ColumnType.FLOAT;
    private long bits;

    /** Where the number that was read ends. */
    int end() {
        return end;
    }

    ColumnType type() {
        return type;
    }

    /** An integer, signed or not, or the bits of a double. */
    long bits() {
        return bits;
    }

    /** Reads a number from its sign or first digit on, and says whether there is one. */
    boolean parse(byte[] input, int from, int to) throws LineProtocolException {
        begin(input, from, to);
        int digits = negative() ? from + 1 : from;
        int afterDigits = skipDigits(digits);
        if (afterDigits == digits) {
            return false;
        }
        if (afterDigits < to && input[afterDigits] == 'i') {
            type = ColumnType.INTEGER;
            bits = signed(afterDigits, "integer");
            end = afterDigits + 1;
        } else if (afterDigits < to && input[afterDigits] == 'u' && !negative()) {
            type = ColumnType.UINTEGER;
            bits = unsigned(afterDigits);
            end = afterDigits + 1;
        } else {
            type = ColumnType.FLOAT;
            parseFloat(digits, afterDigits);
        }
        return true;
    }

    /** Reads a timestamp, and says whether there is one. */
    boolean parseTimestamp(byte[] input, int from, int to) throws LineProtocolException {
        begin(input, from, to);
        int digits = negative() ? from + 1 : from;
        int afterDigits = skipDigits(digits);
        if (afterDigits == digits) {
            return false;
        }
        bits = signed(afterDigits, "timestamp");
        end = afterDigits;
        return true;
    }

    private void begin(byte[] input, int from, int to) {
        bytes = input;
        start = from;
        limit = to;
    }

    private boolean negative() {
        return bytes[start] == '-';
    }

    private int skipDigits(int from) {
        int at = from;
        while (at < limit && isDigit(bytes[at])) {
            at++;
        }
        return at;
    }

    private long signed(int to, String what) throws LineProtocolException {
        int from = negative() ? start + 1 : start;
        if (to - from <= MAX_LONG_DIGITS) {
            long value = digits(from, to, 0);
            return negative() ? -value : value;
        }
        try {
            return Long.parseLong(text(to));
        } catch (NumberFormatException e) {
            throw unreadable(what, to);
        }
    }

    private long unsigned(int to) throws LineProtocolException {
        if (to - start <= MAX_LONG_DIGITS) {
            return digits(start, to, 0);
        }
        try {
            return Long.parseUnsignedLong(text(to));
        } catch (NumberFormatException e) {
            throw unreadable("unsigned integer", to);
        }
    }

    private void parseFloat(int digits, int afterDigits) {
        int fractionStart = afterDigits;
        int fractionEnd = afterDigits;
        if (afterDigits < limit && bytes[afterDigits] == '.') {
            int afterFraction = skipDigits(afterDigits + 1);
            if (afterFraction > afterDigits + 1) {
                fractionStart = afterDigits + 1;
                fractionEnd = afterFraction;
            }
        }
        end = afterExponent(fractionEnd);
        boolean plain = end == fractionEnd;
        int length = afterDigits - digits + fractionEnd - fractionStart;
        if (plain && length <= MAX_LONG_DIGITS) {
            long mantissa = digits(fractionStart, fractionEnd, digits(digits, afterDigits, 0));
            if (mantissa <= EXACT_MANTISSA) {
                double value = mantissa / POWERS_OF_TEN[fractionEnd - fractionStart];
                bits = Double.doubleToRawLongBits(negative() ? -value : value);
                return;
            }
        }
        bits = Double.doubleToRawLongBits(Double.parseDouble(text(end)));
    }

    private int afterExponent(int from) {
        if (from == limit || bytes[from] != 'e' && bytes[from] != 'E') {
            return from;
        }
        int digits = from + 1;
        if (digits < limit && (bytes[digits] == '-' || bytes[digits] == '+')) {
            digits++;
        }
        int after = skipDigits(digits);
        return after > digits ? after : from;
    }

    private long digits(int from, int to, long before) {
        long value = before;
        for (int at = from; at < to; at++) {
            value = value * 10 + bytes[at] - '0';
        }
        return value;
    }

    private String text(int to) {
        return new String(bytes, start, to - start, ISO_8859_1);
    }

    private LineProtocolException unreadable(String what, int to) {
        return new LineProtocolException("Unable to parse " + what + " value `" + text(to) + "`");
    }

    private static boolean isDigit(byte c) {
        return c >= '0' && c <= '9';
    }
}
