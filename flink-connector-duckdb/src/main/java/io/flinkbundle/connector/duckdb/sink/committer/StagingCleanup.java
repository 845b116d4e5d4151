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

import io.flinkbundle.connector.duckdb.sink.DuckDbSinkConfig;

import org.apache.flink.annotation.Internal;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Removes staging files that a failure has left behind, and that no state can need any more.
 *
 * <p>When a commit of this attempt holds a file of a subtask, the files of other attempts of that
 * subtask in the same run are dead: all tasks of the sink restart together, and what the restored
 * state held is committed before. Files of other runs may still be needed by a savepoint; they go
 * when they are older than the sink keeps its markers.
 */
@Internal
public final class StagingCleanup {

    private static final Logger LOG = LoggerFactory.getLogger(StagingCleanup.class);

    /** The attempt of each subtask that was seen last, because a folder is searched once for it. */
    private final Map<Integer, UUID> writers = new HashMap<>();

    StagingCleanup() {}

    /** Removes what earlier attempts of the same subtasks have left. */
    void afterCommit(DuckDbCommittable committable) {
        for (StagedFile file : committable.files()) {
            Path path = Path.of(file.path());
            Optional<StagedFileName> name = StagedFileName.parse(path);
            if (name.isPresent()
                    && !name.get().writer().equals(writers.get(name.get().subtask()))) {
                writers.put(name.get().subtask(), name.get().writer());
                remove(
                        path.getParent(),
                        left ->
                                StagedFileName.parse(left)
                                        .filter(name.get()::isOfAnotherAttempt)
                                        .isPresent());
            }
        }
    }

    /**
     * Removes what other runs of the sink have left longer ago than its markers are kept.
     *
     * @param run the run that starts
     */
    public static void atStart(Path folder, DuckDbSinkConfig config, UUID run) {
        UUID sink = StagedFileName.idOf(config.sinkId());
        Instant oldest = Instant.now().minus(config.markerRetention());
        remove(
                folder,
                left ->
                        StagedFileName.parse(left)
                                        .filter(name -> name.sink().equals(sink))
                                        .filter(name -> !name.run().equals(run))
                                        .isPresent()
                                && isOlder(left, oldest));
    }

    private static void remove(Path folder, Predicate<Path> dead) {
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> found = files.filter(dead).toList();
            for (Path file : found) {
                Files.deleteIfExists(file);
            }
            if (!found.isEmpty()) {
                LOG.info("Removed {} staging files of failed attempts: {}.", found.size(), found);
            }
        } catch (IOException e) {
            // They take room and do no other harm.
            LOG.warn("Could not remove old staging files from '{}'.", folder, e);
        }
    }

    private static boolean isOlder(Path file, Instant oldest) {
        try {
            return Files.getLastModifiedTime(file).toInstant().isBefore(oldest);
        } catch (IOException e) {
            LOG.debug("Staging file '{}' is gone.", file, e);
            return false;
        }
    }
}
