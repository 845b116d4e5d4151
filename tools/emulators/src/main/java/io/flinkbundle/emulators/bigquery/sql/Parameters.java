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

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The values of the parameters of a query, as the REST interface has them. Not thread-safe. */
@Internal
final class Parameters {

    static final Parameters NONE = new Parameters(new JsonArray());

    private final Map<String, String> named = new HashMap<>();
    private final ArrayDeque<String> positional = new ArrayDeque<>();

    Parameters(JsonArray parameters) {
        for (JsonElement element : parameters) {
            JsonObject parameter = element.getAsJsonObject();
            String literal =
                    literal(
                            parameter.getAsJsonObject("parameterType"),
                            parameter.getAsJsonObject("parameterValue"));
            JsonElement name = parameter.get("name");
            if (name == null || name.isJsonNull() || name.getAsString().isEmpty()) {
                positional.addLast(literal);
            } else {
                named.put(name.getAsString().toLowerCase(Locale.ROOT), literal);
            }
        }
    }

    private static String literal(JsonObject type, JsonObject value) {
        String name = type.get("type").getAsString();
        if (name.equals("ARRAY")) {
            JsonObject elementType = type.getAsJsonObject("arrayType");
            List<String> elements = new ArrayList<>();
            if (value != null && value.has("arrayValues")) {
                for (JsonElement e : value.getAsJsonArray("arrayValues")) {
                    elements.add(literal(elementType, e.getAsJsonObject()));
                }
            }
            return "[" + String.join(", ", elements) + "]";
        }
        if (name.equals("STRUCT")) {
            throw ApiException.notEmulated("parameters of type STRUCT");
        }
        Field field =
                Field.of(
                        "parameter",
                        FieldType.of(name)
                                .orElseThrow(() -> ApiException.invalid("No type: " + name)),
                        FieldMode.NULLABLE);
        JsonElement text = value == null ? null : value.get("value");
        return text == null || text.isJsonNull()
                ? Literals.of(field, null)
                : Literals.ofText(field, text.getAsString());
    }

    /** A parameter by name, or the next one without. */
    String literal(String name) {
        String literal =
                name.equals("?")
                        ? positional.pollFirst()
                        : named.get(name.toLowerCase(Locale.ROOT));
        if (literal == null) {
            throw ApiException.invalidQuery("Query parameter '" + name + "' not found");
        }
        return literal;
    }
}
