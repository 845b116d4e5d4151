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

import org.apache.flink.annotation.Internal;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** Makes one commit of what all subtasks have staged, and gives it its identity. */
@Internal
public final class StagedFilesAggregator
        implements CommittableAggregator<StagedResult, DuckDbCommittable> {

    private static final long serialVersionUID = 1L;

    @Override
    public DuckDbCommittable aggregate(long checkpointId, List<StagedResult> results)
            throws IOException {
        List<StagedFile> files =
                results.stream().map(StagedResult::file).flatMap(Optional::stream).toList();
        return new DuckDbCommittable(
                DuckDbCommittable.Kind.APPEND,
                UUID.randomUUID(),
                databaseId(results, files),
                checkpointId,
                System.currentTimeMillis(),
                files);
    }

    private static UUID databaseId(List<StagedResult> results, List<StagedFile> files)
            throws IOException {
        Set<UUID> ids =
                results.stream()
                        .map(StagedResult::databaseId)
                        .flatMap(Optional::stream)
                        .collect(Collectors.toSet());
        if (ids.size() != 1) {
            throw new IOException(
                    String.format(
                            "Rows were staged for %s, so that they cannot be committed together:"
                                    + " was the target replaced while staged rows waited in the"
                                    + " job's state? Put the first database back at the path, or"
                                    + " start without this state. Staged: %s",
                            ids.isEmpty() ? "no known database" : "more than one database: " + ids,
                            files));
        }
        return ids.iterator().next();
    }
}
