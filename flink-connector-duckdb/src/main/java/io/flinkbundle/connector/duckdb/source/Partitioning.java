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

import java.io.Serializable;
import java.util.Optional;

/**
 * How a relation is cut into splits.
 *
 * @param strategy by what it is cut
 * @param columnName the column by whose values; {@link #NO_COLUMN} if there is none
 * @param size about how many rows there are in a split
 */
@Internal
public record Partitioning(PartitionStrategy strategy, String columnName, long size)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Ten row groups: a fraction of a second to read, and little to repeat. */
    public static final long DEFAULT_SIZE = 1_228_800;

    static final String NO_COLUMN = "";

    /**
     * Rejects what can never work.
     *
     * @throws IllegalArgumentException if strategy and column do not fit; says what to do
     */
    public Partitioning {
        if (strategy.needsColumn() && columnName.equals(NO_COLUMN)) {
            throw new IllegalArgumentException(
                    "The partition strategy '"
                            + strategy
                            + "' needs a column: set the partition column, or another strategy.");
        }
        if (!columnName.equals(NO_COLUMN) && !strategy.mayUseColumn()) {
            throw new IllegalArgumentException(
                    "The partition column '"
                            + columnName
                            + "' has no effect with the partition strategy '"
                            + strategy
                            + "': remove it, or set the strategy 'range' or 'hash'.");
        }
    }

    /** By row id for a table, in one split for anything else. */
    public static Partitioning auto(long size) {
        return new Partitioning(PartitionStrategy.AUTO, NO_COLUMN, size);
    }

    /** The column by whose values the relation is cut. */
    public Optional<String> column() {
        return columnName.equals(NO_COLUMN) ? Optional.empty() : Optional.of(columnName);
    }
}
