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

package io.flinkbundle.emulators.influxdb3.write;

import org.apache.flink.annotation.Internal;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * The lines that the server shows for lines that it cannot parse. It takes the n-th line of the
 * text for the n-th point, so that after a blank line, a comment or a line feed within quotes it
 * shows another one.
 */
@Internal
final class OriginalLines {

    private static final int SHOWN_BYTES = 20;

    private final byte[] bytes;
    private final int length;

    private int number = 1;
    private int start;

    OriginalLines(byte[] bytes, int length) {
        this.bytes = bytes;
        this.length = length;
    }

    /** The beginning of the n-th line; n must not be less than before. */
    String beginning(int n) {
        while (number < n && start < length) {
            start = endOfLine(start) + 1;
            number++;
        }
        if (start >= length) {
            return "";
        }
        int end = endOfLine(start);
        return beginning(bytes, start, end > start && bytes[end - 1] == '\r' ? end - 1 : end);
    }

    private int endOfLine(int from) {
        int at = from;
        while (at < length && bytes[at] != '\n') {
            at++;
        }
        return at;
    }

    /** As much of a line as the server shows, without the part of a character. */
    static String beginning(byte[] bytes, int start, int end) {
        int shown = Math.min(end, start + SHOWN_BYTES);
        while (shown < end && shown > start && (bytes[shown] & 0xC0) == 0x80) {
            shown--;
        }
        return new String(bytes, start, shown - start, UTF_8);
    }
}
