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

import io.flinkbundle.connector.duckdb.client.LocalHost;
import io.flinkbundle.connector.duckdb.sink.DuckDbSinkConfig;
import io.flinkbundle.connector.duckdb.sink.StagedColumns;
import io.flinkbundle.connector.duckdb.sink.TargetConnection;
import io.flinkbundle.connector.duckdb.sink.TargetTable;

import org.apache.flink.annotation.Internal;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/**
 * Makes a few large files out of many small ones, so that one transaction can read them all.
 *
 * <p>A commit at the end of a long input has a file for each subtask and checkpoint. Each attached
 * file costs a descriptor, of which a process often has 1,024, and DuckDB does not detach a file
 * that the open transaction has read. So the files are merged first, some at a time, beside the
 * target: that changes nothing that anybody sees, and can be done again after a failure.
 */
@Internal
final class MergedFiles implements AutoCloseable {

    /** How many files are attached at once. */
    static final int MOST_ATTACHED = 64;

    private static final Logger LOG = LoggerFactory.getLogger(MergedFiles.class);

    /** No subtask has written a merged file. */
    private static final int NO_SUBTASK = -1;

    private final TargetConnection target;
    private final DuckDbSinkConfig config;
    private final int mostAttached;
    private final List<Path> created = new ArrayList<>();

    /**
     * @param mostAttached how many files a group has at most, at least two
     */
    MergedFiles(TargetConnection target, DuckDbSinkConfig config, int mostAttached) {
        this.target = target;
        this.config = config;
        this.mostAttached = mostAttached;
    }

    /** Returns not more files than may be attached, with the rows of all files of the commit. */
    List<StagedFile> of(DuckDbCommittable committable) throws IOException, InterruptedException {
        List<StagedFile> files = committable.files();
        while (files.size() > mostAttached) {
            List<StagedFile> fewer = new ArrayList<>();
            for (int from = 0; from < files.size(); from += mostAttached) {
                int to = Math.min(from + mostAttached, files.size());
                fewer.add(merge(committable.commitId(), files.subList(from, to)));
            }
            files = fewer;
        }
        return files;
    }

    private StagedFile merge(UUID commitId, List<StagedFile> group)
            throws IOException, InterruptedException {
        Path path =
                Path.of(group.get(0).path())
                        .resolveSibling("merged-" + commitId + '-' + created.size() + ".duckdb");
        delete(path);
        created.add(path);
        DuckDbSinkConfig fitting = config.withColumns(TargetTable.columns(target, config));
        try (AttachedFiles attached = new AttachedFiles(target, commitId)) {
            String merged = attached.create(path);
            List<AttachedFile> opened = new ArrayList<>();
            for (StagedFile file : group) {
                opened.add(attached.attach(file));
            }
            target.inTransactionRetryingConflicts(
                    "merge "
                            + group.size()
                            + " staging files for table '"
                            + config.tableName()
                            + "'",
                    () -> {
                        target.execute(
                                "CREATE TABLE "
                                        + merged
                                        + " ("
                                        + StagedColumns.definitions(fitting)
                                        + ")");
                        long rows = 0;
                        for (AttachedFile file : opened) {
                            StagedRows.copy(target, config, file, merged, rows);
                            rows += file.file().rows();
                        }
                    });
        }
        return new StagedFile(
                path.toString(),
                LocalHost.name(),
                NO_SUBTASK,
                group.stream().mapToLong(StagedFile::rows).sum());
    }

    @Override
    public void close() {
        for (Path path : created) {
            try {
                delete(path);
            } catch (IOException e) {
                // Its rows are in the target, or in the files from which it can be made again.
                LOG.warn("Could not delete merged staging file '{}'.", path, e);
            }
        }
    }

    private static void delete(Path path) throws IOException {
        Files.deleteIfExists(path);
        Files.deleteIfExists(path.resolveSibling(path.getFileName() + ".wal"));
    }
}
