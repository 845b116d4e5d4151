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

package io.flinkbundle.cli.script;

import io.flinkbundle.cli.output.KnownSecrets;

import org.apache.flink.annotation.Internal;

import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Fills in {@code ${NAME}} and {@code ${NAME:-default}} from definitions of the command line and
 * from the environment, in this order. Values that go into secret options are remembered as
 * secrets.
 */
@Internal
public final class Placeholders {

    private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(\\w+)(?::-([^}]*))?}");

    /** An option in a WITH clause or a SET, to see which key a placeholder belongs to. */
    private static final Pattern OPTION = Pattern.compile("'([\\w.-]+)'\\s*=\\s*'((?:[^']|'')*)'");

    private final Map<String, String> values;

    private Placeholders(Map<String, String> values) {
        this.values = values;
    }

    /** Takes definitions first, then the environment of this process. */
    public static Placeholders of(Map<String, String> definitions) {
        Map<String, String> values = new TreeMap<>(System.getenv());
        values.putAll(definitions);
        return new Placeholders(values);
    }

    /** Names in the text for which there is neither a value nor a default. */
    public Set<String> missingIn(String text) {
        Set<String> missing = new LinkedHashSet<>();
        Matcher each = PLACEHOLDER.matcher(text);
        while (each.find()) {
            if (each.group(2) == null && !values.containsKey(each.group(1))) {
                missing.add(each.group(1));
            }
        }
        return missing;
    }

    /** The text with all values filled in; a name without a value stays as it is. */
    public String fill(String text) {
        rememberSecrets(text);
        return replace(text);
    }

    private String replace(String text) {
        return PLACEHOLDER
                .matcher(text)
                .replaceAll(
                        found ->
                                Matcher.quoteReplacement(
                                        valueOf(found.group(1), found.group(2))
                                                .orElse(found.group())));
    }

    private Optional<String> valueOf(String name, String defaultValue) {
        return Optional.ofNullable(values.get(name)).or(() -> Optional.ofNullable(defaultValue));
    }

    private void rememberSecrets(String text) {
        Matcher option = OPTION.matcher(text);
        while (option.find()) {
            KnownSecrets.addOption(option.group(1), replace(option.group(2)));
        }
    }
}
