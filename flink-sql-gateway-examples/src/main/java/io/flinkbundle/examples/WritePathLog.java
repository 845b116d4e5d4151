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
    String last() {
        try {
            return DECISION.matcher(Files.readString(log))
                    .results()
                    .map(found -> found.group(1))
                    .reduce((earlier, later) -> later)
                    .orElseThrow(
                            () ->
                                    new ExampleException(
                                            "No sink says in %s how it writes.".formatted(log)));
        } catch (IOException e) {
            throw new ExampleException("Flink's log %s cannot be read.".formatted(log), e);
        }
    }

    static boolean isBounded(String writePath) {
        return writePath.endsWith("BULK");
    }

    /** What the names of the paths mean. */
    static String explain(String writePath) {
        return switch (writePath) {
            case "PER_CHECKPOINT" -> "source never ends: one commit a checkpoint";
            case "CONTINUOUS" -> "source never ends, no checkpoints: written as it comes";
            case "STAGED_BULK" -> "source ends: staged at checkpoints, one commit";
            case "BULK" -> "source ends, no checkpoints: one direct commit";
            default -> throw new ExampleException("Unknown write path " + writePath + ".");
        };
    }
}
