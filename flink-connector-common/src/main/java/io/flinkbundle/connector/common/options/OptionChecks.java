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
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;

import java.time.Duration;
import java.util.function.Predicate;

/** Refuses values of options that cannot work, before the job runs. */
@PublicEvolving
public final class OptionChecks {

    private final ReadableConfig config;

    public OptionChecks(ReadableConfig config) {
        this.config = config;
    }

    public boolean isSet(ConfigOption<?> option) {
        return config.getOptional(option).isPresent();
    }

    /**
     * An option without effect is a mistake: the job would do something else than its author
     * thinks.
     */
    public void refuseUnused(ConfigOption<?> option, boolean used, String condition) {
        if (!used && isSet(option)) {
            throw new ValidationException(
                    "Option '"
                            + option.key()
                            + "' is set, but has an effect only where "
                            + condition
                            + ". Set that too, or leave '"
                            + option.key()
                            + "' out.");
        }
    }

    /**
     * The value of an option that another one makes necessary.
     *
     * @param reason the option and its value
     */
    public <T> T required(ConfigOption<T> option, String reason) {
        return config.getOptional(option)
                .orElseThrow(
                        () ->
                                new ValidationException(
                                        "Option '"
                                                + option.key()
                                                + "' is missing: it is required where "
                                                + reason
                                                + "."));
    }

    /** The value of an option with a default, at least 1. */
    public int atLeastOne(ConfigOption<Integer> option) {
        return checked(option, value -> value >= 1, "at least 1");
    }

    /** The value of an option with a default, at least one byte. */
    public MemorySize notEmpty(ConfigOption<MemorySize> option) {
        return checked(option, size -> size.getBytes() >= 1, "at least 1 byte");
    }

    /** The value of an option with a default, from {@code min} to {@code max}. */
    public Duration between(ConfigOption<Duration> option, Duration min, Duration max) {
        return checked(
                option,
                value -> value.compareTo(min) >= 0 && value.compareTo(max) <= 0,
                "from " + min.toMillis() + " ms to " + max.toMillis() + " ms");
    }

    /** The value of an option that is set or has a default. */
    public <T> T checked(ConfigOption<T> option, Predicate<T> valid, String expected) {
        T value = config.get(option);
        if (!valid.test(value)) {
            throw invalid(option, value, expected);
        }
        return value;
    }

    public static ValidationException invalid(
            ConfigOption<?> option, Object value, String expected) {
        return new ValidationException(
                "Option '" + option.key() + "' is '" + value + "', but must be " + expected + ".");
    }
}
