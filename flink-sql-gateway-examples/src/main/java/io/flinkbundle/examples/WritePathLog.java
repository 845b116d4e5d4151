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

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * Finds in Flink's log which way a sink chose to write: every sink of the bundle says so when its
 * job is planned.
 */
final class WritePathLog {

    private static final Pattern DECISION = Pattern.compile("takes write path (\\w+)");

    private final Path log;

    WritePathLog(Path log) {
        this.log = log;
    }

    /** The last decision so far. */
    WritePath last() {
        try {
            return DECISION.matcher(Files.readString(log))
                    .results()
                    .map(found -> WritePath.valueOf(found.group(1)))
                    .reduce((earlier, later) -> later)
                    .orElseThrow(
                            () ->
                                    new ExampleException(
                                            "No sink says in %s how it writes.".formatted(log)));
        } catch (IOException e) {
            throw new ExampleException("Flink's log %s cannot be read.".formatted(log), e);
        }
    }
}
