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

package io.flinkbundle.emulators.bigquery.schema;

import io.flinkbundle.emulators.bigquery.errors.ApiException;

import org.apache.flink.annotation.Internal;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.regex.Pattern;

/** Schemas as the REST interface writes them: {@code {"fields":[{"name":…,"type":…}]}}. */
@Internal
public final class SchemaJson {

    private static final int MAX_FIELDS = 10_000;
    private static final int MAX_DEPTH = 15;
    private static final int MAX_NAME = 300;
    private static final int MAX_NUMERIC_INTEGER_DIGITS = 29;
    private static final int MAX_BIGNUMERIC_INTEGER_DIGITS = 38;
    private static final Pattern FORBIDDEN_IN_NAMES =
            Pattern.compile("[!\"$()*,./;?@\\[\\\\\\]^`{}~]");

    /** Prefixes that only columns of the service itself have. */
    private static final List<String> RESERVED =
            List.of(
                    "_TABLE_",
                    "_FILE_",
                    "_PARTITION",
                    "_ROW_TIMESTAMP",
                    "__ROOT__",
                    "_COLIDENTIFIER",
                    "_CHANGE_SEQUENCE_NUMBER",
                    "_CHANGE_TYPE",
                    "_CHANGE_TIMESTAMP");

    private SchemaJson() {}

    /**
     * Reads and checks a schema.
     *
     * @throws ApiException when the service would refuse it
     */
    public static TableSchema parse(JsonObject schema) {
        return new TableSchema(fields(schema, "", 1));
    }

    private static List<Field> fields(JsonObject owner, String path, int depth) {
        if (depth > MAX_DEPTH) {
            throw ApiException.invalid("Schema is nested deeper than " + MAX_DEPTH + " levels.");
        }
        List<Field> fields = new ArrayList<>();
        Set<String> names = new HashSet<>();
        JsonElement array = owner.get("fields");
        if (array == null || !array.isJsonArray()) {
            return fields;
        }
        if (array.getAsJsonArray().size() > MAX_FIELDS) {
            throw ApiException.invalid(
                    "Too many fields: " + array.getAsJsonArray().size() + " of " + MAX_FIELDS);
        }
        for (JsonElement element : array.getAsJsonArray()) {
            Field field = field(element.getAsJsonObject(), path, depth);
            if (!names.add(field.name().toLowerCase(Locale.ROOT))) {
                throw ApiException.invalid("Field " + field.name() + " already exists in schema");
            }
            fields.add(field);
        }
        return fields;
    }

    private static Field field(JsonObject json, String path, int depth) {
        String name = text(json, "name").orElse("");
        checkName(name);
        String typeName =
                text(json, "type")
                        .orElseThrow(
                                () ->
                                        ApiException.invalid(
                                                "Field " + path + name + " has no type."));
        FieldType type =
                FieldType.of(typeName)
                        .orElseThrow(
                                () ->
                                        ApiException.invalid(
                                                "Invalid value for type: "
                                                        + typeName
                                                        + " is not a valid value"));
        if (json.has("timestampPrecision") && json.get("timestampPrecision").getAsLong() > 6) {
            throw ApiException.notEmulated("timestamps finer than microseconds");
        }
        FieldMode mode = mode(json);
        List<Field> fields =
                type == FieldType.STRUCT ? fields(json, path + name + ".", depth + 1) : List.of();
        if (type == FieldType.STRUCT && fields.isEmpty()) {
            throw ApiException.invalid(
                    "Field " + path + name + " is type RECORD but has no schema");
        }
        Field field =
                new Field(
                        name,
                        type,
                        mode,
                        fields,
                        integer(json, "precision"),
                        integer(json, "scale"),
                        text(json, "maxLength")
                                .map(length -> OptionalLong.of(Long.parseLong(length)))
                                .orElseGet(OptionalLong::empty),
                        element(json, type, path + name),
                        text(json, "defaultValueExpression"),
                        text(json, "description"));
        checkDecimal(field);
        return field;
    }

    private static void checkName(String name) {
        String upper = name.toUpperCase(Locale.ROOT);
        if (name.isEmpty()
                || name.length() > MAX_NAME
                || FORBIDDEN_IN_NAMES.matcher(name).find()
                || RESERVED.stream().anyMatch(upper::startsWith)) {
            throw ApiException.invalid(
                    "Invalid field name \""
                            + name
                            + "\". Fields must contain the allowed characters, and be at most "
                            + MAX_NAME
                            + " characters long. For allowed characters, please refer to"
                            + " https://cloud.google.com/bigquery/docs/schemas#column_names");
        }
    }

    private static FieldMode mode(JsonObject json) {
        String mode = text(json, "mode").orElse("NULLABLE").toUpperCase(Locale.ROOT);
        return switch (mode) {
            case "NULLABLE", "" -> FieldMode.NULLABLE;
            case "REQUIRED" -> FieldMode.REQUIRED;
            case "REPEATED" -> FieldMode.REPEATED;
            default -> throw ApiException.invalid("Invalid value for mode: " + mode);
        };
    }

    private static Optional<FieldType> element(JsonObject json, FieldType type, String path) {
        if (type != FieldType.RANGE) {
            return Optional.empty();
        }
        JsonElement element = json.get("rangeElementType");
        String name =
                element == null || !element.isJsonObject()
                        ? ""
                        : text(element.getAsJsonObject(), "type").orElse("");
        return Optional.of(
                FieldType.of(name)
                        .filter(
                                t ->
                                        t == FieldType.DATE
                                                || t == FieldType.DATETIME
                                                || t == FieldType.TIMESTAMP)
                        .orElseThrow(
                                () ->
                                        ApiException.invalid(
                                                "Field "
                                                        + path
                                                        + " is a RANGE of an invalid type: "
                                                        + name)));
    }

    private static void checkDecimal(Field field) {
        if (field.precision().isEmpty()) {
            return;
        }
        boolean big = field.type() == FieldType.BIGNUMERIC;
        int maxScale = big ? Field.BIGNUMERIC_SCALE : Field.NUMERIC_SCALE;
        int maxDigits = big ? MAX_BIGNUMERIC_INTEGER_DIGITS : MAX_NUMERIC_INTEGER_DIGITS;
        int scale = field.effectiveScale();
        int digits = field.precision().getAsInt() - scale;
        if (scale < 0
                || scale > maxScale
                || digits > maxDigits
                || field.precision().getAsInt() < Math.max(1, scale)) {
            throw ApiException.invalid(
                    "Field "
                            + field.name()
                            + " has an invalid precision and scale: "
                            + field.precision().getAsInt()
                            + ", "
                            + scale);
        }
    }

    /** Writes a schema as answers have it. */
    public static JsonObject write(TableSchema schema) {
        JsonObject json = new JsonObject();
        json.add("fields", write(schema.fields()));
        return json;
    }

    private static JsonArray write(List<Field> fields) {
        JsonArray array = new JsonArray();
        fields.forEach(field -> array.add(write(field)));
        return array;
    }

    /** Writes a field as answers have it. */
    public static JsonObject write(Field field) {
        JsonObject json = new JsonObject();
        json.addProperty("name", field.name());
        json.addProperty("type", field.type().restName());
        json.addProperty("mode", field.mode().name());
        if (field.type() == FieldType.STRUCT) {
            json.add("fields", write(field.fields()));
        }
        field.precision()
                .ifPresent(precision -> json.addProperty("precision", Integer.toString(precision)));
        field.scale().ifPresent(scale -> json.addProperty("scale", Integer.toString(scale)));
        field.maxLength().ifPresent(length -> json.addProperty("maxLength", Long.toString(length)));
        field.defaultExpression().ifPresent(sql -> json.addProperty("defaultValueExpression", sql));
        field.description().ifPresent(text -> json.addProperty("description", text));
        field.element()
                .ifPresent(
                        type -> {
                            JsonObject element = new JsonObject();
                            element.addProperty("type", type.restName());
                            json.add("rangeElementType", element);
                        });
        return json;
    }

    private static Optional<String> text(JsonObject json, String name) {
        JsonElement value = json.get(name);
        return value == null || value.isJsonNull()
                ? Optional.empty()
                : Optional.of(value.getAsString());
    }

    private static OptionalInt integer(JsonObject json, String name) {
        return text(json, name)
                .filter(value -> !value.equals("0") || name.equals("scale"))
                .map(value -> OptionalInt.of(Integer.parseInt(value)))
                .orElseGet(OptionalInt::empty);
    }
}
