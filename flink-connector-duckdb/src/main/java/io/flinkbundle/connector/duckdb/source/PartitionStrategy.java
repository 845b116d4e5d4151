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

import io.flinkbundle.connector.common.options.OptionValues;

import org.apache.flink.annotation.PublicEvolving;

/** How a table, view or result is cut into splits that are read in parallel. */
@PublicEvolving
public enum PartitionStrategy {

    /**
     * {@link #ROWID} for a table. For a view or a query {@link #RANGE} of the partition column, or
     * {@link #HASH} where its type has no ranges, or {@link #NONE} without such a column.
     */
    AUTO,

    /** Ranges of row ids, which only tables have: nothing is read twice, nothing is sorted. */
    ROWID,

    /** Ranges of a number, a date or a time. */
    RANGE,

    /** The hash of a column of any type. Each split evaluates the view or query anew. */
    HASH,

    /** One split. */
    NONE;

    /** The value as it is written in a table option. */
    @Override
    public String toString() {
        return OptionValues.kebabCase(this);
    }

    /** Whether the strategy cannot do without a partition column. */
    public boolean needsColumn() {
        return this == RANGE || this == HASH;
    }

    /** Whether a partition column has any effect. */
    public boolean mayUseColumn() {
        return this == AUTO || needsColumn();
    }
}
