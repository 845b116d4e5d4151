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

package io.flinkbundle.emulators.influxdb3.engine;

import org.apache.flink.annotation.Internal;

/**
 * Names as DuckDB can tell them apart. InfluxDB's names are case-sensitive and DuckDB's are not, so
 * an upper-case letter becomes a mark and its lower-case letter.
 */
@Internal
public final class Identifiers {

    private static final char MARK = '^';

    private Identifiers() {}

    /** The name as DuckDB has it, in quotes. */
    public static String quote(String name) {
        return '"' + encode(name).replace("\"", "\"\"") + '"';
    }

    static String encode(String name) {
        StringBuilder encoded = new StringBuilder(name.length());
        for (char c : name.toCharArray()) {
            if (c == MARK || isUpperCase(c)) {
                encoded.append(MARK);
            }
            encoded.append(isUpperCase(c) ? (char) (c - 'A' + 'a') : c);
        }
        return encoded.toString();
    }

    /** The name that DuckDB has for it. */
    public static String decode(String encoded) {
        StringBuilder name = new StringBuilder(encoded.length());
        boolean marked = false;
        for (char c : encoded.toCharArray()) {
            if (marked) {
                name.append(c >= 'a' && c <= 'z' ? (char) (c - 'a' + 'A') : c);
                marked = false;
            } else if (c == MARK) {
                marked = true;
            } else {
                name.append(c);
            }
        }
        return name.toString();
    }

    private static boolean isUpperCase(char c) {
        return c >= 'A' && c <= 'Z';
    }
}
