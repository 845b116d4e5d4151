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

package io.flinkbundle.emulators.bigquery.value;

import io.flinkbundle.emulators.bigquery.schema.Field;
import io.flinkbundle.emulators.bigquery.schema.TableSchema;

import org.apache.flink.annotation.Internal;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Rows that come as JSON objects. */
@Internal
public final class JsonRows {

    private final TableSchema schema;
    private final boolean ignoreUnknown;

    /**
     * @param ignoreUnknown whether a field that the schema lacks is no error
     */
    public JsonRows(TableSchema schema, boolean ignoreUnknown) {
        this.schema = schema;
        this.ignoreUnknown = ignoreUnknown;
    }

    /**
     * @throws ValueException when it is no row of the table
     */
    public Object[] read(JsonObject json) {
        return struct(schema, json, "");
    }

    private Object[] struct(TableSchema fields, JsonObject json, String path) {
        Object[] values = new Object[fields.size()];
        for (Map.Entry<String, JsonElement> entry : json.entrySet()) {
            int position = fields.position(entry.getKey());
            if (position < 0) {
                if (ignoreUnknown) {
                    continue;
                }
                throw new ValueException("no such field: " + path + entry.getKey() + ".");
            }
            values[position] =
                    value(fields.field(position), entry.getValue(), path + entry.getKey());
        }
        for (int i = 0; i < values.length; i++) {
            Field field = fields.field(i);
            if (field.isRequired() && values[i] == null) {
                throw new ValueException("Missing required field: " + path + field.name() + ".");
            }
        }
        return values;
    }

    private Object value(Field field, JsonElement json, String path) {
        if (field.isRepeated()) {
            List<Object> elements = new ArrayList<>();
            if (json.isJsonNull()) {
                return elements;
            }
            if (!json.isJsonArray()) {
                throw new ValueException("Array specified for non-repeated field: " + path + ".");
            }
            Field element = field.asElement();
            for (JsonElement e : json.getAsJsonArray()) {
                if (e.isJsonNull()) {
                    throw new ValueException(
                            "Only optional fields can be set to NULL. Field: " + path);
                }
                elements.add(value(element, e, path));
            }
            return elements;
        }
        if (json.isJsonNull()) {
            return null;
        }
        return switch (field.type()) {
            case STRUCT -> {
                if (!json.isJsonObject()) {
                    throw new ValueException("This field: " + path + " is not a record.");
                }
                yield struct(new TableSchema(field.fields()), json.getAsJsonObject(), path + ".");
            }
            case RANGE -> range(field, json, path);
            case JSON ->
                    json.isJsonPrimitive() && json.getAsJsonPrimitive().isString()
                            ? Texts.parse(field, json.getAsString())
                            : json.toString();
            default -> primitive(field, json, path);
        };
    }

    private Object range(Field field, JsonElement json, String path) {
        return json.isJsonObject()
                ? struct(new TableSchema(field.parts()), json.getAsJsonObject(), path + ".")
                : Texts.parse(field, json.getAsString());
    }

    private static Object primitive(Field field, JsonElement json, String path) {
        if (!json.isJsonPrimitive()) {
            throw new ValueException("This field: " + path + " is not a record.");
        }
        JsonPrimitive primitive = json.getAsJsonPrimitive();
        String text = primitive.getAsString();
        if (primitive.isNumber()) {
            switch (field.type()) {
                case INT64 -> {
                    try {
                        return primitive.getAsBigDecimal().longValueExact();
                    } catch (ArithmeticException e) {
                        throw new ValueException("Cannot convert value to integer: " + text);
                    }
                }
                case BOOL, DATE, TIME, DATETIME, BYTES ->
                        throw new ValueException(
                                "Field "
                                        + path
                                        + ": invalid "
                                        + field.type().sqlName()
                                        + " value: "
                                        + text);
                default -> {
                    return Texts.parse(field, text);
                }
            }
        }
        return Texts.parse(field, text);
    }
}
