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
import io.flinkbundle.connector.duckdb.sink.CommitMarkers;
import io.flinkbundle.connector.duckdb.sink.DuckDbSinkConfig;
import io.flinkbundle.connector.duckdb.sink.TargetConnection;
import io.flinkbundle.connector.duckdb.sink.TargetHold;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.connector.sink2.Committer;
import org.apache.flink.metrics.groups.SinkCommitterMetricGroup;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.UUID;

/**
 * Makes staged files visible, all files of a commit in one transaction with its marker.
 *
 * <p>Flink plays a commit again when it restores state, so that a commit whose marker is there only
 * has its files removed. The target is open for the time of a commit only, unless the job holds it.
 * A target that is busy is tried again in here, within the retry policy: Flink's own retries do not
 * wait. Everything else fails the attempt, and the replay goes on from there; no commit is ever
 * given up silently.
 */
@Internal
public final class DuckDbCommitter implements Committer<DuckDbCommittable> {

    private static final Logger LOG = LoggerFactory.getLogger(DuckDbCommitter.class);

    private static final long NONE_RESTORED = -1;

    private final DuckDbSinkConfig config;
    private final String holder;
    private final CommitMetrics metrics;
    private final long restoredCheckpointId;
    private final TargetHold hold;
    private final StagingCleanup cleanup = new StagingCleanup();

    /**
     * @param jobName the job, for the messages that others get while a commit is under way
     * @param restoredCheckpointId the checkpoint from which this attempt started; empty if none
     */
    public DuckDbCommitter(
            DuckDbSinkConfig config,
            String jobName,
            SinkCommitterMetricGroup metricGroup,
            OptionalLong restoredCheckpointId) {
        this.config = config;
        this.holder =
                String.format("committer of table '%s' in job '%s'", config.tableName(), jobName);
        this.hold = new TargetHold(config, holder);
        this.metrics = new CommitMetrics(metricGroup);
        this.restoredCheckpointId = restoredCheckpointId.orElse(NONE_RESTORED);
    }

    @Override
    public void commit(Collection<CommitRequest<DuckDbCommittable>> requests)
            throws IOException, InterruptedException {
        for (CommitRequest<DuckDbCommittable> request : requests) {
            DuckDbCommittable committable = request.getCommittable();
            if (committable.files().isEmpty()) {
                continue;
            }
            if (!commit(committable)) {
                request.signalAlreadyCommitted();
            }
            committable.files().forEach(DuckDbCommitter::delete);
            // A restored commit may still be followed by another, whose files are not known here.
            if (committable.checkpointId() > restoredCheckpointId) {
                cleanup.afterCommit(committable);
            }
        }
    }

    /** Returns whether the rows were not visible before. */
    private boolean commit(DuckDbCommittable committable) throws IOException, InterruptedException {
        long start = System.nanoTime();
        metrics.started(committable.stagedAt());
        checkFile(committable);
        TargetConnection target = TargetConnection.open(config, holder, metrics::retried);
        try (target) {
            hold.keep();
            CommitMarkers markers = new CommitMarkers(target, config);
            checkDatabase(committable, markers.databaseId());
            if (markers.contains(committable.commitId())) {
                LOG.info(
                        "Commit {} of checkpoint {} is in table '{}' already.",
                        committable.commitId(),
                        committable.checkpointId(),
                        config.tableName());
                return false;
            }
            for (StagedFile file : committable.files()) {
                checkPresent(committable, file);
            }
            new CommitTransaction(target, markers, config, committable).run();
        }
        metrics.committed(System.nanoTime() - start, committable.stagedAt());
        return true;
    }

    /** Opening a file that is not there would create it, and the job would go on with that one. */
    private void checkFile(DuckDbCommittable committable) throws IOException {
        // A look at the name only. Opening and closing the file would drop DuckDB's lock on it.
        if (!Files.exists(Path.of(config.path()))) {
            throw otherDatabase(committable, "does not exist there");
        }
    }

    private void checkDatabase(DuckDbCommittable committable, Optional<UUID> found)
            throws IOException {
        if (found.isPresent() && found.get().equals(committable.databaseId())) {
            return;
        }
        throw otherDatabase(
                committable,
                found.map(id -> "has id " + id).orElse("was never written by this sink"));
    }

    private IOException otherDatabase(DuckDbCommittable committable, String state) {
        return new IOException(
                String.format(
                        "DuckDB database '%s' on host '%s' is not the one for which the rows of"
                                + " checkpoint %d were staged: it %s, but the rows belong to"
                                + " database %s. They were staged on host '%s'%s. The file was"
                                + " replaced, or the job moved to a host that has another file at"
                                + " the same path. Put the right file there, or start without this"
                                + " state.",
                        config.path(),
                        LocalHost.name(),
                        committable.checkpointId(),
                        state,
                        committable.databaseId(),
                        committable.files().get(0).host(),
                        committable.targetPath().isEmpty()
                                ? ""
                                : " for '" + committable.targetPath() + "' there"));
    }

    private void checkPresent(DuckDbCommittable committable, StagedFile file) throws IOException {
        if (Files.exists(Path.of(file.path()))) {
            return;
        }
        throw new IOException(
                String.format(
                        "Staging file '%s' with %d rows of checkpoint %d is missing on host '%s';"
                                + " subtask %d wrote it on host '%s'. Its rows are not in table"
                                + " '%s' under this commit. Either the file is on the other host:"
                                + " then set 'sink.staging.path' to storage that all TaskManagers"
                                + " share. Or it was deleted, or committed by a later run whose"
                                + " state this is not: then these rows cannot be had from this"
                                + " state.",
                        file.path(),
                        file.rows(),
                        committable.checkpointId(),
                        LocalHost.name(),
                        file.subtask(),
                        file.host(),
                        config.tableName()));
    }

    private static void delete(StagedFile file) {
        try {
            Files.deleteIfExists(Path.of(file.path()));
        } catch (IOException e) {
            // Its rows are safe in the target, so that the file only takes room.
            LOG.warn("Could not delete staging file '{}' after its commit.", file.path(), e);
        }
    }

    @Override
    public void close() {
        hold.close();
    }
}
