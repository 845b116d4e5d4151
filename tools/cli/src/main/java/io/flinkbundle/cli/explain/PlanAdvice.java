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

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** What to do about the failures of the planner that people meet most. */
final class PlanAdvice {

    private static final Pattern NO_UPDATES =
            Pattern.compile(
                    "Table sink '([^']+)' doesn't support consuming (.+?) which is produced by node (\\w+)",
                    Pattern.DOTALL);

    private static final Pattern TYPES =
            Pattern.compile(
                    "Column types of query result and sink for '([^']+)' do not match\\.\\s*Cause: (.*)",
                    Pattern.DOTALL);

    private static final Pattern ENCOUNTERED =
            Pattern.compile(
                    "Encountered \"([^\"]*)\" at line (\\d+), column (\\d+)", Pattern.DOTALL);

    private static final Pattern NO_OBJECT =
            Pattern.compile("Object '([^']+)' not found(?: within '([^']+)')?");

    /** The same of the target of an INSERT and of a LIKE, which come with their full names. */
    private static final Pattern NO_TABLE =
            Pattern.compile("(?:Cannot find|Source) table '(?:`[^`]+`\\.)*`([^`]+)`'");

    private PlanAdvice() {}

    /** The table or view that a statement asks for in vain, if that is why it fails. */
    static Optional<String> missingObject(Throwable failure) {
        return Failures.chain(failure).stream()
                .map(Failures::messageOf)
                .flatMap(text -> Stream.of(NO_OBJECT.matcher(text), NO_TABLE.matcher(text)))
                .filter(Matcher::find)
                .findFirst()
                .map(found -> found.group(1));
    }

    static Optional<Explanation> explain(Throwable failure, String sql) {
        return Failures.chain(failure).stream()
                .map(Failures::messageOf)
                .map(message -> explain(message, sql))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private static Optional<Explanation> explain(String message, String sql) {
        return noUpdates(message)
                .or(() -> types(message))
                .or(() -> syntax(message, sql))
                .or(() -> noObject(message));
    }

    private static Optional<Explanation> noUpdates(String message) {
        Matcher found = NO_UPDATES.matcher(message);
        if (!found.find()) {
            return Optional.empty();
        }
        return Optional.of(
                Explanation.of(
                        "guarantee",
                        "The query changes rows that it has produced before (%s, from its %s), and the sink '%s' only appends."
                                .formatted(
                                        found.group(2), found.group(3), shortName(found.group(1))),
                        "Declare a PRIMARY KEY on the sink if its connector writes upserts, or aggregate in windows (TUMBLE, HOP), which produce each row once."));
    }

    private static Optional<Explanation> types(String message) {
        Matcher found = TYPES.matcher(message);
        return found.find()
                ? Optional.of(
                        Explanation.of(
                                "schema",
                                "The query does not fit the columns of '%s': %s"
                                        .formatted(
                                                shortName(found.group(1)),
                                                found.group(2)
                                                        .strip()
                                                        .replaceAll("\\n\\s*\\n", "\n"))))
                : Optional.empty();
    }

    private static Optional<Explanation> syntax(String message, String sql) {
        Matcher found = ENCOUNTERED.matcher(message);
        if (!found.find()) {
            return Optional.empty();
        }
        String near = found.group(1).replaceAll("\\s+", " ").strip();
        String text =
                near.equals("<EOF>")
                        ? "The statement ends too early."
                        : "SQL does not continue with '%s' here (column %s)."
                                .formatted(near, found.group(3));
        return Optional.of(
                Explanation.of("syntax", text, Keywords.hint(near, wordBefore(sql, found)))
                        .at("line:" + found.group(2)));
    }

    /** The last word in front of the place that the parser names. */
    private static String wordBefore(String sql, Matcher place) {
        String[] lines = sql.split("\n", -1);
        int line = Integer.parseInt(place.group(2)) - 1;
        int column = Integer.parseInt(place.group(3)) - 1;
        if (line >= lines.length || column > lines[line].length()) {
            return "";
        }
        String[] words =
                (String.join(" ", List.of(lines).subList(0, line))
                                + " "
                                + lines[line].substring(0, column))
                        .strip()
                        .split("\\s+");
        return words[words.length - 1];
    }

    private static Optional<Explanation> noObject(String message) {
        Matcher found = NO_OBJECT.matcher(message);
        return found.find()
                ? Optional.of(
                        Explanation.of(
                                        "schema",
                                        "There is no table or view '%s'%s."
                                                .formatted(
                                                        found.group(1),
                                                        found.group(2) == null
                                                                ? ""
                                                                : " in '" + found.group(2) + "'"),
                                        "It must be created earlier in the script, or be in the catalog that is in use.")
                                .at(found.group(1)))
                : Optional.empty();
    }

    /** Without the catalog and database that nobody wrote. */
    private static String shortName(String identifier) {
        return identifier.replace("default_catalog.default_database.", "");
    }
}
