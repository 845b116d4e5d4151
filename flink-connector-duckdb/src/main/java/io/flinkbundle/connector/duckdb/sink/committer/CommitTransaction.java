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

import io.flinkbundle.connector.duckdb.sink.CommitMarkers;
import io.flinkbundle.connector.duckdb.sink.DuckDbSinkConfig;
import io.flinkbundle.connector.duckdb.sink.DuckDbSinkConfig.Changes;
import io.flinkbundle.connector.duckdb.sink.TargetConnection;

import org.apache.flink.annotation.Internal;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/** The one transaction that makes the rows of a commit visible, together with its marker. */
@Internal
final class CommitTransaction {

    private final TargetConnection target;
    private final CommitMarkers markers;
    private final DuckDbSinkConfig config;
    private final DuckDbCommittable committable;
    private final StagedRowsApplication rows;

    /**
     * @param config of the sink as it is now; how the rows are applied is up to the commit, which a
     *     sink with other settings may have staged
     */
    CommitTransaction(
            TargetConnection target,
            CommitMarkers markers,
            DuckDbSinkConfig config,
            DuckDbCommittable committable) {
        this.target = target;
        this.markers = markers;
        this.config =
                config.withChanges(
                        new Changes(committable.primaryKey(), false, committable.overwrites()));
        this.committable = committable;
        this.rows =
                switch (committable.kind()) {
                    case APPEND -> new StagedAppend(target, this.config);
                    case UPSERT -> new StagedUpsert(target, this.config);
                };
    }

    void run() throws IOException, InterruptedException {
        try (MergedFiles merged = new MergedFiles(target, config, MergedFiles.MOST_ATTACHED)) {
            commit(merged.of(committable));
        }
        markers.expire(committable.commitId());
    }

    private void commit(List<StagedFile> files) throws IOException, InterruptedException {
        try (AttachedFiles attached = new AttachedFiles(target, committable.commitId())) {
            List<AttachedFile> opened = new ArrayList<>();
            for (StagedFile file : files) {
                opened.add(attached.attach(file));
            }
            String attempt =
                    "commit " + committable.rows() + " rows to table '" + config.tableName() + "'";
            if (config.isUpsert() || config.changes().overwrites()) {
                target.inTurn(attempt, () -> apply(opened));
            } else {
                target.inTransactionRetryingConflicts(attempt, () -> apply(opened));
            }
        }
    }

    private void apply(List<AttachedFile> files) throws SQLException {
        if (committable.overwrites()) {
            target.execute("DELETE FROM " + config.quotedTable());
        }
        rows.apply(files);
        markers.add(committable.commitId(), committable.checkpointId(), committable.rows());
    }
}
