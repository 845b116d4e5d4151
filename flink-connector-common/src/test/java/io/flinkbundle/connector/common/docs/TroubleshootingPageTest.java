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

package io.flinkbundle.connector.common.docs;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Holds the headings of the page on error messages to the messages in the sources. */
class TroubleshootingPageTest {

    private static final Pattern HEADING = Pattern.compile("(?m)^### (.+)$");
    private static final Pattern LITERAL =
            Pattern.compile("\"([^\"\\\\\n]*+(?:\\\\.[^\"\\\\\n]*+)*+)\"");
    private static final Pattern JOINED = Pattern.compile("\"\\s*\\+\\s*\"");
    private static final Pattern HOLE = Pattern.compile("\\s*…\\s*");

    @Test
    void everyHeadingIsTheTextOfAMessage() {
        List<String> literals =
                Repository.connectorSources().stream()
                        .map(file -> literalsOf(Repository.read(file)))
                        .toList();
        List<String> unknown =
                HEADING.matcher(Repository.read("docs/troubleshooting.md"))
                        .results()
                        .map(heading -> heading.group(1))
                        .filter(heading -> literals.stream().noneMatch(text -> says(text, heading)))
                        .toList();
        assertThat(unknown).as("headings that no message of one source file has").isEmpty();
    }

    @Test
    void theMessagesOfThePageAreEnoughToBeUseful() {
        assertThat(HEADING.matcher(Repository.read("docs/troubleshooting.md")).results().count())
                .isGreaterThan(50);
    }

    private static boolean says(String literals, String heading) {
        return Stream.of(HOLE.split(heading)).allMatch(literals::contains);
    }

    private static String literalsOf(String source) {
        return LITERAL.matcher(JOINED.matcher(source).replaceAll(""))
                .results()
                .map((MatchResult result) -> result.group(1))
                .collect(Collectors.joining("\n"));
    }
}
