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

import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.table.factories.Factory;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The contract of table options, checked from the constants: an option that is declared can be set,
 * is described, is named in the style of Flink and stands in the docs page.
 */
public final class OptionContract {

    private static final Pattern KEY = Pattern.compile("[a-z0-9]+([.-][a-z0-9]+)*");
    private static final Pattern UNIT = Pattern.compile(".*[.-](ms|millis|secs|seconds|bytes)");
    private static final String DEFAULT_MARKER = "options";

    private OptionContract() {}

    /**
     * Asserts that each constant of the classes is an option of the factory, and that each option
     * has a description and a well-formed key.
     *
     * @param ownOptions classes whose constants must all be options of the factory
     */
    public static void assertComplete(Factory factory, Class<?>... ownOptions) {
        Set<String> offered =
                Stream.concat(
                                factory.requiredOptions().stream(),
                                factory.optionalOptions().stream())
                        .map(ConfigOption::key)
                        .collect(Collectors.toSet());
        for (Class<?> optionsClass : ownOptions) {
            assertThat(OptionTables.declaredIn(optionsClass))
                    .as("options declared in %s", optionsClass.getSimpleName())
                    .isNotEmpty()
                    .allSatisfy(each -> assertThat(offered).contains(each.option().key()));
        }
        Stream.concat(factory.requiredOptions().stream(), factory.optionalOptions().stream())
                .forEach(OptionContract::assertWellFormed);
    }

    /** The same as below, for the marker {@code options}. */
    public static void assertDocumented(Factory factory, Path page, Class<?>... optionsClasses) {
        assertDocumented(factory, page, DEFAULT_MARKER, optionsClasses);
    }

    /**
     * Asserts that the page holds the generated table between its markers; with the system property
     * {@code docs.update} it is written there instead.
     *
     * @param marker stands in the comments before and behind the table
     */
    public static void assertDocumented(
            Factory factory, Path page, String marker, Class<?>... optionsClasses) {
        String table = OptionTables.markdown(factory, optionsClasses);
        try {
            String text = Files.readString(page);
            Matcher matcher = table(marker).matcher(text);
            assertThat(matcher.find()).as("option markers in %s", page).isTrue();
            if (Boolean.getBoolean("docs.update")) {
                Files.writeString(
                        page,
                        text.substring(0, matcher.end(1))
                                + table
                                + text.substring(matcher.start(3)));
            } else {
                assertThat(matcher.group(2))
                        .as("option table in %s; run the tests with -Ddocs.update=true", page)
                        .isEqualTo(table);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Pattern table(String marker) {
        return Pattern.compile(
                String.format("(<!-- %1$s:begin -->\n)(.*?)(<!-- %1$s:end -->)", marker),
                Pattern.DOTALL);
    }

    private static void assertWellFormed(ConfigOption<?> option) {
        List<String> faults = new ArrayList<>();
        if (!KEY.matcher(option.key()).matches()) {
            faults.add("the key is not kebab case");
        }
        if (UNIT.matcher(option.key()).matches()) {
            faults.add("the key names a unit");
        }
        if (OptionTables.descriptionOf(option).isBlank()
                && !Arrays.asList("connector", "format").contains(option.key())) {
            faults.add("the description is missing");
        }
        assertThat(faults).as("option '%s'", option.key()).isEmpty();
    }
}
