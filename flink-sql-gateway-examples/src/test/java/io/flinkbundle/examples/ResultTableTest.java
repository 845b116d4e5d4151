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

package io.flinkbundle.examples;

import org.junit.jupiter.api.Test;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class ResultTableTest {

    private static final ResultTable TABLE =
            new ResultTable(
                    List.of("day", "quakes"),
                    List.of(List.of("2018-01-31", "192"), List.of("2018-02-01", "7")));

    @Test
    void isPrintedWithColumnsAsWideAsTheirLongestValue() {
        assertThat(TABLE.format())
                .isEqualTo(
                        """
                        +------------+--------+
                        |        day | quakes |
                        +------------+--------+
                        | 2018-01-31 |    192 |
                        | 2018-02-01 |      7 |
                        +------------+--------+""");
    }

    @Test
    void hasNoDifferencesFromItself() {
        assertThat(TABLE.differencesFrom(TABLE)).isEmpty();
    }

    @Test
    void showsWhatIsMissingAndWhatIsTooMuch() {
        ResultTable other =
                new ResultTable(
                        TABLE.columns(),
                        List.of(List.of("2018-01-31", "192"), List.of("2018-02-01", "8")));

        assertThat(TABLE.differencesFrom(other))
                .containsExactly("- 2018-02-01 | 8", "+ 2018-02-01 | 7");
    }

    @Test
    void showsARowThatIsThereTwice() {
        ResultTable twice =
                new ResultTable(
                        TABLE.columns(),
                        List.of(TABLE.rows().get(0), TABLE.rows().get(1), TABLE.rows().get(1)));

        assertThat(twice.differencesFrom(TABLE)).containsExactly("+ 2018-02-01 | 7");
    }

    @Test
    void showsOtherColumns() {
        ResultTable other = new ResultTable(List.of("day", "events"), TABLE.rows());

        assertThat(TABLE.differencesFrom(other))
                .containsExactly("- columns [day, events]", "+ columns [day, quakes]");
    }

    @Test
    void isReadAsItIsPrinted() {
        ResultTable first = new ResultTable(List.of("a", "b"), List.of(List.of("1", "x y")));
        ResultTable empty = new ResultTable(List.of("c"), List.of());

        assertThat(ResultTable.parseAll("# a note\n" + first.format() + "\n\n" + empty.format()))
                .containsExactly(first, empty);
    }

    @Test
    void isRefusedWhenItsLastRulerIsMissing() {
        assertThatThrownBy(() -> ResultTable.parseAll("+---+\n| a |\n+---+\n| 1 |"))
                .isInstanceOf(ExampleException.class)
                .hasMessageContaining("2 of its 3 rulers");
    }
}
