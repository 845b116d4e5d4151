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

import org.apache.flink.annotation.Internal;

import java.util.Arrays;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Takes the escapes out of the names and texts of line protocol. */
@Internal
final class Text {

    /** What a backslash escapes in a tag and in the key of a field. */
    static final String KEY_ESCAPES = "\\,= ";

    /** What a backslash escapes in a measurement. */
    static final String MEASUREMENT_ESCAPES = "\\, ";

    /** What a backslash escapes within quotes. */
    static final String STRING_ESCAPES = "\\\"";

    private Text() {}

    static String string(byte[] bytes, int start, int end) {
        return new String(bytes, start, end - start, UTF_8);
    }

    /** The text without the backslashes that escape something; all others stay. */
    static byte[] unescape(byte[] bytes, int start, int end, String escapes) {
        byte[] text = new byte[end - start];
        int length = 0;
        int at = start;
        while (at < end) {
            byte c = bytes[at++];
            if (c == '\\' && at < end) {
                byte next = bytes[at++];
                if (escapes.indexOf(next) < 0) {
                    text[length++] = c;
                }
                text[length++] = next;
            } else {
                text[length++] = c;
            }
        }
        return Arrays.copyOf(text, length);
    }
}
