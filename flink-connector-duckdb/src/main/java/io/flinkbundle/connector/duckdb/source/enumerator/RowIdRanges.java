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

import org.apache.flink.annotation.Internal;

import java.util.ArrayList;
import java.util.List;

/** Cuts the row ids of a table into splits. */
@Internal
final class RowIdRanges {

    /** DuckDB stores a table in groups of this many rows, and skips groups a query rules out. */
    static final long ROW_GROUP = 122_880;

    private RowIdRanges() {}

    /**
     * Splits a range of row ids along row groups, so that no group is read twice.
     *
     * @param min the smallest row id
     * @param max the largest row id
     * @param partitionSize rows in a split, rounded up to whole row groups
     */
    static List<DuckDbSplit> split(long min, long max, long partitionSize) {
        long step = Math.max(1, (partitionSize + ROW_GROUP - 1) / ROW_GROUP) * ROW_GROUP;
        List<DuckDbSplit> splits = new ArrayList<>();
        for (long from = min - min % ROW_GROUP; from <= max; from += step) {
            splits.add(DuckDbSplit.unread(from, Math.min(from + step, max + 1)));
        }
        return splits;
    }
}
