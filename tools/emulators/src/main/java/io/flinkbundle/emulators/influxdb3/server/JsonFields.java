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

package io.flinkbundle.emulators.influxdb3.server;

import org.apache.flink.annotation.Internal;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Reads the fields of a JSON body. */
@Internal
final class JsonFields {

    private final JsonObject json;

    JsonFields(JsonObject json) {
        this.json = json;
    }

    Optional<JsonElement> find(String name) {
        JsonElement value = json.get(name);
        return value == null || value.isJsonNull() ? Optional.empty() : Optional.of(value);
    }

    String text(String name) throws HttpFailure {
        return findText(name).orElseThrow(() -> Call.badJson("missing field `" + name + "`"));
    }

    Optional<String> findText(String name) throws HttpFailure {
        Optional<JsonElement> value = find(name);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(text(name, value.get()));
    }

    private static String text(String name, JsonElement value) throws HttpFailure {
        if (!value.isJsonPrimitive() || !value.getAsJsonPrimitive().isString()) {
            throw Call.badJson("invalid type for `" + name + "`, expected a string");
        }
        return value.getAsString();
    }

    OptionalLong findNumber(String name) throws HttpFailure {
        Optional<JsonElement> value = find(name);
        if (value.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(value.get().getAsBigDecimal().longValueExact());
        } catch (NumberFormatException
                | ArithmeticException
                | IllegalStateException
                | UnsupportedOperationException e) {
            throw Call.badJson("invalid type for `" + name + "`, expected an integer");
        }
    }

    /** The elements of an array; nothing when there is none. */
    Optional<List<JsonElement>> findArray(String name) throws HttpFailure {
        Optional<JsonElement> value = find(name);
        if (value.isEmpty()) {
            return Optional.empty();
        }
        if (!value.get().isJsonArray()) {
            throw Call.badJson("invalid type for `" + name + "`, expected a sequence");
        }
        List<JsonElement> elements = new ArrayList<>();
        value.get().getAsJsonArray().forEach(elements::add);
        return Optional.of(elements);
    }

    Optional<List<String>> findTexts(String name) throws HttpFailure {
        Optional<List<JsonElement>> elements = findArray(name);
        if (elements.isEmpty()) {
            return Optional.empty();
        }
        List<String> texts = new ArrayList<>();
        for (JsonElement element : elements.get()) {
            texts.add(text(name, element));
        }
        return Optional.of(texts);
    }
}
