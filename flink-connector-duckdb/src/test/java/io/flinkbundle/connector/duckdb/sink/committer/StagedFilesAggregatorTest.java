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
import io.flinkbundle.connector.duckdb.sink.SinkFiles;
import io.flinkbundle.connector.duckdb.sink.TargetConnection;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StagedFilesAggregatorTest {

    private static final StagedFile FIRST_FILE = new StagedFile("/s/a", "h", 0, 1);
    private static final StagedResult FIRST = new StagedResult(FIRST_FILE, List.of());
    private static final StagedResult SECOND =
            new StagedResult(new StagedFile("/s/b", "h", 1, 2), List.of());

    @TempDir private Path folder;

    private Path target;
    private UUID databaseId;
    private StagedFilesAggregator aggregator;

    @BeforeEach
    void prepareTarget() throws Exception {
        target = folder.resolve("t.duckdb");
        DuckDbSinkConfig config = SinkFiles.config(target);
        try (TargetConnection connection = SinkFiles.open(config)) {
            databaseId = new CommitMarkers(connection, config).prepare();
        }
        aggregator = new StagedFilesAggregator(config);
    }

    @Test
    void putsTheFilesOfAllSubtasksIntoOneCommit() throws Exception {
        DuckDbCommittable committable = aggregator.aggregate(7, List.of(FIRST, SECOND));

        assertThat(committable.files()).containsExactly(FIRST.file(), SECOND.file());
        assertThat(committable.checkpointId()).isEqualTo(7);
        assertThat(committable.rows()).isEqualTo(3);
    }

    @Test
    void saysForWhichPathTheRowsWereStagedAndThatTheyAreAdded() throws Exception {
        DuckDbCommittable committable = aggregator.aggregate(7, List.of(FIRST));

        assertThat(committable.targetPath()).isEqualTo(target.toString());
        assertThat(committable.kind()).isEqualTo(DuckDbCommittable.Kind.APPEND);
    }

    @Test
    void makesAnUpsertOfRowsWithAKey() throws Exception {
        StagedResult changes = new StagedResult(FIRST_FILE, List.of("id"));

        DuckDbCommittable committable = aggregator.aggregate(7, List.of(changes, changes));

        assertThat(committable.kind()).isEqualTo(DuckDbCommittable.Kind.UPSERT);
        assertThat(committable.primaryKey()).containsExactly("id");
    }

    /** They wait in the state of a bounded job, whose table was declared anew meanwhile. */
    @Test
    void refusesRowsThatWereStagedWithDifferentKeys() {
        StagedResult changes = new StagedResult(FIRST_FILE, List.of("id"));

        assertThatThrownBy(() -> aggregator.aggregate(7, List.of(SECOND, changes)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("another primary key")
                .hasMessageContaining("[id]");
    }

    /** The first subtask prepares the target, but it may be the first to finish. */
    @Test
    void knowsTheDatabaseWithoutARowOfTheFirstSubtask() throws Exception {
        assertThat(aggregator.aggregate(7, List.of(SECOND)).databaseId()).isEqualTo(databaseId);
    }

    @Test
    void givesEachCommitAnIdentityOfItsOwn() throws Exception {
        assertThat(aggregator.aggregate(7, List.of(FIRST)).commitId())
                .isNotEqualTo(aggregator.aggregate(7, List.of(FIRST)).commitId());
    }

    @Test
    void refusesATargetThatIsGoneAndDoesNotCreateIt() throws Exception {
        Files.delete(target);

        assertThatThrownBy(() -> aggregator.aggregate(7, List.of(FIRST)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining(target + "'")
                .hasMessageContaining("does not exist");
        assertThat(Files.exists(target)).isFalse();
    }

    @Test
    void refusesATargetThatNoSinkHasPrepared() throws Exception {
        SinkFiles.execute(target, "DROP TABLE __flink_commits");

        assertThatThrownBy(() -> aggregator.aggregate(7, List.of(FIRST)))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("was never written by this sink");
    }
}
