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

package io.flinkbundle.connector.redis.client;

import org.apache.flink.annotation.PublicEvolving;

import java.io.Serializable;
import java.nio.charset.StandardCharsets;

/**
 * The id of a stream entry: a time in milliseconds and a number that orders the entries of that
 * millisecond. Ids of one stream only grow.
 *
 * <p>Both parts are unsigned 64-bit numbers, as the server defines them.
 *
 * @param millis unsigned; usually the server's clock when the entry was added
 * @param sequence unsigned
 * @see <a href="https://redis.io/docs/latest/develop/data-types/streams/#entry-ids">Entry ids</a>
 */
@PublicEvolving
public record StreamId(long millis, long sequence) implements Comparable<StreamId>, Serializable {

    private static final long serialVersionUID = 1L;

    private static final long MAX_BEFORE_LAST_DIGIT = Long.divideUnsigned(-1L, 10);

    /** Below the id of every entry: reading after it starts at the beginning of the stream. */
    public static final StreamId ZERO = new StreamId(0, 0);

    /**
     * The highest id of the millisecond before: reading after it starts at {@code millis}. No entry
     * is older than 1970, because ids are unsigned.
     */
    public static StreamId justBefore(long millis) {
        return millis <= 0 ? ZERO : new StreamId(millis - 1, -1L);
    }

    /**
     * Reads {@code 1526919030474-55}; the sequence may be left out and is 0 then.
     *
     * @throws IllegalArgumentException if the text is not an id
     */
    public static StreamId parse(String text) {
        return parse(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    /**
     * Reads an id as it stands in a reply.
     *
     * @throws IllegalArgumentException if the bytes are not an id
     */
    public static StreamId parse(byte[] ascii) {
        int dash = dashOf(ascii);
        return new StreamId(
                unsigned(ascii, 0, dash),
                dash == ascii.length ? 0 : unsigned(ascii, dash + 1, ascii.length));
    }

    /** Whether the id stands for the end of its millisecond, not for an entry. */
    public boolean isLastOfItsMillisecond() {
        return sequence == -1L;
    }

    static int dashOf(byte[] ascii) {
        int dash = 0;
        while (dash < ascii.length && ascii[dash] != '-') {
            dash++;
        }
        return dash;
    }

    static long unsigned(byte[] ascii, int from, int to) {
        // Twenty digits can pass 2^64, nineteen cannot; the server itself never sends more.
        if (from == to || to - from > 20) {
            throw malformed(ascii);
        }
        long value = 0;
        for (int i = from; i < to; i++) {
            int digit = ascii[i] - '0';
            if (digit < 0 || digit > 9) {
                throw malformed(ascii);
            }
            if (i - from == 19
                    && (Long.compareUnsigned(value, MAX_BEFORE_LAST_DIGIT) > 0
                            || (value == MAX_BEFORE_LAST_DIGIT && digit > 5))) {
                throw malformed(ascii);
            }
            value = value * 10 + digit;
        }
        return value;
    }

    private static IllegalArgumentException malformed(byte[] ascii) {
        return new IllegalArgumentException(
                "'"
                        + new String(ascii, StandardCharsets.ISO_8859_1)
                        + "' is not the id of a stream entry. An id has the form"
                        + " <milliseconds>-<sequence>, for example 1526919030474-0.");
    }

    @Override
    public int compareTo(StreamId other) {
        int byTime = Long.compareUnsigned(millis, other.millis);
        return byTime != 0 ? byTime : Long.compareUnsigned(sequence, other.sequence);
    }

    /** Whether an entry with this id comes after an entry with the other id. */
    public boolean isAfter(StreamId other) {
        return compareTo(other) > 0;
    }

    /** The form that commands take: {@code <milliseconds>-<sequence>}. */
    public byte[] toBytes() {
        int dash = digits(millis);
        byte[] ascii = new byte[dash + 1 + digits(sequence)];
        print(millis, ascii, dash);
        ascii[dash] = '-';
        print(sequence, ascii, ascii.length);
        return ascii;
    }

    private static int digits(long unsigned) {
        int digits = 1;
        for (long rest = unsigned; Long.compareUnsigned(rest, 10) >= 0; digits++) {
            rest = Long.divideUnsigned(rest, 10);
        }
        return digits;
    }

    private static void print(long unsigned, byte[] ascii, int end) {
        long rest = unsigned;
        int at = end;
        do {
            long tens = Long.divideUnsigned(rest, 10);
            ascii[--at] = (byte) ('0' + (rest - tens * 10));
            rest = tens;
        } while (rest != 0);
    }

    @Override
    public String toString() {
        return Long.toUnsignedString(millis) + "-" + Long.toUnsignedString(sequence);
    }
}
