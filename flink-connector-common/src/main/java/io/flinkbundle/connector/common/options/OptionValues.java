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

import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Locale;

/** How values of options are written and read where Flink has no type for them. */
@PublicEvolving
public final class OptionValues {

    private OptionValues() {}

    /**
     * The name of an enum constant as Flink's options write it: {@code DEAD_LETTER} is dead-letter.
     */
    public static String kebabCase(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /**
     * Reads a point in time that a mode makes necessary.
     *
     * @param config the options
     * @param timestamp an option in ISO-8601 form or in milliseconds since the epoch
     * @param mode the option whose value, {@code timestamp}, asks for it
     * @throws ValidationException if the option is missing or is no point in time
     */
    public static Instant timestamp(
            ReadableConfig config, ConfigOption<String> timestamp, ConfigOption<?> mode) {
        String value =
                config.getOptional(timestamp)
                        .orElseThrow(
                                () ->
                                        new ValidationException(
                                                "Option '"
                                                        + mode.key()
                                                        + "' is 'timestamp', which needs '"
                                                        + timestamp.key()
                                                        + "', for example"
                                                        + " '2026-01-31T12:00:00Z'."));
        try {
            return value.chars().allMatch(Character::isDigit)
                    ? Instant.ofEpochMilli(Long.parseLong(value))
                    : Instant.parse(value);
        } catch (DateTimeException | NumberFormatException e) {
            throw new ValidationException(
                    "Option '"
                            + timestamp.key()
                            + "' is '"
                            + value
                            + "', which is neither an ISO-8601 instant such as"
                            + " '2026-01-31T12:00:00Z' nor milliseconds since the epoch.",
                    e);
        }
    }
}
