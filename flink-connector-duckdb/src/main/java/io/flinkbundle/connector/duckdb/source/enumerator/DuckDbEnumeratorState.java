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

import org.apache.flink.annotation.PublicEvolving;

import java.util.List;

/**
 * What the enumerator knows at a checkpoint.
 *
 * @param planned whether the table has been split; if not, a restored job splits it
 * @param unassigned the splits that no reader has yet, in the order of their row ids
 */
@PublicEvolving
public record DuckDbEnumeratorState(boolean planned, List<DuckDbSplit> unassigned) {

    public DuckDbEnumeratorState {
        unassigned = List.copyOf(unassigned);
    }

    /** The state of a fresh job. */
    public static DuckDbEnumeratorState unplanned() {
        return new DuckDbEnumeratorState(false, List.of());
    }
}
