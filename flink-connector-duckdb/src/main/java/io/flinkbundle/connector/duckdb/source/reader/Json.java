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

package io.flinkbundle.connector.duckdb.source.reader;

import org.apache.flink.annotation.Internal;

/**
 * Finds its way in JSON that DuckDB has written, which is well-formed, without spaces, and has no
 * objects here. A parser that builds tokens would copy each value once more on a path where most of
 * the time is spent.
 */
@Internal
final class Json {

    private static final int UNICODE_DIGITS = 4;

    private Json() {}

    /** Returns the position behind the value that begins at another one. */
    static int skip(String text, int from) {
        return switch (text.charAt(from)) {
            case '"' -> skipString(text, from);
            case '[' -> skipArray(text, from);
            default -> skipWord(text, from);
        };
    }

    private static int skipString(String text, int open) {
        int position = open + 1;
        while (true) {
            char next = text.charAt(position++);
            if (next == '"') {
                return position;
            }
            if (next == '\\') {
                position++;
            }
        }
    }

    private static int skipArray(String text, int open) {
        int position = open + 1;
        for (int depth = 1; depth > 0; ) {
            char next = text.charAt(position);
            if (next == '"') {
                position = skipString(text, position);
            } else {
                depth += next == '[' ? 1 : next == ']' ? -1 : 0;
                position++;
            }
        }
        return position;
    }

    private static int skipWord(String text, int from) {
        int position = from;
        while (text.charAt(position) != ',' && text.charAt(position) != ']') {
            position++;
        }
        return position;
    }

    /** Reads the string that stands, in quotes, between two positions. */
    static String string(String text, int start, int end) {
        int from = start + 1;
        int to = end - 1;
        int escape = text.indexOf('\\', from);
        if (escape < 0 || escape >= to) {
            return text.substring(from, to);
        }
        StringBuilder content = new StringBuilder(to - from);
        int position = from;
        while (position < to) {
            char next = text.charAt(position++);
            if (next != '\\') {
                content.append(next);
                continue;
            }
            char escaped = text.charAt(position++);
            if (escaped == 'u') {
                content.append(
                        (char) Integer.parseInt(text, position, position + UNICODE_DIGITS, 16));
                position += UNICODE_DIGITS;
            } else {
                content.append(unescape(escaped));
            }
        }
        return content.toString();
    }

    private static char unescape(char escaped) {
        return switch (escaped) {
            case 'b' -> '\b';
            case 'f' -> '\f';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            default -> escaped;
        };
    }
}
