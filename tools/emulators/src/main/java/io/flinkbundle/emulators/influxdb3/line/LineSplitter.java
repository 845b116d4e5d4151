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

/**
 * Splits line protocol into its lines: at each line feed that is neither escaped nor within the
 * quotes of a string field. Whether a quote opens a string is told by the equals signs and commas
 * before it, as the server does; it looks at comments no different.
 *
 * <pre>{@code
 * while (splitter.next()) {
 *     parse(bytes, splitter.start(), splitter.end());
 * }
 * }</pre>
 */
@Internal
public final class LineSplitter {

    private final byte[] bytes;
    private final int length;

    private int start;
    private int end = -1;

    public LineSplitter(byte[] bytes, int length) {
        this.bytes = bytes;
        this.length = length;
    }

    /** Goes to the next line, which may be blank or a comment. */
    public boolean next() {
        start = end + 1;
        if (start >= length) {
            return false;
        }
        end = endOfLine(start);
        return true;
    }

    public int start() {
        return start;
    }

    public int end() {
        return end;
    }

    private int endOfLine(int from) {
        int at = from;
        while (at < length) {
            byte c = bytes[at];
            if (c == ' ') {
                return endOfFields(at + 1);
            } else if (c == '\\') {
                at++;
            } else if (c == '\n') {
                return at;
            }
            at++;
        }
        return length;
    }

    /** From behind the first space on, where strings may be. */
    private int endOfFields(int from) {
        boolean quoted = false;
        int equals = 0;
        int commas = 0;
        int at = from;
        while (at < length) {
            switch (bytes[at]) {
                case '\\' -> at++;
                case '=' -> equals += quoted ? 0 : 1;
                case ',' -> commas += quoted ? 0 : 1;
                case '"' -> quoted ^= equals > commas;
                case '\n' -> {
                    if (!quoted) {
                        return at;
                    }
                }
                default -> {}
            }
            at++;
        }
        return length;
    }
}
