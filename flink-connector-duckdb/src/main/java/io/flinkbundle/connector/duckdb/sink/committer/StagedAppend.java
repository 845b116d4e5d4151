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
import io.flinkbundle.connector.duckdb.sink.TargetConnection;

import org.apache.flink.annotation.Internal;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** The transaction of {@link DuckDbCommittable.Kind#APPEND}. */
@Internal
final class StagedAppend {

    private final TargetConnection target;
    private final CommitMarkers markers;
    private final DuckDbSinkConfig config;

    StagedAppend(TargetConnection target, CommitMarkers markers, DuckDbSinkConfig config) {
        this.target = target;
        this.markers = markers;
        this.config = config;
    }

    void apply(DuckDbCommittable committable) throws IOException, InterruptedException {
        try (MergedFiles merged = new MergedFiles(target, config, MergedFiles.MOST_ATTACHED)) {
            append(committable, merged.of(committable));
        }
        markers.expire(committable.commitId());
    }

    private void append(DuckDbCommittable committable, List<StagedFile> files)
            throws IOException, InterruptedException {
        try (AttachedFiles attached = new AttachedFiles(target, committable.commitId())) {
            List<String> tables = new ArrayList<>();
            for (StagedFile file : files) {
                tables.add(attached.attach(file));
            }
            target.inTransactionRetryingConflicts(
                    "commit " + committable.rows() + " rows to table '" + config.tableName() + "'",
                    () -> {
                        for (int i = 0; i < tables.size(); i++) {
                            StagedRows.copy(
                                    target,
                                    config,
                                    files.get(i),
                                    tables.get(i),
                                    config.quotedTable());
                        }
                        markers.add(
                                committable.commitId(),
                                committable.checkpointId(),
                                committable.rows());
                    });
        }
    }
}
