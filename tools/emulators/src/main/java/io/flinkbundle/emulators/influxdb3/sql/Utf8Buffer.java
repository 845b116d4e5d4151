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

import org.apache.flink.annotation.Internal;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Bytes that grow, and how rows are written into them. */
@Internal
final class Utf8Buffer {

    private static final int INITIAL_CAPACITY = 1 << 12;
    private static final int MAX_LONG_DIGITS = 20;
    private static final int MAX_FRACTION_DIGITS = 6;
    private static final double MAX_SHORT_DOUBLE = 1e9;
    private static final String HEX = "0123456789abcdef";

    private byte[] bytes = new byte[INITIAL_CAPACITY];
    private int length;

    private void room(int more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
        }
    }

    void put(char ascii) {
        room(1);
        bytes[length++] = (byte) ascii;
    }

    void put(byte[] text) {
        room(text.length);
        System.arraycopy(text, 0, bytes, length, text.length);
        length += text.length;
    }

    void ascii(String text) {
        int chars = text.length();
        room(chars);
        for (int i = 0; i < chars; i++) {
            bytes[length++] = (byte) text.charAt(i);
        }
    }

    void text(String text) {
        put(text.getBytes(UTF_8));
    }

    /** So many digits of a number, with zeros before them. */
    void digits(int value, int count) {
        room(count);
        int rest = value;
        for (int i = length + count - 1; i >= length; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += count;
    }

    void number(long value) {
        if (value == Long.MIN_VALUE) {
            ascii(Long.toString(value));
            return;
        }
        room(MAX_LONG_DIGITS);
        long rest = Math.abs(value);
        if (value < 0) {
            bytes[length++] = '-';
        }
        int digits = digitsOf(rest);
        for (int i = length + digits - 1; i >= length; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        length += digits;
    }

    private static int digitsOf(long notNegative) {
        int digits = 1;
        for (long rest = notNegative / 10; rest > 0; rest /= 10) {
            digits++;
        }
        return digits;
    }

    /**
     * @param notFinite what stands for a number that has no digits
     */
    void number(double value, String notFinite) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            ascii(notFinite);
        } else if (Math.abs(value) >= MAX_SHORT_DOUBLE || !shortNumber(value)) {
            ascii(Double.toString(value));
        }
    }

    /**
     * Writes a number that a few digits give exactly, which is much faster than to find them for
     * any number.
     */
    private boolean shortNumber(double value) {
        double magnitude = Math.abs(value);
        int power = 1;
        for (int digits = 0; digits <= MAX_FRACTION_DIGITS; digits++, power *= 10) {
            long scaled = Math.round(magnitude * power);
            if ((double) scaled / power == magnitude) {
                if (Double.doubleToRawLongBits(value) < 0) {
                    put('-');
                }
                number(scaled / power);
                put('.');
                digits((int) (scaled % power), Math.max(digits, 1));
                return true;
            }
        }
        return false;
    }

    /** A text in quotes, with the escapes of JSON. */
    void json(String text) {
        room(text.length() + 2);
        bytes[length++] = '"';
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c >= 0x80 || c < ' ' || c == '"' || c == '\\') {
                length -= i;
                escaped(text);
                put('"');
                return;
            }
            bytes[length++] = (byte) c;
        }
        put('"');
    }

    private void escaped(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 8);
        for (char c : text.toCharArray()) {
            switch (c) {
                case '"' -> escaped.append("\\\"");
                case '\\' -> escaped.append("\\\\");
                case '\n' -> escaped.append("\\n");
                case '\r' -> escaped.append("\\r");
                case '\t' -> escaped.append("\\t");
                default -> {
                    if (c < ' ') {
                        escaped.append("\\u00")
                                .append(HEX.charAt(c >> 4))
                                .append(HEX.charAt(c & 15));
                    } else {
                        escaped.append(c);
                    }
                }
            }
        }
        text(escaped.toString());
    }

    void flushTo(OutputStream out) throws IOException {
        out.write(bytes, 0, length);
        length = 0;
    }

    @Override
    public String toString() {
        return new String(bytes, 0, length, UTF_8);
    }
}
