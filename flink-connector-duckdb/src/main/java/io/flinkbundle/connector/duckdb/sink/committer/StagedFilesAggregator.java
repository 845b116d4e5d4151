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

import io.flinkbundle.connector.common.commit.CommittableAggregator;
import io.flinkbundle.connector.duckdb.client.LocalHost;
import io.flinkbundle.connector.duckdb.sink.CommitMarkers;
import io.flinkbundle.connector.duckdb.sink.DuckDbSinkConfig;
import io.flinkbundle.connector.duckdb.sink.TargetConnection;

import org.apache.flink.annotation.Internal;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

/**
 * Puts the staged files of all subtasks into one commit for the database that is there now.
 *
 * <p>The database's id is looked up here and not by a writer: any writer may reach the end of its
 * input, and a finished one is not started again, while others still stage rows. The aggregator
 * lives as long as there are files. It looks once in each attempt, before its first commit.
 */
@Internal
public final class StagedFilesAggregator
        implements CommittableAggregator<StagedResult, DuckDbCommittable> {

    private static final long serialVersionUID = 1L;

    private final DuckDbSinkConfig config;
    private transient UUID databaseId;

    public StagedFilesAggregator(DuckDbSinkConfig config) {
        this.config = config;
    }

    @Override
    public DuckDbCommittable aggregate(long checkpointId, List<StagedResult> results)
            throws IOException {
        if (databaseId == null) {
            databaseId = findDatabaseId();
        }
        List<String> primaryKey = primaryKey(results);
        return new DuckDbCommittable(
                primaryKey.isEmpty()
                        ? DuckDbCommittable.Kind.APPEND
                        : DuckDbCommittable.Kind.UPSERT,
                UUID.randomUUID(),
                databaseId,
                checkpointId,
                System.currentTimeMillis(),
                config.path(),
                config.changes().overwrites(),
                primaryKey,
                results.stream().map(StagedResult::file).toList());
    }

    /** All rows of a commit go the same way: none would be right for a mixture. */
    private static List<String> primaryKey(List<StagedResult> results) throws IOException {
        List<List<String>> keys =
                results.stream().map(StagedResult::primaryKey).distinct().toList();
        if (keys.size() > 1) {
            throw new IOException(
                    "Restored rows of a bounded input wait for their commit, but were staged with"
                            + " another primary key than the rows of now: "
                            + keys
                            + ". Restore them with the key that they were staged with, or start"
                            + " without this state.");
        }
        return keys.get(0);
    }

    private UUID findDatabaseId() throws IOException {
        // Opening a file that is not there would create it.
        if (!Files.exists(Path.of(config.path()))) {
            throw unprepared("does not exist");
        }
        String holder = "commit aggregator of table '" + config.tableName() + "'";
        try (TargetConnection target = TargetConnection.open(config, holder, () -> {})) {
            return new CommitMarkers(target, config)
                    .databaseId()
                    .orElseThrow(() -> unprepared("was never written by this sink"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException("Interrupted while waiting for the DuckDB database.", e);
        }
    }

    private IOException unprepared(String state) {
        return new IOException(
                String.format(
                        "Rows were staged for table '%s', but DuckDB database '%s' on host '%s' %s."
                                + " It was prepared when the job started: the file was replaced or"
                                + " deleted, or the writers run on a host that has another file at"
                                + " the same path. Let all TaskManagers see the same file.",
                        config.tableName(), config.path(), LocalHost.name(), state));
    }
}
