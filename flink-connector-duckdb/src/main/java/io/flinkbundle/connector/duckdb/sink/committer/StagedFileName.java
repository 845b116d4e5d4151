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

package io.flinkbundle.connector.duckdb.sink.committer;

import org.apache.flink.annotation.Internal;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The name of a staging file, which says whose it is, so that files that a failure has left behind
 * are recognised.
 *
 * @param sink stands for the sink's id, which may hold anything
 * @param run the submission of the job
 * @param subtask who writes it
 * @param writer one attempt of the subtask
 * @param number counts the files of the writer
 */
@Internal
public record StagedFileName(UUID sink, UUID run, int subtask, UUID writer, long number) {

    private static final String ID = "([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})";

    /** With what DuckDB puts beside a file while it is open. */
    private static final Pattern NAME =
            Pattern.compile(
                    "staged_" + ID + "_" + ID + "_(\\d+)_" + ID + "_(\\d+)\\.duckdb(?:\\.wal)?");

    /** The first name of a new writer. */
    public static StagedFileName first(String sinkId, UUID run, int subtask) {
        return new StagedFileName(idOf(sinkId), run, subtask, UUID.randomUUID(), 0);
    }

    /** What stands for a sink's id. */
    static UUID idOf(String sinkId) {
        return UUID.nameUUIDFromBytes(sinkId.getBytes(StandardCharsets.UTF_8));
    }

    /** Recognises a staging file or what belongs to it; empty for any other file. */
    static Optional<StagedFileName> parse(Path file) {
        Matcher name = NAME.matcher(file.getFileName().toString());
        return name.matches()
                ? Optional.of(
                        new StagedFileName(
                                UUID.fromString(name.group(1)),
                                UUID.fromString(name.group(2)),
                                Integer.parseInt(name.group(3)),
                                UUID.fromString(name.group(4)),
                                Long.parseLong(name.group(5))))
                : Optional.empty();
    }

    public StagedFileName next() {
        return new StagedFileName(sink, run, subtask, writer, number + 1);
    }

    /** Whether another attempt of the same subtask, in the same run, has this name. */
    boolean isOfAnotherAttempt(StagedFileName other) {
        return sink.equals(other.sink)
                && run.equals(other.run)
                && subtask == other.subtask
                && !writer.equals(other.writer);
    }

    @Override
    public String toString() {
        return String.format("staged_%s_%s_%d_%s_%d.duckdb", sink, run, subtask, writer, number);
    }
}
