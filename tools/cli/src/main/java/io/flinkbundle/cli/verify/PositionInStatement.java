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

package io.flinkbundle.cli.verify;

import io.flinkbundle.cli.Failures;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Finds the line that the validator of SQL names in its messages. */
final class PositionInStatement {

    private static final Pattern LINE =
            Pattern.compile("(?:From|At|at) line (\\d+), column (\\d+)");

    private PositionInStatement() {}

    /** The line inside the statement, counted from one. */
    static Optional<Integer> of(Throwable failure) {
        return Failures.chain(failure).stream()
                .map(each -> LINE.matcher(Failures.messageOf(each)))
                .filter(Matcher::find)
                .findFirst()
                .map(found -> Integer.valueOf(found.group(1)));
    }
}
