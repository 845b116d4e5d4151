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

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StagedFilesAggregatorTest {

    private static final UUID DATABASE = new UUID(3, 4);
    private static final StagedFile FIRST = new StagedFile("/s/a", "h", 0, 1);
    private static final StagedFile SECOND = new StagedFile("/s/b", "h", 1, 2);

    private final StagedFilesAggregator aggregator = new StagedFilesAggregator();

    @Test
    void putsTheFilesOfAllSubtasksIntoOneCommit() throws Exception {
        DuckDbCommittable committable =
                aggregator.aggregate(7, List.of(result(DATABASE, FIRST), result(null, SECOND)));

        assertThat(committable.files()).containsExactly(FIRST, SECOND);
        assertThat(committable.databaseId()).isEqualTo(DATABASE);
        assertThat(committable.checkpointId()).isEqualTo(7);
        assertThat(committable.rows()).isEqualTo(3);
    }

    @Test
    void givesEachCommitAnIdentityOfItsOwn() throws Exception {
        List<StagedResult> results = List.of(result(DATABASE, FIRST));

        assertThat(aggregator.aggregate(7, results).commitId())
                .isNotEqualTo(aggregator.aggregate(7, results).commitId());
    }

    @Test
    void makesAnEmptyCommitWhenNobodyHasStagedRows() throws Exception {
        assertThat(aggregator.aggregate(7, List.of(result(DATABASE, null))).files()).isEmpty();
    }

    @Test
    void refusesRowsThatWereStagedForTwoDatabases() {
        assertThatThrownBy(
                        () ->
                                aggregator.aggregate(
                                        7,
                                        List.of(
                                                result(DATABASE, FIRST),
                                                result(new UUID(5, 6), SECOND))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("more than one database");
    }

    private static StagedResult result(UUID database, StagedFile file) {
        return new StagedResult(Optional.ofNullable(database), Optional.ofNullable(file));
    }
}
