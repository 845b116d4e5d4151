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
 * A condition over declared columns, true, false or unknown as in SQL. It means what Flink would
 * find in the rows as they are read. What that is in DuckDB's SQL depends on the types in the file,
 * and so it is a reader that turns it into a {@link ScanPredicate}.
 */
@Internal
public sealed interface RowFilter extends Serializable {

    /** True for every row. */
    RowFilter ALL_ROWS = new And(List.of());

    /** Both conditions together. */
    default RowFilter and(RowFilter other) {
        if (equals(ALL_ROWS)) {
            return other;
        }
        return other.equals(ALL_ROWS) ? this : new And(List.of(this, other));
    }

    /** True if all parts are; true without parts. */
    record And(List<RowFilter> parts) implements RowFilter {
        public And {
            parts = List.copyOf(parts);
        }
    }

    /** True if one of the parts is; false without parts. */
    record Or(List<RowFilter> parts) implements RowFilter {
        public Or {
            parts = List.copyOf(parts);
        }
    }

    /** True if the other is false, and unknown if the other is. */
    record Not(RowFilter negated) implements RowFilter {}

    /** True if the other is, otherwise false, never unknown. */
    record IsTrue(RowFilter filter) implements RowFilter {}

    /** Whether a column has no value. */
    record IsNull(RowType.RowField column) implements RowFilter {}

    /** The value of a column that is a BOOLEAN. */
    record Flag(RowType.RowField column) implements RowFilter {}

    /** Whether a text begins with another one. */
    record StartsWith(RowType.RowField column, String prefix) implements RowFilter {}

    /**
     * A column against a value.
     *
     * @param value of the class that stands for the column's type: {@link Boolean}, {@link Long}
     *     for all integers, {@link Float}, {@link Double} (or, other than zero, {@link
     *     java.math.BigDecimal} where NaN is larger than any number), {@link java.math.BigDecimal}
     *     of the column's scale, {@link String}, {@link java.time.LocalDate}, {@link
     *     java.time.LocalTime} in milliseconds, {@link java.time.LocalDateTime} or {@link
     *     java.time.Instant} in microseconds
     */
    record Compare(RowType.RowField column, Comparison comparison, Serializable value)
            implements RowFilter {}

    /**
     * A column against another one of the same type, which is neither FLOAT nor DOUBLE: two NaN are
     * equal for DuckDB and not for Flink.
     */
    record CompareColumns(RowType.RowField left, Comparison comparison, RowType.RowField right)
            implements RowFilter {}
}
