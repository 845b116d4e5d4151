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

package io.flinkbundle.emulators.influxdb3.testing;

import java.util.Map;

/**
 * A point as a test has it, and how it stands in line protocol. Values of fields are Double, Long,
 * Boolean, String, or Unsigned.
 */
public record Point(
        String measurement, Map<String, String> tags, Map<String, Object> fields, long time) {

    /** An unsigned integer. */
    public record Unsigned(long bits) {

        @Override
        public String toString() {
            return Long.toUnsignedString(bits);
        }
    }

    /** The line of the point. */
    public String line() {
        StringBuilder line = new StringBuilder(escape(measurement, "\\, "));
        tags.forEach(
                (key, value) ->
                        line.append(',')
                                .append(escape(key, "\\,= "))
                                .append('=')
                                .append(escape(value, "\\,= ")));
        char separator = ' ';
        for (Map.Entry<String, Object> field : fields.entrySet()) {
            line.append(separator)
                    .append(escape(field.getKey(), "\\,= "))
                    .append('=')
                    .append(value(field.getValue()));
            separator = ',';
        }
        return line.append(' ').append(time).toString();
    }

    private static String value(Object value) {
        if (value instanceof Long) {
            return value + "i";
        } else if (value instanceof Unsigned) {
            return value + "u";
        } else if (value instanceof String text) {
            return '"' + escape(text, "\\\"") + '"';
        }
        return value.toString();
    }

    private static String escape(String text, String escaped) {
        StringBuilder result = new StringBuilder();
        for (char c : text.toCharArray()) {
            if (escaped.indexOf(c) >= 0) {
                result.append('\\');
            }
            result.append(c);
        }
        return result.toString();
    }
}
