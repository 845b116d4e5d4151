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

import org.apache.flink.annotation.Internal;

import java.util.List;

/**
 * What was found out about one script.
 *
 * @param file the script
 * @param statements how many statements it has
 * @param planned how many of its INSERTs and queries were planned to the end
 * @param findings what there is to say, by line
 */
@Internal
public record ScriptReport(String file, int statements, int planned, List<Finding> findings) {

    /** How many findings have this severity. */
    public long count(Severity severity) {
        return findings.stream().filter(each -> each.severity() == severity).count();
    }

    /** The outcome in a line. */
    public String summary() {
        return "%s: %s, %s planned, %s, %s%s"
                .formatted(
                        file,
                        amount(statements, "statement"),
                        planned,
                        amount(count(Severity.ERROR), "error"),
                        amount(count(Severity.WARNING), "warning"),
                        count(Severity.SKIPPED) == 0
                                ? ""
                                : ", " + count(Severity.SKIPPED) + " skipped");
    }

    private static String amount(long count, String noun) {
        return count + " " + noun + (count == 1 ? "" : "s");
    }
}
