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

import io.flinkbundle.examples.SqlScript.Statement;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** What the reader of a script is told when one of its statements fails: where, which, and why. */
final class StatementFailure {

    /** Where in a statement Flink found something, counted from its own first line. */
    private static final Pattern POSITION = Pattern.compile("[Ff]?(?:at|rom) line (\\d+), column");

    private static final Pattern INVALID = Pattern.compile("SQL (validation|parse) failed");

    private StatementFailure() {}

    static ExampleException of(Statement statement, String cause) {
        return new ExampleException(describe(statement, statement.line(), cause));
    }

    static ExampleException of(Statement statement, ExampleException failure) {
        String trace = failure.serverTrace().orElse(failure.getMessage());
        Matcher position = POSITION.matcher(trace);
        int line =
                position.find()
                        ? statement.line() + Integer.parseInt(position.group(1)) - 1
                        : statement.line();
        String advice = SqlJars.adviceFor(trace).map(" "::concat).orElse("");
        return new ExampleException(
                describe(statement, line, failure.getMessage() + advice), failure);
    }

    /** Whether a statement failed because of what it says, so that no waiting helps. */
    static boolean isInTheStatement(ExampleException failure) {
        return failure.serverTrace().filter(trace -> INVALID.matcher(trace).find()).isPresent();
    }

    private static String describe(Statement statement, int line, String cause) {
        String[] lines = statement.sql().split("\n");
        String listing =
                IntStream.range(0, lines.length)
                        .mapToObj(i -> listed(statement.line() + i, line, lines[i]))
                        .collect(Collectors.joining("\n"));
        return "line %d: %s%n%n%s".formatted(line, cause, listing);
    }

    private static String listed(int number, int wrong, String text) {
        return "  %s %4d  %s".formatted(number == wrong ? ">" : " ", number, text);
    }
}
