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

package io.flinkbundle.connector.redis.table.converter;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.StringData;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** Character strings, of which the server only knows the bytes. */
@Internal
final class Utf8Text {

    private Utf8Text() {}

    /**
     * @param shortest in characters
     * @param longest in characters
     */
    static StringData parse(byte[] utf8, int shortest, int longest) {
        int characters = isAscii(utf8) ? utf8.length : characters(utf8);
        if (characters < shortest || characters > longest) {
            throw new IllegalArgumentException(
                    "the text has "
                            + characters
                            + " characters, the column takes "
                            + range(shortest, longest));
        }
        return StringData.fromBytes(utf8);
    }

    static String range(int shortest, int longest) {
        return shortest == longest ? Integer.toString(longest) : "at most " + longest;
    }

    private static boolean isAscii(byte[] bytes) {
        int signs = 0;
        for (byte each : bytes) {
            signs |= each;
        }
        return signs >= 0;
    }

    private static int characters(byte[] utf8) {
        try {
            // A fresh decoder reports malformed input, which the constructor of String replaces.
            String text =
                    StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(utf8)).toString();
            return text.codePointCount(0, text.length());
        } catch (CharacterCodingException e) {
            throw new IllegalArgumentException("the text is not in UTF-8", e);
        }
    }
}
