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

package io.flinkbundle.emulators.pubsub.filter;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class MessageFilterTest {

    private static final Map<String, String> ATTRIBUTES =
            Map.of(
                    "name",
                    "com",
                    "iana.org/language_tag",
                    "en",
                    "empty",
                    "",
                    "quote",
                    "say \"hi\" \\ \u00e9");

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            textBlock =
                    """
                    attributes:name                                                        | true
                    attributes:other                                                       | false
                    attributes:Name                                                        | false
                    attributes:empty                                                       | true
                    attributes:"iana.org/language_tag"                                     | true
                    attributes.name = "com"                                                | true
                    attributes.name="com"                                                  | true
                    attributes."name" = "com"                                              | true
                    attributes.name = "COM"                                                | false
                    attributes.other = "com"                                               | false
                    attributes.empty = ""                                                  | true
                    attributes.other = ""                                                  | false
                    attributes.name != "com"                                               | false
                    attributes.name != "org"                                               | true
                    attributes.other != "com"                                              | true
                    hasPrefix(attributes.name, "co")                                       | true
                    hasPrefix(attributes.name, "com")                                      | true
                    hasPrefix(attributes.name, "")                                         | true
                    hasPrefix(attributes.name, "om")                                       | false
                    hasPrefix(attributes.other, "")                                        | false
                    hasPrefix( attributes."iana.org/language_tag" , "e" )                  | true
                    NOT attributes:name                                                    | false
                    NOT attributes:other                                                   | true
                    -attributes:other                                                      | true
                    NOT hasPrefix(attributes.name, "co")                                   | false
                    attributes:name AND attributes:empty                                   | true
                    attributes:name AND attributes:other                                   | false
                    attributes:other OR attributes:name                                    | true
                    attributes:other OR attributes:another                                 | false
                    attributes:name AND attributes:empty AND attributes:quote              | true
                    attributes:name AND -attributes:other                                  | true
                    attributes:other AND (attributes:other OR attributes:name)             | false
                    (attributes:other AND attributes:name) OR attributes:empty             | true
                    NOT (attributes:name AND attributes:other)                             | true
                    ((attributes:name))                                                    | true
                    attributes.quote = "say \\"hi\\" \\\\ \\u00e9"                         | true
                    attributes.quote = "say \\x22hi\\042 \\\\ \\U000000e9"                 | true
                    """)
    void matches(String expression, boolean expected) {
        assertThat(MessageFilter.parse(expression).matches(ATTRIBUTES)).isEqualTo(expected);
    }

    @Test
    void letsAllMessagesThroughWithoutAnExpression() {
        assertThat(MessageFilter.parse("")).isSameAs(MessageFilter.ALL);
        assertThat(MessageFilter.ALL.matches(Map.of())).isTrue();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            textBlock =
                    """
                    name = "com"                                       | 1  | 'attributes'
                    attributes                                         | 11 | '.'
                    attributes.name                                    | 16 | = or !=
                    attributes.name = com                              | 19 | double quotation marks
                    attributes.name = 'com'                            | 19 | no meaning
                    attributes.name = ("com" OR "net")                 | 19 | double quotation marks
                    attributes.name > "a"                              | 17 | no meaning
                    attributes.name ! "a"                              | 17 | no meaning
                    attributes:name AND attributes:a OR attributes:b   | 34 | parentheses
                    attributes:name OR attributes:a AND attributes:b   | 33 | parentheses
                    attributes:name and attributes:other               | 17 | complete expression
                    attributes:name AND                                | 20 | 'attributes'
                    attributes:name attributes:other                   | 17 | complete expression
                    (attributes:name                                   | 17 | ')'
                    attributes:name)                                   | 16 | complete expression
                    NOT NOT attributes:name                            | 5  | 'attributes'
                    hasPrefix(attributes.name)                         | 26 | ','
                    hasPrefix(attributes:name, "a")                    | 21 | '.'
                    hassuffix(attributes.name, "a")                    | 1  | 'attributes'
                    attributes.name = "open                            | 19 | no closing
                    attributes.name = "\\q"                            | 19 | no escape
                    attributes.name = "\\u12"                          | 19 | 4 digits
                    attributes:"                                       | 12 | no closing
                    """)
    void refuses(String expression, int position, String reason) {
        assertThatThrownBy(() -> MessageFilter.parse(expression))
                .isInstanceOf(FilterSyntaxException.class)
                .hasMessageContaining("[" + expression + "]")
                .hasMessageContaining("at character " + position + ":")
                .hasMessageContaining(reason);
    }
}
