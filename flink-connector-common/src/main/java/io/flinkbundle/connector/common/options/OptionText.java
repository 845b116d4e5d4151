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

package io.flinkbundle.connector.common.options;

import org.apache.flink.annotation.Internal;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.description.HtmlFormatter;

import java.time.Duration;
import java.util.Optional;

/**
 * How an option is shown to people: the one place that docs pages and the command line take it
 * from.
 */
@Internal
public final class OptionText {

    private OptionText() {}

    /** The default value as one would write it, if there is one. */
    public static Optional<String> defaultOf(ConfigOption<?> option) {
        if (!option.hasDefaultValue()) {
            return Optional.empty();
        }
        Object value = option.defaultValue();
        return Optional.of(
                value instanceof Duration duration ? render(duration) : value.toString());
    }

    /** The name of a type of values. */
    public static String typeOf(Class<?> type) {
        return type.isEnum() ? "Enum" : type.getSimpleName();
    }

    /** The description as Markdown in one line. */
    public static String descriptionOf(ConfigOption<?> option) {
        return new HtmlFormatter()
                .format(option.description())
                .replaceAll("</?code[^>]*>", "`")
                .replace("\n", " ");
    }

    private static String render(Duration duration) {
        if (duration.toMillis() % 1000 != 0) {
            return duration.toMillis() + " ms";
        }
        if (duration.toSeconds() % 60 != 0 || duration.isZero()) {
            return duration.toSeconds() + " s";
        }
        if (duration.toDays() > 0 && duration.toHours() % 24 == 0) {
            return duration.toDays() + " d";
        }
        return duration.toMinutes() + " min";
    }
}
