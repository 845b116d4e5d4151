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

package io.flinkbundle.connector.duckdb.sink.writer;

import org.apache.flink.annotation.Internal;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** A JSON document that is being written, in UTF-8. Used again for the next one. */
@Internal
final class JsonText {

    private static final byte[] NULL = ascii("null");
    private static final byte[] HEX_DIGITS = ascii("0123456789abcdef");
    private static final int INITIAL_BYTES = 256;
    private static final int FIRST_PRINTABLE = ' ';

    /** As many bytes as the longest form of one takes: {@code \u0000}. */
    private static final int ESCAPED_BYTES = 6;

    private final boolean unifiesZeros;
    private byte[] bytes = new byte[INITIAL_BYTES];
    private int length;

    JsonText() {
        this(false);
    }

    private JsonText(boolean unifiesZeros) {
        this.unifiesZeros = unifiesZeros;
    }

    /** A text that is the same for values that DuckDB takes for equal, as it does the two zeros. */
    static JsonText forComparison() {
        return new JsonText(true);
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** A string as it stands in a document, with its quotes. */
    static String quoted(String string) {
        JsonText text = new JsonText();
        text.string(string.getBytes(StandardCharsets.UTF_8));
        return new String(text.toBytes(), StandardCharsets.UTF_8);
    }

    void clear() {
        length = 0;
    }

    void nullValue() {
        raw(NULL);
    }

    void number(long value) {
        raw(ascii(Long.toString(value)));
    }

    /** Appends a number, or the name of what is none: NaN, Infinity. */
    void number(double value) {
        // The sum of the negative zero and the positive one is the positive one.
        byte[] text = ascii(Double.toString(unifiesZeros ? value + 0.0 : value));
        if (Double.isFinite(value)) {
            raw(text);
        } else {
            plainString(text);
        }
    }

    /** Appends bytes as they are. */
    void raw(byte[] part) {
        reserve(part.length);
        System.arraycopy(part, 0, bytes, length, part.length);
        length += part.length;
    }

    void raw(char part) {
        reserve(1);
        bytes[length++] = (byte) part;
    }

    /** Appends bytes that need no escape, in quotes. */
    void plainString(byte[] content) {
        raw('"');
        raw(content);
        raw('"');
    }

    /** Appends a string, in quotes. */
    void string(byte[] utf8) {
        reserve(utf8.length + 2);
        bytes[length++] = '"';
        for (int i = 0; i < utf8.length; i++) {
            byte next = utf8[i];
            if (next == '"' || next == '\\' || next >= 0 && next < FIRST_PRINTABLE) {
                reserve(ESCAPED_BYTES + utf8.length - i + 1);
                escape(next);
            } else {
                bytes[length++] = next;
            }
        }
        raw('"');
    }

    private void escape(byte next) {
        bytes[length++] = '\\';
        if (next >= FIRST_PRINTABLE) {
            bytes[length++] = next;
            return;
        }
        bytes[length++] = 'u';
        bytes[length++] = '0';
        bytes[length++] = '0';
        bytes[length++] = HEX_DIGITS[next >> 4];
        bytes[length++] = HEX_DIGITS[next & 0xf];
    }

    byte[] toBytes() {
        return Arrays.copyOf(bytes, length);
    }

    /** A copy that equals another one if its bytes do. */
    ByteBuffer toComparable() {
        return ByteBuffer.wrap(toBytes());
    }

    private void reserve(int more) {
        if (more > bytes.length - length) {
            bytes = Arrays.copyOf(bytes, Math.max(Math.addExact(length, more), growth()));
        }
    }

    private int growth() {
        return (int) Math.min(2L * bytes.length, Integer.MAX_VALUE - 8L);
    }
}
