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

package io.flinkbundle.connector.common.testing;

import io.flinkbundle.connector.common.options.OptionText;

import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.table.factories.Factory;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Renders the options of a factory as the Markdown table of its docs page. */
public final class OptionTables {

    private OptionTables() {}

    /** An option constant and the type it is declared with. */
    record Declared(ConfigOption<?> option, Class<?> type) {}

    /** The option constants of a class, in the order of their declaration. */
    static List<Declared> declaredIn(Class<?> optionsClass) {
        List<Declared> declared = new ArrayList<>();
        for (Field field : optionsClass.getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers())
                    && field.getType() == ConfigOption.class
                    && Modifier.isPublic(field.getModifiers())) {
                declared.add(new Declared(valueOf(field), argumentOf(field)));
            }
        }
        return declared;
    }

    /** One row for each option of the factory, required ones first, then by name. */
    public static String markdown(Factory factory, Class<?>... optionsClasses) {
        Map<String, Declared> known = new LinkedHashMap<>();
        for (Class<?> optionsClass : optionsClasses) {
            declaredIn(optionsClass).forEach(each -> known.put(each.option().key(), each));
        }
        StringBuilder table =
                new StringBuilder("| Option | Required | Default | Type | Description |\n")
                        .append("| --- | --- | --- | --- | --- |\n");
        appendRows(table, factory.requiredOptions(), known, "required");
        appendRows(table, factory.optionalOptions(), known, "optional");
        return table.toString();
    }

    private static void appendRows(
            StringBuilder table,
            Set<ConfigOption<?>> options,
            Map<String, Declared> known,
            String required) {
        options.stream()
                .sorted(Comparator.comparing(ConfigOption::key))
                .forEach(option -> appendRow(table, option, known.get(option.key()), required));
    }

    private static void appendRow(
            StringBuilder table, ConfigOption<?> option, Declared declared, String required) {
        String keys = "`" + option.key() + "`";
        for (var fallback : option.fallbackKeys()) {
            keys += "<br>(also `" + fallback.getKey() + "`)";
        }
        table.append("| ")
                .append(keys)
                .append(" | ")
                .append(required)
                .append(" | ")
                .append(defaultOf(option))
                .append(" | ")
                .append(declared == null ? "String" : OptionText.typeOf(declared.type()))
                .append(" | ")
                .append(descriptionOf(option))
                .append(" |\n");
    }

    private static String defaultOf(ConfigOption<?> option) {
        return OptionText.defaultOf(option).map(value -> "`" + value + "`").orElse("(none)");
    }

    static String descriptionOf(ConfigOption<?> option) {
        return OptionText.descriptionOf(option).replace("|", "\\|");
    }

    private static ConfigOption<?> valueOf(Field field) {
        try {
            return (ConfigOption<?>) field.get(null);
        } catch (IllegalAccessException e) {
            throw new AssertionError("Option constants are public: " + field, e);
        }
    }

    private static Class<?> argumentOf(Field field) {
        Type argument = ((ParameterizedType) field.getGenericType()).getActualTypeArguments()[0];
        return (Class<?>)
                (argument instanceof ParameterizedType nested ? nested.getRawType() : argument);
    }
}
