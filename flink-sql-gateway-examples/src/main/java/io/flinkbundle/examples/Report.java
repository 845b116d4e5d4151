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

import io.flinkbundle.examples.Pipeline.Outcome;

import java.util.List;
import java.util.stream.Collectors;

/** What the outcomes of a script look like beside what was expected. */
record Report(List<Outcome> outcomes, ResultTable expected) {

    boolean isAsExpected() {
        return outcomes.stream().allMatch(outcome -> differences(outcome).isEmpty());
    }

    String format() {
        return outcomes.stream()
                .map(this::format)
                .collect(Collectors.joining("\n", outcomes.get(0).result().format() + "\n\n", ""));
    }

    private String format(Outcome outcome) {
        List<String> differences = differences(outcome);
        String verdict = differences.isEmpty() ? "as expected" : "NOT as expected";
        return "  %s: %s%n    %s, %s%n"
                        .formatted(
                                outcome.table(),
                                verdict,
                                outcome.writePath(),
                                outcome.writePath().meaning())
                + differences.stream().map("    %s%n"::formatted).collect(Collectors.joining());
    }

    private List<String> differences(Outcome outcome) {
        return outcome.result().differencesFrom(expected);
    }
}
