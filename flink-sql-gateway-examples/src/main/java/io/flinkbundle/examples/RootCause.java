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

import java.util.Arrays;
import java.util.List;

/** The sentence at the bottom of a stack trace: what a reader wants to see of it. */
public final class RootCause {

    private static final String CAUSED_BY = "Caused by: ";

    private RootCause() {}

    public static String of(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null && cause.getCause() != cause) {
            cause = cause.getCause();
        }
        return cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage();
    }

    /**
     * The innermost message of a printed stack trace, without frames and without the class name.
     */
    public static String of(String stackTrace) {
        int last = stackTrace.lastIndexOf(CAUSED_BY);
        String cause = last < 0 ? stackTrace : stackTrace.substring(last + CAUSED_BY.length());
        List<String> message =
                Arrays.stream(cause.split("\n"))
                        .takeWhile(line -> !line.startsWith("\tat ") && !line.startsWith("\t... "))
                        .map(String::strip)
                        .filter(line -> !line.isEmpty())
                        .toList();
        return String.join(" ", message).replaceFirst("^[\\w.$]+(Exception|Error): ", "");
    }
}
