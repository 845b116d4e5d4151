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
import io.flinkbundle.emulators.bigquery.value.Civil;
import io.flinkbundle.emulators.bigquery.value.IntervalValue;
import io.flinkbundle.emulators.bigquery.value.JsonCells;
import io.flinkbundle.emulators.bigquery.value.Texts;
import io.flinkbundle.emulators.bigquery.value.ValueException;

import org.apache.flink.annotation.Internal;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

import static java.nio.charset.StandardCharsets.UTF_8;

/** Values in SQL. */
@Internal
final class Literals {

    private final long nowMicros;

    Literals(long nowMicros) {
        this.nowMicros = nowMicros;
    }

    static String bytes(String text) {
        StringBuilder literal = new StringBuilder();
        for (byte b : text.getBytes(UTF_8)) {
            literal.append("\\x").append(HexFormat.of().toHexDigits(b));
        }
        return "'" + literal + "'::BLOB";
    }

    /** A word that is a value, alone or with the text behind it: {@code DATE '2020-02-29'}. */
    Optional<String> typed(String word, Tokens tokens) {
        switch (word) {
            case "CURRENT_TIMESTAMP", "CURRENT_DATE", "CURRENT_DATETIME", "CURRENT_TIME" -> {
                if (tokens.skip("(")) {
                    tokens.expect(")");
                }
                return Optional.of(now(word));
            }
            default -> {
                boolean literal =
                        tokens.peek().kind() == Token.Kind.STRING
                                && FieldType.of(word).isPresent()
                                && !word.equals("INTERVAL");
                if (!literal) {
                    return Optional.empty();
                }
                Field field = Field.of("literal", FieldType.of(word).get(), FieldMode.NULLABLE);
                return Optional.of(ofText(field, tokens.next().text()));
            }
        }
    }

    private String now(String word) {
        return switch (word) {
            case "CURRENT_TIMESTAMP" -> "make_timestamptz(" + nowMicros + ")";
            case "CURRENT_DATETIME" -> "make_timestamp(" + nowMicros + ")";
            case "CURRENT_DATE" -> "CAST(make_timestamp(" + nowMicros + ") AS DATE)";
            default -> "CAST(make_timestamp(" + nowMicros + ") AS TIME)";
        };
    }

    static String ofText(Field field, String text) {
        try {
            return of(field, Texts.parse(field, text));
        } catch (ValueException e) {
            throw ApiException.invalidQuery(
                    "Invalid " + field.type().sqlName() + " literal: " + text);
        }
    }

    /** A value as SQL writes it. */
    static String of(Field field, Object value) {
        if (value == null) {
            return "CAST(NULL AS " + DuckTypes.of(field) + ")";
        }
        if (field.isRepeated()) {
            Field element = field.asElement();
            List<String> elements = new ArrayList<>();
            ((List<?>) value).forEach(e -> elements.add(of(element, e)));
            return "CAST([" + String.join(", ", elements) + "] AS " + DuckTypes.of(field) + ")";
        }
        return switch (field.type()) {
            case BOOL, INT64 -> value.toString();
            case FLOAT64 -> "CAST('" + value + "' AS DOUBLE)";
            case NUMERIC -> "CAST('" + JsonCells.plainText(field, value) + "' AS DECIMAL(38, 9))";
            case BIGNUMERIC ->
                    "CAST('" + JsonCells.plainText(field, value) + "' AS DECIMAL(38, 19))";
            case STRING, GEOGRAPHY -> DuckTypes.literal((String) value);
            case JSON -> "CAST(" + DuckTypes.literal((String) value) + " AS JSON)";
            case BYTES -> "from_base64('" + JsonCells.plainText(field, value) + "')";
            case DATE -> "DATE '" + Civil.dateText((Integer) value) + "'";
            case TIME -> "TIME '" + Civil.timeText((Long) value) + "'";
            case DATETIME -> "make_timestamp(" + value + ")";
            case TIMESTAMP -> "make_timestamptz(" + value + ")";
            case INTERVAL -> "INTERVAL '" + ((IntervalValue) value).toDuckDb() + "'";
            case STRUCT, RANGE -> {
                List<String> parts = new ArrayList<>();
                List<Field> fields = field.parts();
                for (int i = 0; i < fields.size(); i++) {
                    parts.add(
                            DuckTypes.quote(fields.get(i).name())
                                    + " := "
                                    + of(fields.get(i), ((Object[]) value)[i]));
                }
                yield "struct_pack(" + String.join(", ", parts) + ")";
            }
        };
    }

    /** What is behind the word INTERVAL. */
    String interval(Tokens tokens, Function<Tokens, String> translation) {
        Token amount = tokens.next();
        if (amount.kind() == Token.Kind.STRING) {
            String part = tokens.next().text();
            if (tokens.skip("TO")) {
                tokens.next();
                return IntervalValue.parse(amount.text())
                        .map(i -> "INTERVAL '" + i.toDuckDb() + "'")
                        .orElseThrow(
                                () -> ApiException.notEmulated("the interval " + amount.text()));
            }
            return "INTERVAL '" + amount.text() + " " + part + "'";
        }
        List<Token> words = new ArrayList<>();
        if (amount.is("(")) {
            tokens.back();
            words.addAll(tokens.parenthesized().rest());
        } else {
            words.add(amount);
            if (amount.is("-")) {
                words.add(tokens.next());
            }
        }
        String part = tokens.next().text();
        return "((" + translation.apply(new Tokens(words)) + ") * INTERVAL '1 " + part + "')";
    }
}
