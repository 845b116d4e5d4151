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

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.types.logical.RowType;

import java.io.Serializable;
import java.util.List;

/**
 * What is read in place of rows: one row for each group of them in a split, first the columns that
 * make the group and then the aggregates. Whoever reads merges the rows of different splits, and of
 * one split where DuckDB tells more groups apart than Flink.
 *
 * @param keys the columns that make a group; without any there is one group, even of no rows
 * @param aggregates what is computed of each group
 */
@Internal
public record RowAggregation(List<RowType.RowField> keys, List<Aggregate> aggregates)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Rows are read as they are. */
    public static final RowAggregation NONE = new RowAggregation(List.of(), List.of());

    public RowAggregation {
        keys = List.copyOf(keys);
        aggregates = List.copyOf(aggregates);
    }

    /** Whether rows are read as they are. */
    public boolean isNone() {
        return equals(NONE);
    }

    /** One value of a group. */
    public sealed interface Aggregate extends Serializable {

        /** The number of rows. */
        record CountRows() implements Aggregate {}

        /** The number of values. */
        record Count(RowType.RowField column) implements Aggregate {}

        /** The lowest value. */
        record Min(RowType.RowField column) implements Aggregate {}

        /** The highest value. */
        record Max(RowType.RowField column) implements Aggregate {}

        /**
         * The sum of integers. One that does not fit its type wraps around, as it does in Java.
         *
         * @param bits how many bits the type of the sum has
         * @param zeroOfNothing whether the sum of no value is zero and not NULL
         */
        record Sum(RowType.RowField column, int bits, boolean zeroOfNothing) implements Aggregate {}
    }
}
