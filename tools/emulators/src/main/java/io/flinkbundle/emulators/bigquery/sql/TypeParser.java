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

/** Reads types as GoogleSQL writes them. */
@Internal
final class TypeParser {

    private TypeParser() {}

    /** Reads the type that comes next, as a nullable field of a name. */
    static Field parse(Tokens tokens, String name) {
        Token word = tokens.next();
        if (word.is("ARRAY")) {
            tokens.expect("<");
            Field element = parse(tokens, name);
            close(tokens);
            return element.withMode(FieldMode.REPEATED);
        }
        FieldType type =
                FieldType.of(word.text())
                        .orElseThrow(
                                () -> ApiException.invalidQuery("Type not found: " + word.text()));
        if (type == FieldType.STRUCT) {
            return Field.of(name, type, FieldMode.NULLABLE, parts(tokens));
        }
        if (type == FieldType.RANGE) {
            tokens.expect("<");
            FieldType element = FieldType.of(tokens.next().text()).orElseThrow();
            close(tokens);
            return Field.range(name, element, FieldMode.NULLABLE);
        }
        if (!tokens.skip("(")) {
            return Field.of(name, type, FieldMode.NULLABLE);
        }
        int first = Integer.parseInt(tokens.next().text());
        OptionalInt second =
                tokens.skip(",")
                        ? OptionalInt.of(Integer.parseInt(tokens.next().text()))
                        : OptionalInt.empty();
        tokens.expect(")");
        boolean decimal = type == FieldType.NUMERIC || type == FieldType.BIGNUMERIC;
        return new Field(
                name,
                type,
                FieldMode.NULLABLE,
                List.of(),
                decimal ? OptionalInt.of(first) : OptionalInt.empty(),
                second,
                decimal ? OptionalLong.empty() : OptionalLong.of(first),
                Optional.empty(),
                Optional.empty(),
                Optional.empty());
    }

    private static List<Field> parts(Tokens tokens) {
        tokens.expect("<");
        List<Field> parts = new ArrayList<>();
        do {
            boolean named = tokens.peek(1).isName();
            String name = named ? tokens.next().text() : "_field_" + (parts.size() + 1);
            parts.add(parse(tokens, name));
        } while (tokens.skip(","));
        close(tokens);
        return parts;
    }

    /** Two closing brackets may have been taken for one symbol. */
    private static void close(Tokens tokens) {
        if (tokens.peek().is(">>")) {
            tokens.halve();
            return;
        }
        tokens.expect(">");
    }
}
