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

package io.flinkbundle.emulators.bigquery.rest;

import org.apache.flink.annotation.Internal;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Reads and changes JSON as the REST interface does. */
@Internal
public final class Json {

    private Json() {}

    public static Optional<JsonElement> at(JsonObject json, String... path) {
        JsonElement current = json;
        for (String name : path) {
            if (current == null || !current.isJsonObject()) {
                return Optional.empty();
            }
            current = current.getAsJsonObject().get(name);
        }
        return current == null || current.isJsonNull() ? Optional.empty() : Optional.of(current);
    }

    public static Optional<String> text(JsonObject json, String... path) {
        return at(json, path).filter(JsonElement::isJsonPrimitive).map(JsonElement::getAsString);
    }

    public static Optional<JsonObject> object(JsonObject json, String... path) {
        return at(json, path).filter(JsonElement::isJsonObject).map(JsonElement::getAsJsonObject);
    }

    public static boolean flag(JsonObject json, String... path) {
        return text(json, path).filter(value -> value.equals("true")).isPresent();
    }

    /** What a PATCH leaves: null removes, an object is merged, everything else replaces. */
    public static JsonObject patched(JsonObject before, JsonObject patch) {
        JsonObject after = before.deepCopy();
        for (Map.Entry<String, JsonElement> entry : patch.entrySet()) {
            JsonElement value = entry.getValue();
            JsonElement old = after.get(entry.getKey());
            if (value.isJsonNull()) {
                after.remove(entry.getKey());
            } else if (value.isJsonObject() && old != null && old.isJsonObject()) {
                after.add(entry.getKey(), patched(old.getAsJsonObject(), value.getAsJsonObject()));
            } else {
                after.add(entry.getKey(), withoutNulls(value));
            }
        }
        return after;
    }

    private static JsonElement withoutNulls(JsonElement value) {
        if (!value.isJsonObject()) {
            return value.deepCopy();
        }
        return patched(new JsonObject(), value.getAsJsonObject());
    }

    /** A copy without some members. */
    public static JsonObject without(JsonObject json, List<String> names) {
        JsonObject copy = json.deepCopy();
        names.forEach(copy::remove);
        return copy;
    }
}
