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

import com.google.gson.JsonElement;
import com.google.gson.JsonPrimitive;

import java.math.BigDecimal;

/** Values as DuckDB's SQL has them. */
@Internal
final class Literals {

    private Literals() {}

    static String text(String value) {
        return "'" + value.replace("'", "''") + "'";
    }

    static String timestamp(long nanos) {
        return "make_timestamp_ns(" + nanos + ")";
    }

    /** The value that a parameter is bound to. */
    static String parameter(String name, JsonElement value) throws SqlException {
        if (value.isJsonNull()) {
            return "NULL";
        }
        if (!value.isJsonPrimitive()) {
            throw SqlException.plan(
                    "the value of parameter $"
                            + name
                            + " is neither a text, a number nor a boolean");
        }
        JsonPrimitive primitive = value.getAsJsonPrimitive();
        if (primitive.isString()) {
            return text(primitive.getAsString());
        } else if (primitive.isBoolean()) {
            return primitive.getAsString();
        }
        BigDecimal number = primitive.getAsBigDecimal();
        String digits = primitive.getAsString();
        boolean integer =
                digits.indexOf('.') < 0 && digits.indexOf('e') < 0 && digits.indexOf('E') < 0;
        return integer ? number.toPlainString() : "CAST('" + number + "' AS DOUBLE)";
    }
}
