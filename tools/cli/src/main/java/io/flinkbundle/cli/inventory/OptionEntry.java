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

package io.flinkbundle.cli.inventory;

import io.flinkbundle.connector.common.options.OptionText;

import org.apache.flink.annotation.Internal;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.FallbackKey;

import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * One option, as people are told about it.
 *
 * @param key its name
 * @param fallbackKeys other names that are understood
 * @param required whether it has to be set
 * @param type what its values are, such as {@code Duration}
 * @param values all values there are, if they can be enumerated
 * @param defaultValue what holds when it is not set; empty if nothing does
 * @param description what it is for
 */
@Internal
public record OptionEntry(
        String key,
        List<String> fallbackKeys,
        boolean required,
        String type,
        List<String> values,
        String defaultValue,
        String description) {

    static OptionEntry of(ConfigOption<?> option, boolean required) {
        List<String> fallbacks = new ArrayList<>();
        for (FallbackKey fallback : option.fallbackKeys()) {
            fallbacks.add(fallback.getKey());
        }
        Class<?> type = typeOf(option);
        return new OptionEntry(
                option.key(),
                List.copyOf(fallbacks),
                required,
                isList(option) ? "List<" + OptionText.typeOf(type) + ">" : OptionText.typeOf(type),
                type.isEnum()
                        ? Stream.of(type.getEnumConstants()).map(Object::toString).toList()
                        : List.of(),
                OptionText.defaultOf(option).orElse(""),
                OptionText.descriptionOf(option));
    }

    /** The key, the type and the default in one line. */
    public String title() {
        StringBuilder title = new StringBuilder(key).append("  ").append(type);
        if (!values.isEmpty()) {
            title.append(" (").append(String.join(", ", values)).append(')');
        }
        if (!defaultValue.isEmpty()) {
            title.append(", default: ").append(defaultValue);
        }
        if (!fallbackKeys.isEmpty()) {
            title.append(", also: ").append(String.join(", ", fallbackKeys));
        }
        return title.toString();
    }

    /** Flink keeps the type to itself. */
    private static Class<?> typeOf(ConfigOption<?> option) {
        return (Class<?>) read(option, "clazz");
    }

    private static boolean isList(ConfigOption<?> option) {
        return (Boolean) read(option, "isList");
    }

    private static Object read(ConfigOption<?> option, String name) {
        try {
            Field field = ConfigOption.class.getDeclaredField(name);
            field.setAccessible(true);
            return field.get(option);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException(
                    "ConfigOption of this Flink has no field '" + name + "'", e);
        }
    }
}
