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
    private long position;

    public DuckDbSplitState(DuckDbSplit split) {
        this.split = split;
        this.position = split.position();
    }

    public void emitted(long newPosition) {
        position = newPosition;
    }

    /** The split as it goes into a checkpoint. */
    public DuckDbSplit toSplit() {
        return split.readUpTo(position);
    }

    /**
     * How many rows may be left, where the bounds tell it: ids of deleted rows count. Zero for
     * bounds that do not.
     */
    public long remainingRows() {
        return split.bounds() instanceof SplitBounds.RowIds range
                        && split.positionKind() == PositionKind.LAST_ROW_ID
                ? range.to() - 1 - position
                : 0;
    }
}
