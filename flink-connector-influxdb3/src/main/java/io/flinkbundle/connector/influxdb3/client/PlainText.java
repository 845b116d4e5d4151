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

/**
 * Copies as much of a text as can stand as it is, eight bytes at a time: most tags hold nothing
 * that line protocol would have escaped.
 */
@Internal
final class PlainText {

    private static final long ONES = 0x0101010101010101L;
    private static final long HIGH_BITS = 0x8080808080808080L;

    private static final long AFTER_SPACES = ONES * (' ' + 1);
    private static final long COMMAS = ONES * ',';
    private static final long EQUALS_SIGNS = ONES * '=';
    private static final long BACKSLASHES = ONES * '\\';

    private PlainText() {}

    /**
     * Copies a beginning without blanks, control characters, commas, equals signs and backslashes,
     * not always the longest one, and returns its length. Up to eight bytes behind it are written
     * over, but none behind the place of the whole text.
     */
    static int copy(byte[] text, int offset, int count, byte[] target, int at) {
        int last = count - Long.BYTES;
        if (last < 0) {
            return 0;
        }
        for (int done = 0; done < last; done += Long.BYTES) {
            long word = Words.get(text, offset + done);
            Words.put(target, at + done, word);
            if (!isPlain(word)) {
                return done;
            }
        }
        // The last eight bytes, of which some have been copied already.
        long word = Words.get(text, offset + last);
        Words.put(target, at + last, word);
        return isPlain(word) ? count : last - last % Long.BYTES;
    }

    private static boolean isPlain(long bytes) {
        long special = (bytes - AFTER_SPACES) & ~bytes;
        special |= withZero(bytes ^ COMMAS);
        special |= withZero(bytes ^ EQUALS_SIGNS);
        special |= withZero(bytes ^ BACKSLASHES);
        return (special & HIGH_BITS) == 0;
    }

    /** Has a high bit set if one of the bytes is zero. */
    private static long withZero(long bytes) {
        return (bytes - ONES) & ~bytes;
    }
}
