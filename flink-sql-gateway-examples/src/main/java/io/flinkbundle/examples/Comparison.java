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

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A result beside what was expected.
 *
 * @param line where in the script it was asked for
 * @param ordered whether the order of the rows counts
 */
record Comparison(int line, ResultTable result, ResultTable expected, boolean ordered) {

    boolean isAsExpected() {
        return differences().isEmpty();
    }

    String title() {
        return "line %d: %d rows, %s"
                .formatted(
                        line,
                        result.rows().size(),
                        isAsExpected() ? "as expected" : "NOT as expected");
    }

    /** The result as a table, and below it what differs. */
    String format() {
        return (result.format() + "\n" + String.join("\n", differences()))
                .lines()
                .map(text -> "    " + text)
                .collect(Collectors.joining("\n"));
    }

    /** What is missing (-) and what is too much (+); empty when nothing is. */
    List<String> differences() {
        List<String> differences = new ArrayList<>(result.differencesFrom(expected));
        if (differences.isEmpty() && ordered && !result.rows().equals(expected.rows())) {
            differences.add("the rows come in another order than");
            expected.rows().forEach(row -> differences.add("  " + String.join(" | ", row)));
        }
        return differences;
    }
}
