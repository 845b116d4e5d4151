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

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** Strings of JSON in bytes. Eight bytes behind the text must be readable. */
@Internal
final class JsonText {

    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    private static final long ONES = 0x0101010101010101L;
    private static final long HIGHS = 0x8080808080808080L;
    private static final long QUOTES = '"' * ONES;
    private static final long BACKSLASHES = '\\' * ONES;

    private static final long MIX = 0x9E3779B97F4A7C15L;
    private static final int HEX_DIGITS = 4;

    private JsonText() {}

    static long longAt(byte[] bytes, int at) {
        return (long) LONGS.get(bytes, at);
    }

    /** The place of the first quote or backslash. */
    static int quoteOrBackslash(byte[] bytes, int from) {
        int at = from;
        while (true) {
            long word = longAt(bytes, at);
            long quotes = word ^ QUOTES;
            long backslashes = word ^ BACKSLASHES;
            long found = ((quotes - ONES) & ~quotes | (backslashes - ONES) & ~backslashes) & HIGHS;
            if (found != 0) {
                // Higher bytes may be wrong, the lowest is not.
                return at + (Long.numberOfTrailingZeros(found) >>> 3);
            }
            at += Long.BYTES;
        }
    }

    /** The place of the quote that ends a string. */
    static int end(byte[] bytes, int from) {
        int at = quoteOrBackslash(bytes, from);
        while (bytes[at] == '\\') {
            at = quoteOrBackslash(bytes, at + 2);
        }
        return at;
    }

    /**
     * Takes the escapes out of a string, in its place, where it gets shorter.
     *
     * @return its length without them
     */
    static int unescape(byte[] bytes, int from, int to) {
        int read = from;
        int write = from;
        while (read < to) {
            byte b = bytes[read++];
            if (b != '\\') {
                bytes[write++] = b;
                continue;
            }
            byte escaped = bytes[read++];
            switch (escaped) {
                case 'n' -> bytes[write++] = '\n';
                case 't' -> bytes[write++] = '\t';
                case 'r' -> bytes[write++] = '\r';
                case 'b' -> bytes[write++] = '\b';
                case 'f' -> bytes[write++] = '\f';
                case 'u' -> {
                    int first = hex(bytes, read);
                    read += HEX_DIGITS;
                    int codePoint = first;
                    if (Character.isHighSurrogate((char) first)
                            && bytes[read] == '\\'
                            && bytes[read + 1] == 'u') {
                        codePoint =
                                Character.toCodePoint((char) first, (char) hex(bytes, read + 2));
                        read += 2 + HEX_DIGITS;
                    }
                    byte[] utf8 = Character.toString(codePoint).getBytes(StandardCharsets.UTF_8);
                    System.arraycopy(utf8, 0, bytes, write, utf8.length);
                    write += utf8.length;
                }
                default -> bytes[write++] = escaped;
            }
        }
        return write - from;
    }

    private static int hex(byte[] bytes, int at) {
        int value = 0;
        for (int i = at; i < at + HEX_DIGITS; i++) {
            int digit = Character.digit(bytes[i], 16);
            if (digit < 0) {
                throw new IllegalArgumentException("A string has a broken escape.");
            }
            value = value << 4 | digit;
        }
        return value;
    }

    /** A number for some bytes, which others hardly have. */
    static long hash(byte[] bytes, int from, int to, long seed) {
        long hash = seed ^ (to - from) * MIX;
        int at = from;
        while (at + Long.BYTES <= to) {
            hash = mix(hash ^ longAt(bytes, at));
            at += Long.BYTES;
        }
        if (at < to) {
            long rest = longAt(bytes, at) & -1L >>> 8 * (Long.BYTES - (to - at));
            hash = mix(hash ^ rest);
        }
        return mix(hash);
    }

    /** Spreads the bits of a number. */
    static long mix(long value) {
        long z = (value ^ value >>> 32) * MIX;
        z = (z ^ z >>> 29) * 0xBF58476D1CE4E5B9L;
        return z ^ z >>> 32;
    }
}
