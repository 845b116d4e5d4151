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

package io.flinkbundle.emulators.influxdb3.sql;

import org.apache.flink.annotation.Internal;

import java.util.Locale;

/** A column of a result, and how its values are read and shown. */
@Internal
public record ResultColumn(String name, Kind kind) {

    /** How a value is read. */
    public enum Kind {
        /** Nanoseconds since the epoch. */
        TIME,
        LONG,
        DOUBLE,
        BOOLEAN,
        /** Another whole number, as a text. */
        INTEGER,
        /** A whole number of 64 bits without a sign, as a text. */
        UNSIGNED,
        /** A number that is none of these, as a text. */
        NUMBER,
        TEXT
    }

    /** The column that DuckDB gives this name and type. */
    static ResultColumn of(String name, String duckType) {
        return new ResultColumn(name.replace("count_star()", "count(*)"), kindOf(duckType));
    }

    private static Kind kindOf(String duckType) {
        String type = duckType.toUpperCase(Locale.ROOT);
        return switch (type) {
            case "TIMESTAMP_NS",
                    "TIMESTAMP",
                    "TIMESTAMP_MS",
                    "TIMESTAMP_S",
                    "TIMESTAMP WITH TIME ZONE" ->
                    Kind.TIME;
            case "BIGINT" -> Kind.LONG;
            case "DOUBLE" -> Kind.DOUBLE;
            case "BOOLEAN" -> Kind.BOOLEAN;
            case "TINYINT", "SMALLINT", "INTEGER", "HUGEINT", "UTINYINT", "USMALLINT", "UINTEGER" ->
                    Kind.INTEGER;
            case "UBIGINT", "UHUGEINT" -> Kind.UNSIGNED;
            case "FLOAT" -> Kind.NUMBER;
            default -> type.startsWith("DECIMAL") ? Kind.NUMBER : Kind.TEXT;
        };
    }

    /** The expression that gives the value as it is read. */
    String read(String column) {
        return switch (kind) {
            case TIME -> "epoch_ns(" + column + ")";
            case LONG, DOUBLE, BOOLEAN -> column;
            case INTEGER, UNSIGNED, NUMBER, TEXT -> "CAST(" + column + " AS VARCHAR)";
        };
    }
}
