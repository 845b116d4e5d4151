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

import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.connector.source.SourceSplit;

/**
 * A part of what is read, and how far it has been read. Immutable.
 *
 * @param splitId names the split within one job
 * @param bounds the rows of the split
 * @param positionKind by what the position is told
 * @param position where reading goes on
 */
@PublicEvolving
public record DuckDbSplit(
        String splitId, SplitBounds bounds, PositionKind positionKind, long position)
        implements SourceSplit {

    /** A range of row ids of which nothing has been read. */
    public static DuckDbSplit unread(long fromRowId, long toRowId) {
        return unread(new SplitBounds.RowIds(fromRowId, toRowId), PositionKind.LAST_ROW_ID);
    }

    /** A split of which nothing has been read. */
    public static DuckDbSplit unread(SplitBounds bounds, PositionKind positionKind) {
        long start = positionKind == PositionKind.LAST_ROW_ID ? bounds.rowIdBeforeFirst() : 0;
        return new DuckDbSplit(bounds.splitId(), bounds, positionKind, start);
    }

    /** The same split, read up to a position. */
    public DuckDbSplit readUpTo(long newPosition) {
        return new DuckDbSplit(splitId, bounds, positionKind, newPosition);
    }
}
