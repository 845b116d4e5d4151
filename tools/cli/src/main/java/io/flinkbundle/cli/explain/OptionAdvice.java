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

package io.flinkbundle.cli.explain;

import io.flinkbundle.cli.Failures;
import io.flinkbundle.cli.inventory.FactoryInventory;
import io.flinkbundle.cli.inventory.FactoryKind;
import io.flinkbundle.cli.inventory.OptionEntry;
import io.flinkbundle.cli.text.NearestName;
import io.flinkbundle.connector.common.secret.Redaction;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Says which option was meant, and which values one takes. */
final class OptionAdvice {

    private static final Pattern UNSUPPORTED =
            Pattern.compile(
                    "Unsupported options:\\s*\\n\\s*\\n(.*?)\\n\\s*\\nSupported options:\\s*\\n\\s*\\n(.*)",
                    Pattern.DOTALL);

    private static final Pattern MISSING =
            Pattern.compile("Missing required options are:\\s*\\n\\s*\\n(.*)", Pattern.DOTALL);

    private static final Pattern INVALID = Pattern.compile("Invalid value for option '([^']+)'");

    private static final Pattern UNPARSEABLE =
            Pattern.compile("Could not parse value '.*' for key '([^']+)'", Pattern.DOTALL);

    private final FactoryInventory inventory;
    private final ForeignOptions foreign;

    OptionAdvice(FactoryInventory inventory, ForeignOptions foreign) {
        this.inventory = inventory;
        this.foreign = foreign;
    }

    /** Options that the connector does not know: one explanation for each. */
    Optional<List<Explanation>> unsupported(Throwable failure, String connector) {
        return find(failure, UNSUPPORTED)
                .map(
                        found -> {
                            List<String> supported = found.group(2).lines().toList();
                            return found.group(1)
                                    .lines()
                                    .map(key -> unknown(connector, key, supported))
                                    .toList();
                        });
    }

    /** Required options that are not set. */
    Optional<List<Explanation>> required(
            Throwable failure, String connector, Map<String, String> tableOptions) {
        return find(failure, MISSING)
                .map(
                        found ->
                                found.group(1)
                                        .lines()
                                        .map(String::strip)
                                        .map(key -> missing(connector, key, tableOptions))
                                        .toList());
    }

    /** A value that is none of the option's. */
    Optional<List<Explanation>> invalidValue(
            Throwable failure, String connector, Map<String, String> tableOptions) {
        Optional<Matcher> found = find(failure, INVALID).or(() -> find(failure, UNPARSEABLE));
        return found.map(match -> match.group(1))
                .map(key -> List.of(invalid(failure, connector, key, tableOptions)));
    }

    /** Hints about options that the connector does not declare, when another failure came first. */
    List<String> suspicious(String connector, Map<String, String> tableOptions) {
        List<OptionEntry> known = optionsOf(connector);
        if (known.isEmpty()) {
            return List.of();
        }
        List<String> names = known.stream().map(OptionEntry::key).toList();
        List<String> hints = new ArrayList<>();
        for (String key : new TreeSet<>(tableOptions.keySet())) {
            if (isDeclared(key, known)) {
                continue;
            }
            foreign.advice(connector, key)
                    .or(
                            () ->
                                    NearestName.of(key, names)
                                            .map(
                                                    near ->
                                                            "'%s' is no option; did you mean '%s'?"
                                                                    .formatted(key, near)))
                    .ifPresent(hints::add);
        }
        return hints;
    }

    private Explanation unknown(String connector, String key, List<String> supported) {
        String hint =
                foreign.advice(connector, key)
                        .or(
                                () ->
                                        NearestName.of(key, supported)
                                                .map("Did you mean '%s'?"::formatted))
                        .orElse(
                                "'flink-conn connectors options %s' shows all there are."
                                        .formatted(connector));
        return Explanation.of("option", "Unknown option '%s'.".formatted(key), hint)
                .at("'" + key + "'");
    }

    private Explanation missing(String connector, String key, Map<String, String> tableOptions) {
        List<String> hints = new ArrayList<>();
        for (String hint : suspicious(connector, tableOptions)) {
            if (hint.contains("'" + key + "'")) {
                hints.add(hint);
            }
        }
        if (hints.isEmpty()) {
            optionsOf(connector).stream()
                    .filter(option -> option.key().equals(key))
                    .map(OptionEntry::description)
                    .filter(text -> !text.isBlank())
                    .findFirst()
                    .ifPresent(hints::add);
        }
        return Explanation.of("option", "Required option '%s' is missing.".formatted(key))
                .withHints(hints);
    }

    private Explanation invalid(
            Throwable failure, String connector, String key, Map<String, String> tableOptions) {
        String value =
                Redaction.isSecretKey(key) ? Redaction.HIDDEN : tableOptions.getOrDefault(key, "");
        Optional<OptionEntry> option =
                optionsOf(connector).stream().filter(each -> each.key().equals(key)).findFirst();
        List<String> hints = new ArrayList<>();
        option.filter(each -> !each.values().isEmpty())
                .ifPresentOrElse(
                        each ->
                                hints.add(
                                        NearestName.of(value, each.values())
                                                .map("Did you mean '%s'?"::formatted)
                                                .orElse(
                                                        "It is one of: "
                                                                + String.join(", ", each.values())
                                                                + ".")),
                        () ->
                                hints.add(
                                        option.map(
                                                        each ->
                                                                "It is a %s%s."
                                                                        .formatted(
                                                                                each.type(),
                                                                                exampleOf(
                                                                                        each
                                                                                                .type())))
                                                .orElseGet(
                                                        () ->
                                                                Failures.messageOf(
                                                                        innermost(failure)))));
        return Explanation.of("type", "'%s' is no value for the option '%s'.".formatted(value, key))
                .withHints(hints)
                .at("'" + key + "'");
    }

    private static String withArticle(String type) {
        return ("AEIOU".indexOf(type.charAt(0)) < 0 ? "a " : "an ") + type;
    }

    private static String exampleOf(String type) {
        return switch (type) {
            case "Duration" -> ", such as '10 s' or '500 ms'";
            case "MemorySize" -> ", such as '4 mb'";
            case "Integer", "Long" -> ", a whole number";
            case "Boolean" -> ", true or false";
            default -> "";
        };
    }

    private List<OptionEntry> optionsOf(String connector) {
        return inventory
                .find(FactoryKind.CONNECTOR, connector)
                .map(inventory::options)
                .orElse(List.of());
    }

    /** Also those of the format and of passed-on properties, which have prefixes. */
    private boolean isDeclared(String key, List<OptionEntry> known) {
        boolean declared =
                key.equals("connector")
                        || known.stream()
                                .anyMatch(
                                        option ->
                                                option.key().equals(key)
                                                        || option.fallbackKeys().contains(key));
        return declared
                || key.startsWith("properties.")
                || inventory.names(FactoryKind.FORMAT).stream()
                        .flatMap(format -> Stream.of(format, "key." + format, "value." + format))
                        .anyMatch(prefix -> key.startsWith(prefix + "."));
    }

    private static Optional<Matcher> find(Throwable failure, Pattern pattern) {
        return Failures.chain(failure).stream()
                .map(each -> pattern.matcher(Failures.messageOf(each)))
                .filter(Matcher::find)
                .findFirst();
    }

    private static Throwable innermost(Throwable failure) {
        List<Throwable> chain = Failures.chain(failure);
        return chain.get(chain.size() - 1);
    }
}
