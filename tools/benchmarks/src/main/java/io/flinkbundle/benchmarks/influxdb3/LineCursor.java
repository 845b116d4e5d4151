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

package io.flinkbundle.benchmarks.influxdb3;

import org.apache.flink.annotation.Internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Walks through lines, and fails where they are not what was expected. */
@Internal
final class LineCursor {

    private final byte[] bytes;
    private final int end;
    private int at;

    LineCursor(byte[] bytes, int end) {
        this.bytes = bytes;
        this.end = end;
    }

    boolean isAtEnd() {
        return at == end;
    }

    /** What was skipped last. */
    byte last() {
        return bytes[at - 1];
    }

    void skip(byte[] expected) throws IOException {
        for (byte each : expected) {
            if (at == end || bytes[at++] != each) {
                throw new IOException(
                        "Expected '%s' before byte %d of the lines, found something else"
                                .formatted(text(expected), at));
            }
        }
    }

    /** What comes before either of two characters, which is skipped. */
    byte[] until(char one, char other) throws IOException {
        int start = at;
        while (at < end && bytes[at] != one && bytes[at] != other) {
            at++;
        }
        if (at == end) {
            throw new IOException("The lines end before a '" + other + "'");
        }
        return Arrays.copyOfRange(bytes, start, at++);
    }

    String textUntil(char one, char other) throws IOException {
        return text(until(one, other));
    }

    static String text(byte[] ascii) {
        return new String(ascii, StandardCharsets.US_ASCII);
    }

    /** The digits of an integer field. */
    static String integer(String value) throws IOException {
        if (!value.endsWith("i")) {
            throw new IOException("A line has the value '" + value + "', which is no integer");
        }
        return value.substring(0, value.length() - 1);
    }
}
