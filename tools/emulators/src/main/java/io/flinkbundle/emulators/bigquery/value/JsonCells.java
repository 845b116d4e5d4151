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

import org.apache.flink.annotation.Internal;

import com.google.gson.JsonArray;
import com.google.gson.JsonElement;
import com.google.gson.JsonNull;
import com.google.gson.JsonObject;
import com.google.gson.JsonPrimitive;

import java.math.BigDecimal;
import java.util.Base64;
import java.util.List;

/** Rows as the REST interface gives them: {@code {"f":[{"v":"1"},{"v":null}]}}. */
@Internal
public final class JsonCells {

    private static final int MICRO_DIGITS = 6;

    /** How timestamps are written. */
    public enum TimestampFormat {
        /** Seconds since the epoch with a fraction. */
        FLOAT64,
        /** Microseconds since the epoch. */
        INT64,
        /** {@code 2020-02-29T12:34:56.789Z}. */
        ISO8601_STRING
    }

    private final TimestampFormat timestamps;

    public JsonCells(TimestampFormat timestamps) {
        this.timestamps = timestamps;
    }

    public JsonObject row(List<Field> fields, Object[] values) {
        JsonArray cells = new JsonArray(values.length);
        for (int i = 0; i < values.length; i++) {
            cells.add(cell(value(fields.get(i), values[i])));
        }
        JsonObject row = new JsonObject();
        row.add("f", cells);
        return row;
    }

    private static JsonObject cell(JsonElement value) {
        JsonObject cell = new JsonObject();
        cell.add("v", value);
        return cell;
    }

    private JsonElement value(Field field, Object value) {
        if (field.isRepeated()) {
            JsonArray elements = new JsonArray();
            if (value != null) {
                Field element = field.asElement();
                ((List<?>) value).forEach(e -> elements.add(cell(value(element, e))));
            }
            return elements;
        }
        if (value == null) {
            return JsonNull.INSTANCE;
        }
        return switch (field.type()) {
            case STRUCT -> row(field.fields(), (Object[]) value);
            case RANGE -> new JsonPrimitive(range(field, (Object[]) value));
            default -> new JsonPrimitive(text(field, value));
        };
    }

    private String range(Field field, Object[] bounds) {
        List<Field> parts = field.parts();
        return "["
                + (bounds[0] == null ? "UNBOUNDED" : text(parts.get(0), bounds[0]))
                + ", "
                + (bounds[1] == null ? "UNBOUNDED" : text(parts.get(1), bounds[1]))
                + ")";
    }

    private String text(Field field, Object value) {
        return switch (field.type()) {
            case TIMESTAMP -> timestamp((Long) value);
            default -> plainText(field, value);
        };
    }

    private String timestamp(long micros) {
        return switch (timestamps) {
            case INT64 -> Long.toString(micros);
            case FLOAT64 -> BigDecimal.valueOf(micros, MICRO_DIGITS).toPlainString();
            case ISO8601_STRING -> Civil.timestampText(micros);
        };
    }

    /** A value that has no parts, as text that can be read back. */
    public static String plainText(Field field, Object value) {
        return switch (field.type()) {
            case DATE -> Civil.dateText((Integer) value);
            case TIME -> Civil.timeText((Long) value);
            case DATETIME -> Civil.dateTimeText((Long) value);
            case TIMESTAMP -> Civil.timestampText((Long) value);
            case BYTES -> Base64.getEncoder().encodeToString((byte[]) value);
            case NUMERIC, BIGNUMERIC -> decimal((BigDecimal) value);
            default -> value.toString();
        };
    }

    private static String decimal(BigDecimal value) {
        return value.signum() == 0 ? "0" : value.stripTrailingZeros().toPlainString();
    }
}
