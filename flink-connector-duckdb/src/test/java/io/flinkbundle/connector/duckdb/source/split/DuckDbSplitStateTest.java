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

package io.flinkbundle.connector.duckdb.source.split;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class DuckDbSplitStateTest {

    @Test
    void anUntouchedStateIsTheSplitItself() {
        DuckDbSplit split = DuckDbSplit.unread(100, 200);

        assertThat(new DuckDbSplitState(split).toSplit()).isEqualTo(split);
    }

    @Test
    void remembersTheLastEmittedRow() {
        DuckDbSplitState state = new DuckDbSplitState(DuckDbSplit.unread(100, 200));

        state.emitted(149);

        assertThat(state.toSplit()).isEqualTo(DuckDbSplit.unread(100, 200).readUpTo(149));
        assertThat(state.remainingRows()).isEqualTo(50);
    }

    @Test
    void allRowsRemainAtFirst() {
        assertThat(new DuckDbSplitState(DuckDbSplit.unread(100, 200)).remainingRows())
                .isEqualTo(100);
    }
}
