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

package io.flinkbundle.emulators.bigquery.sql;

import io.flinkbundle.emulators.bigquery.engine.DuckTypes;
import io.flinkbundle.emulators.bigquery.errors.ApiException;
import io.flinkbundle.emulators.bigquery.schema.Field;
import io.flinkbundle.emulators.bigquery.schema.FieldMode;
import io.flinkbundle.emulators.bigquery.schema.FieldType;

import org.apache.flink.annotation.Internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.stream.Collectors;

/** Types as GoogleSQL writes them, and the types of DuckDB as those of BigQuery. */
@Internal
final class SqlTypes {

    private static final int MAX_DIGITS = 29;

    private SqlTypes() {}

    /** The type of a field in GoogleSQL. */
    static String of(Field field) {
        String type =
                switch (field.type()) {
                    case STRUCT ->
                            field.fields().stream()
                                    .map(part -> part.name() + " " + of(part))
                                    .collect(Collectors.joining(", ", "STRUCT<", ">"));
                    case RANGE -> "RANGE<" + field.element().orElseThrow().sqlName() + ">";
                    case NUMERIC, BIGNUMERIC ->
                            field.type().sqlName()
                                    + (field.precision().isPresent()
                                            ? "("
                                                    + field.precision().getAsInt()
                                                    + ", "
                                                    + field.effectiveScale()
                                                    + ")"
                                            : "");
                    default ->
                            field.type().sqlName()
                                    + (field.maxLength().isPresent()
                                            ? "(" + field.maxLength().getAsLong() + ")"
                                            : "");
                };
        return field.isRepeated() ? "ARRAY<" + type + ">" : type;
    }

    /**
     * The field that a column of DuckDB becomes.
     *
     * @param known fields of the tables of the query: one of the same name and type is taken as it
     *     is, because DuckDB has fewer types
     */
    static Field ofDuckDb(String name, String duckType, List<Field> known) {
        Optional<Field> same =
                known.stream()
                        .filter(field -> field.name().equalsIgnoreCase(name))
                        .filter(field -> normal(DuckTypes.of(field)).equals(normal(duckType)))
                        .findFirst();
        if (same.isPresent()) {
            Field field = same.get().withName(name);
            return field.isRequired() ? field.withMode(FieldMode.NULLABLE) : field;
        }
        return new Parser(duckType).parse(name);
    }

    private static String normal(String duckType) {
        return duckType.replace("TIMESTAMP WITH TIME ZONE", "TIMESTAMPTZ")
                .replace("\"", "")
                .replace(" ", "");
    }

    /** Reads types as DuckDB writes them. */
    private static final class Parser {

        private final String text;
        private int at;

        private Parser(String text) {
            this.text = text;
        }

        private Field parse(String name) {
            Field field = base(name);
            while (text.startsWith("[", at)) {
                at = text.indexOf(']', at) + 1;
                field = field.withMode(FieldMode.REPEATED);
            }
            return field;
        }

        private Field base(String name) {
            if (text.startsWith("STRUCT(", at)) {
                at += "STRUCT(".length();
                List<Field> parts = new ArrayList<>();
                do {
                    while (text.startsWith(",", at) || text.startsWith(" ", at)) {
                        at++;
                    }
                    String part = identifier();
                    at++;
                    parts.add(parse(part));
                } while (text.startsWith(",", at));
                at++;
                return Field.of(name, FieldType.STRUCT, FieldMode.NULLABLE, parts);
            }
            int from = at;
            int depth = 0;
            while (at < text.length()) {
                char c = text.charAt(at);
                if (depth == 0 && (c == ',' || c == ')' || c == '[')) {
                    break;
                }
                depth += c == '(' ? 1 : c == ')' ? -1 : 0;
                at++;
            }
            return simple(name, text.substring(from, at).trim());
        }

        private String identifier() {
            if (text.charAt(at) == '"') {
                int end = text.indexOf('"', at + 1);
                String quoted = text.substring(at + 1, end);
                at = end + 1;
                return quoted;
            }
            int from = at;
            at = text.indexOf(' ', at);
            return text.substring(from, at);
        }

        private static Field simple(String name, String type) {
            if (type.startsWith("DECIMAL(")) {
                String[] digits = type.substring(8, type.length() - 1).split(",");
                int precision = Integer.parseInt(digits[0].trim());
                int scale = Integer.parseInt(digits[1].trim());
                if (scale <= Field.NUMERIC_SCALE && precision - scale <= MAX_DIGITS) {
                    return Field.of(name, FieldType.NUMERIC, FieldMode.NULLABLE);
                }
                return new Field(
                        name,
                        FieldType.BIGNUMERIC,
                        FieldMode.NULLABLE,
                        List.of(),
                        OptionalInt.of(precision),
                        OptionalInt.of(scale),
                        OptionalLong.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty());
            }
            FieldType mapped =
                    switch (type) {
                        case "BOOLEAN" -> FieldType.BOOL;
                        case "TINYINT",
                                "SMALLINT",
                                "INTEGER",
                                "BIGINT",
                                "HUGEINT",
                                "UTINYINT",
                                "USMALLINT",
                                "UINTEGER",
                                "UBIGINT",
                                "UHUGEINT",
                                "NULL",
                                "\"NULL\"" ->
                                FieldType.INT64;
                        case "FLOAT", "DOUBLE" -> FieldType.FLOAT64;
                        case "VARCHAR" -> FieldType.STRING;
                        case "BLOB" -> FieldType.BYTES;
                        case "DATE" -> FieldType.DATE;
                        case "TIME" -> FieldType.TIME;
                        case "TIMESTAMP" -> FieldType.DATETIME;
                        case "TIMESTAMP WITH TIME ZONE" -> FieldType.TIMESTAMP;
                        case "JSON" -> FieldType.JSON;
                        case "INTERVAL" -> FieldType.INTERVAL;
                        default -> throw ApiException.notEmulated("results of type " + type);
                    };
            return Field.of(name, mapped, FieldMode.NULLABLE);
        }
    }
}
