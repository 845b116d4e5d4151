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

import org.apache.flink.annotation.Internal;

/** The position of a reader in a split. Written by the task's thread, read by metrics. */
@Internal
public final class DuckDbSplitState {

    private final DuckDbSplit split;

    // Not volatile: once a record, and a metric may lag behind.
    private long lastRowId;

    public DuckDbSplitState(DuckDbSplit split) {
        this.split = split;
        this.lastRowId = split.lastRowId();
    }

    public void emitted(long rowId) {
        lastRowId = rowId;
    }

    /** The split as it goes into a checkpoint. */
    public DuckDbSplit toSplit() {
        return split.readUpTo(lastRowId);
    }

    /** How many rows may be left. Row ids of deleted rows count, so this is an upper bound. */
    public long remainingRows() {
        return split.toRowId() - 1 - lastRowId;
    }
}
