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

package io.flinkbundle.emulators.influxdb3.server;

import org.apache.flink.annotation.Internal;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Checks that a body is UTF-8. */
@Internal
final class Utf8 {

    private static final int CHARS_AT_ONCE = 1 << 13;

    private Utf8() {}

    static void check(RequestBody body) throws HttpFailure {
        if (isAscii(body)) {
            return;
        }
        CharsetDecoder decoder =
                UTF_8.newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT);
        ByteBuffer bytes = ByteBuffer.wrap(body.bytes(), 0, body.length());
        CharBuffer chars = CharBuffer.allocate(CHARS_AT_ONCE);
        CoderResult result = CoderResult.OVERFLOW;
        while (result.isOverflow()) {
            chars.clear();
            result = decoder.decode(bytes, chars, true);
        }
        if (result.isError()) {
            throw HttpFailure.text(
                    HttpFailure.BAD_REQUEST,
                    "body content is not valid utf8: invalid utf-8 sequence of "
                            + result.length()
                            + " bytes from index "
                            + bytes.position());
        }
    }

    private static boolean isAscii(RequestBody body) {
        byte[] bytes = body.bytes();
        byte all = 0;
        for (int i = 0; i < body.length(); i++) {
            all |= bytes[i];
        }
        return all >= 0;
    }
}
