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

package io.flinkbundle.connector.influxdb3.source.reader;

import org.apache.flink.annotation.Internal;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;

import javax.annotation.Nullable;

import java.util.Collection;
import java.util.Optional;
import java.util.Set;

/** What one fetch brings: some rows, a mark behind them, the ends of splits, or nothing. */
@Internal
final class PointRecords implements RecordsWithSplitIds<Fetched> {

    @Nullable private final PointRow rows;
    @Nullable private Fetched mark;
    private final Set<String> finishedSplits;
    @Nullable private String nextSplit;

    private PointRecords(
            @Nullable String split,
            @Nullable PointRow rows,
            @Nullable Fetched mark,
            Set<String> finishedSplits) {
        this.nextSplit = split;
        this.rows = rows;
        this.mark = mark;
        this.finishedSplits = finishedSplits;
    }

    static PointRecords rows(String split, PointRow rows) {
        return new PointRecords(split, rows, null, Set.of());
    }

    /**
     * @param rows those before the mark, if there are any
     */
    static PointRecords reached(String split, Optional<PointRow> rows, WindowMark mark) {
        return new PointRecords(split, rows.orElse(null), mark, Set.of());
    }

    /** The end of a range that has been read, which its reader is told of. */
    static PointRecords endOf(String split, RangeEnd end) {
        return new PointRecords(split, null, end, Set.of(split));
    }

    /** The ends of splits, whether they have been read or not. */
    static PointRecords endOf(Collection<String> splits) {
        return new PointRecords(null, null, null, Set.copyOf(splits));
    }

    static PointRecords nothing() {
        return endOf(Set.of());
    }

    /** How many rows there are that have not been handed out. */
    int count() {
        return rows == null ? 0 : rows.count();
    }

    @Override
    @Nullable
    public String nextSplit() {
        String split = nextSplit;
        nextSplit = null;
        return split;
    }

    @Override
    @Nullable
    public Fetched nextRecordFromSplit() {
        if (rows != null && rows.next()) {
            return rows;
        }
        Fetched reached = mark;
        mark = null;
        return reached;
    }

    @Override
    public Set<String> finishedSplits() {
        return finishedSplits;
    }
}
