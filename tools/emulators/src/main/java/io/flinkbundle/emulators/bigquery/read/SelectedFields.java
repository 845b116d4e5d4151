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

package io.flinkbundle.emulators.bigquery.read;

import io.flinkbundle.emulators.bigquery.engine.DuckTypes;
import io.flinkbundle.emulators.bigquery.errors.ApiException;
import io.flinkbundle.emulators.bigquery.schema.Field;
import io.flinkbundle.emulators.bigquery.schema.FieldMode;
import io.flinkbundle.emulators.bigquery.schema.TableSchema;

import org.apache.flink.annotation.Internal;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * The part of a schema that a client wants to read, in the order of the schema, and how DuckDB
 * gives it.
 */
@Internal
final class SelectedFields {

    private final List<Field> fields = new ArrayList<>();
    private final List<String> expressions = new ArrayList<>();

    /**
     * @param names of columns and, behind points, of their parts; none for all
     * @throws ApiException when the schema lacks one
     */
    SelectedFields(TableSchema schema, List<String> names) {
        if (names.isEmpty()) {
            fields.addAll(schema.fields());
            schema.fields().forEach(field -> expressions.add(DuckTypes.quote(field.name())));
            return;
        }
        names.forEach(name -> check(schema, name));
        for (Field field : schema.fields()) {
            List<String> own = below(names, field.name());
            if (!own.isEmpty()) {
                Field part = part(field, own);
                fields.add(part);
                expressions.add(expression(DuckTypes.quote(field.name()), part, field));
            }
        }
    }

    private static void check(TableSchema schema, String name) {
        List<Field> level = schema.fields();
        for (String step : name.split("\\.")) {
            Field field =
                    new TableSchema(level)
                            .find(step)
                            .orElseThrow(
                                    () ->
                                            ApiException.invalid(
                                                    "request failed: The following selected fields"
                                                            + " do not exist in the table schema: "
                                                            + name));
            level = field.parts();
        }
    }

    /** What is selected of a field: the empty text for all of it, else the names of parts. */
    private static List<String> below(List<String> names, String field) {
        String lower = field.toLowerCase(Locale.ROOT);
        return names.stream()
                .map(name -> name.toLowerCase(Locale.ROOT))
                .filter(name -> name.equals(lower) || name.startsWith(lower + "."))
                .map(name -> name.equals(lower) ? "" : name.substring(lower.length() + 1))
                .toList();
    }

    private static Field part(Field field, List<String> own) {
        if (own.contains("") || field.fields().isEmpty()) {
            return field;
        }
        List<Field> parts = new ArrayList<>();
        for (Field inner : field.fields()) {
            List<String> names = below(own, inner.name());
            if (!names.isEmpty()) {
                parts.add(part(inner, names));
            }
        }
        return field.withFields(parts);
    }

    private static String expression(String path, Field part, Field whole) {
        if (part.equals(whole)) {
            return path;
        }
        if (part.isRepeated()) {
            return "list_transform(" + path + ", lambda e: " + packed("e", part, whole) + ")";
        }
        return packed(path, part, whole);
    }

    private static String packed(String path, Field part, Field whole) {
        TableSchema inner = new TableSchema(whole.fields());
        String parts =
                part.fields().stream()
                        .map(
                                field ->
                                        DuckTypes.quote(field.name())
                                                + " := "
                                                + expression(
                                                        path + "." + DuckTypes.quote(field.name()),
                                                        field,
                                                        inner.find(field.name()).orElseThrow()))
                        .collect(Collectors.joining(", "));
        return "CASE WHEN " + path + " IS NULL THEN NULL ELSE struct_pack(" + parts + ") END";
    }

    TableSchema schema() {
        return new TableSchema(fields);
    }

    /** The schema without demands, for a table that the rows are put into. */
    TableSchema looseSchema() {
        return new TableSchema(
                fields.stream()
                        .map(f -> f.isRequired() ? f.withMode(FieldMode.NULLABLE) : f)
                        .toList());
    }

    /** The fields in SQL, each behind a comma. */
    String columns() {
        return expressions.stream().map(e -> ", " + e).collect(Collectors.joining());
    }
}
