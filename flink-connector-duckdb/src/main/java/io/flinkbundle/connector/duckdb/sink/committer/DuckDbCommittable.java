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

import java.util.List;
import java.util.UUID;

/**
 * The staged files of all subtasks that one transaction makes visible.
 *
 * @param kind how they are applied
 * @param commitId identifies this very commit in the target's markers
 * @param databaseId the database for which the files were staged
 * @param checkpointId the checkpoint that completes before the commit; information only, because
 *     checkpoint ids repeat
 * @param stagedAt when the files were collected, in milliseconds since the epoch
 * @param targetPath the database's path when they were collected; empty where an older version did
 * @param overwrites whether they take the place of all rows that are there
 * @param primaryKey the columns by which they change earlier rows; empty for rows that are added
 * @param files the files in the order in which their rows came; may be empty
 */
@Internal
public record DuckDbCommittable(
        Kind kind,
        UUID commitId,
        UUID databaseId,
        long checkpointId,
        long stagedAt,
        String targetPath,
        boolean overwrites,
        List<String> primaryKey,
        List<StagedFile> files) {

    /** How staged rows are applied; the order of the constants is part of the state's format. */
    @Internal
    public enum Kind {
        /** The rows are added to the table. */
        APPEND,
        /** The last row of a key takes the place of earlier ones, or deletes them. */
        UPSERT
    }

    public DuckDbCommittable {
        primaryKey = List.copyOf(primaryKey);
        files = List.copyOf(files);
    }

    /** How many rows the files hold together. */
    public long rows() {
        return files.stream().mapToLong(StagedFile::rows).sum();
    }
}
