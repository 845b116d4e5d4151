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

package io.flinkbundle.connector.duckdb.source;

import io.flinkbundle.connector.duckdb.client.DuckDbSettings;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.types.logical.RowType;

import java.io.Serializable;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

/**
 * What a source reads, as its enumerator and its readers need to know it.
 *
 * @param settings how the file is opened
 * @param relation the table or query
 * @param predicate which of its rows
 * @param filter which of these, told by their values as they are read
 * @param aggregation what is read of these rows
 * @param columns the columns to read, in the order of the rows to produce
 * @param nestedPaths the names from a column inwards, for those of the columns to read that are
 *     part of another one; all others are columns themselves
 * @param mode whether reading ends
 * @param partitioning how rows are cut into splits
 * @param limit rows after which a split may end; {@link #NO_LIMIT} for all
 * @param recordsPerSecond the rate of one reader; {@link #NO_RATE} for as fast as it goes
 * @param resumable whether reading may have to go on in the middle of a split, which costs a sort
 *     where rows have no ids
 */
@Internal
public record DuckDbScan(
        DuckDbSettings settings,
        ScanRelation relation,
        ScanPredicate predicate,
        RowFilter filter,
        RowAggregation aggregation,
        RowType columns,
        Map<String, List<String>> nestedPaths,
        ScanMode mode,
        Partitioning partitioning,
        long limit,
        double recordsPerSecond,
        boolean resumable)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    static final long NO_LIMIT = -1;
    static final double NO_RATE = 0;

    public DuckDbScan {
        nestedPaths = Map.copyOf(nestedPaths);
    }

    /** A scan of whole columns, without a filter and an aggregation. */
    public DuckDbScan(
            DuckDbSettings settings,
            ScanRelation relation,
            ScanPredicate predicate,
            RowType columns,
            ScanMode mode,
            Partitioning partitioning,
            long limit,
            double recordsPerSecond,
            boolean resumable) {
        this(
                settings,
                relation,
                predicate,
                RowFilter.ALL_ROWS,
                RowAggregation.NONE,
                columns,
                Map.of(),
                mode,
                partitioning,
                limit,
                recordsPerSecond,
                resumable);
    }

    /** The same scan, of the rows that also fulfil a filter. */
    public DuckDbScan withFilter(RowFilter newFilter) {
        return new DuckDbScan(
                settings,
                relation,
                predicate,
                newFilter,
                aggregation,
                columns,
                nestedPaths,
                mode,
                partitioning,
                limit,
                recordsPerSecond,
                resumable);
    }

    /** The names that lead to a column of the rows to produce. */
    public List<String> path(String column) {
        return nestedPaths.getOrDefault(column, List.of(column));
    }

    /** The number of rows after which a split may end. */
    public OptionalLong rowLimit() {
        return limit == NO_LIMIT ? OptionalLong.empty() : OptionalLong.of(limit);
    }

    /** Whether a reader has to hold back. */
    public boolean isRateLimited() {
        return recordsPerSecond > NO_RATE;
    }

    /** Names the relation for messages. */
    @Override
    public String toString() {
        return relation.description();
    }
}
