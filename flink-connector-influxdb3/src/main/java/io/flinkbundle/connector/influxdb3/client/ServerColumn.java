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

import java.util.Locale;

/**
 * A column of a table of the server.
 *
 * @param type what it holds
 */
@Internal
public record ServerColumn(String name, Type type) {

    /** What a column holds. */
    public enum Type {
        TAG,
        TIME,
        STRING,
        INTEGER,
        UNSIGNED,
        FLOAT,
        BOOLEAN,
        /** Something that servers of today do not have. */
        OTHER;

        /** In words, for messages. */
        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }

        /** What the server calls it, which is the name that Arrow has for its type. */
        static Type ofArrow(String arrowType) {
            if (arrowType.startsWith("Dictionary")) {
                return TAG;
            }
            if (arrowType.startsWith("Timestamp")) {
                return TIME;
            }
            return switch (arrowType) {
                case "Utf8", "LargeUtf8", "Utf8View" -> STRING;
                case "Int64" -> INTEGER;
                case "UInt64" -> UNSIGNED;
                case "Float64" -> FLOAT;
                case "Boolean" -> BOOLEAN;
                default -> OTHER;
            };
        }
    }
}
