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

import io.flinkbundle.connector.duckdb.source.split.SplitBounds;

import org.junit.jupiter.api.Test;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class RowIdSplitterTest {

    private static final long GROUP = RowIdSplitter.ROW_GROUP;

    @Test
    void oneRowIsOneSplit() {
        assertThat(new RowIdSplitter(GROUP).cut(0, 0))
                .containsExactly(new SplitBounds.RowIds(0, 1));
    }

    @Test
    void splitsEndWhereRowGroupsEnd() {
        assertThat(new RowIdSplitter(GROUP).cut(0, 2 * GROUP))
                .containsExactly(
                        new SplitBounds.RowIds(0, GROUP),
                        new SplitBounds.RowIds(GROUP, 2 * GROUP),
                        new SplitBounds.RowIds(2 * GROUP, 2 * GROUP + 1));
    }

    @Test
    void aPartialRowGroupCountsAsAWholeOne() {
        assertThat(new RowIdSplitter(GROUP + 1).cut(0, 4 * GROUP - 1))
                .containsExactly(
                        new SplitBounds.RowIds(0, 2 * GROUP),
                        new SplitBounds.RowIds(2 * GROUP, 4 * GROUP));
    }

    @Test
    void aRangeBeginsWithItsFirstRow() {
        List<SplitBounds> splits = new RowIdSplitter(10 * GROUP).cut(GROUP + 7, 2 * GROUP);

        assertThat(splits).containsExactly(new SplitBounds.RowIds(GROUP + 7, 2 * GROUP + 1));
    }
}
