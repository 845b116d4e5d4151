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

package io.flinkbundle.connector.bigquery.sink.committer;

import io.flinkbundle.connector.common.commit.CommittableAggregator;

import org.apache.flink.annotation.Internal;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Puts what all subtasks have written into one commit.
 *
 * <p>With checkpoints the commit is kept in them, and its load job is named by its files. Without
 * them a job that fails starts from the beginning and writes other files, so the load job is named
 * by the submission: it does not happen again when it has happened.
 */
@Internal
public final class BulkAggregator
        implements CommittableAggregator<BigQueryCommittable, BigQueryCommittable> {

    private static final long serialVersionUID = 1L;

    private final UUID runId;
    private final boolean checkpointed;

    /**
     * @param runId of the submission of the job
     * @param checkpointed whether checkpoints hold the commit
     */
    public BulkAggregator(UUID runId, boolean checkpointed) {
        this.runId = runId;
        this.checkpointed = checkpointed;
    }

    @Override
    public BigQueryCommittable aggregate(long checkpointId, List<BigQueryCommittable> results) {
        return BigQueryCommittable.merge(
                results, (checkpointed ? idOf(results) : runId).toString());
    }

    private static UUID idOf(List<BigQueryCommittable> results) {
        String files =
                results.stream()
                        .flatMap(result -> result.stagedFiles().stream())
                        .map(StagedFile::uri)
                        .sorted()
                        .collect(Collectors.joining("\n"));
        return UUID.nameUUIDFromBytes(files.getBytes(StandardCharsets.UTF_8));
    }
}
