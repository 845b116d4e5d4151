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

package io.flinkbundle.connector.duckdb.source.enumerator;

import io.flinkbundle.connector.duckdb.source.split.DuckDbSplit;

import org.junit.jupiter.api.Test;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class RowIdRangesTest {

    private static final long GROUP = RowIdRanges.ROW_GROUP;

    @Test
    void oneRowIsOneSplit() {
        assertThat(RowIdRanges.split(0, 0, GROUP)).containsExactly(DuckDbSplit.unread(0, 1));
    }

    @Test
    void splitsEndWhereRowGroupsEnd() {
        assertThat(RowIdRanges.split(0, 2 * GROUP, GROUP))
                .containsExactly(
                        DuckDbSplit.unread(0, GROUP),
                        DuckDbSplit.unread(GROUP, 2 * GROUP),
                        DuckDbSplit.unread(2 * GROUP, 2 * GROUP + 1));
    }

    @Test
    void aPartialRowGroupCountsAsAWholeOne() {
        assertThat(RowIdRanges.split(0, 4 * GROUP - 1, GROUP + 1))
                .containsExactly(
                        DuckDbSplit.unread(0, 2 * GROUP), DuckDbSplit.unread(2 * GROUP, 4 * GROUP));
    }

    @Test
    void deletedRowsAtTheStartAreSkippedByWholeGroups() {
        List<DuckDbSplit> splits = RowIdRanges.split(GROUP + 7, 2 * GROUP, 10 * GROUP);

        assertThat(splits).containsExactly(DuckDbSplit.unread(GROUP, 2 * GROUP + 1));
    }
}
