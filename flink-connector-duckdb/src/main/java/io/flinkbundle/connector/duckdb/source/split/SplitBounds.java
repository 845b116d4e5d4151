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

import io.flinkbundle.connector.duckdb.client.Identifiers;
import io.flinkbundle.connector.duckdb.source.ScanPredicate;

import org.apache.flink.annotation.PublicEvolving;

import java.util.List;
import java.util.Optional;

/** Which rows belong to a split. Each row of a relation is within the bounds of one split only. */
@PublicEvolving
public sealed interface SplitBounds {

    /** A name that differs from those of the other splits of one job. */
    String splitId();

    /** What is true for the rows of the split. */
    ScanPredicate condition();

    /** The position of a split whose rows have ids, as long as none has been read. */
    default long rowIdBeforeFirst() {
        return -1;
    }

    /**
     * Row ids of a table.
     *
     * @param from the first one
     * @param to the first one behind the range
     */
    record RowIds(long from, long to) implements SplitBounds {

        @Override
        public String splitId() {
            return "rowid-" + from + '-' + to;
        }

        @Override
        public ScanPredicate condition() {
            return new ScanPredicate("rowid >= ? AND rowid < ?", List.of(from, to));
        }

        @Override
        public long rowIdBeforeFirst() {
            return from - 1;
        }
    }

    /**
     * Values of a column, in its order.
     *
     * @param column the column
     * @param type its type, as DuckDB writes it
     * @param lower where the range begins; empty for the lowest value
     * @param upper where the range ends; empty for the highest value
     * @param withNulls whether the rows without a value belong to this split as well
     */
    record Range(
            String column, String type, Optional<Cut> lower, Optional<Cut> upper, boolean withNulls)
            implements SplitBounds {

        @Override
        public String splitId() {
            return "range-"
                    + lower.map(Cut::toString).orElse("start")
                    + '-'
                    + upper.map(Cut::toString).orElse("end");
        }

        @Override
        public ScanPredicate condition() {
            String name = Identifiers.quote(column);
            ScanPredicate values =
                    lower.map(cut -> compare(name, cut.above(), cut))
                            .orElse(ScanPredicate.ALL_ROWS)
                            .and(
                                    upper.map(cut -> compare(name, cut.below(), cut))
                                            .orElse(ScanPredicate.ALL_ROWS));
            return withNulls
                    ? new ScanPredicate(
                            '(' + values.sql() + ") OR " + name + " IS NULL", values.parameters())
                    : values.and(new ScanPredicate(name + " IS NOT NULL", List.of()));
        }

        private ScanPredicate compare(String name, String operator, Cut cut) {
            return new ScanPredicate(
                    name + operator + "CAST(? AS " + type + ')', List.of(cut.value()));
        }
    }

    /**
     * Rows whose hash falls into one of several classes.
     *
     * @param column the column whose hash counts; NULL has one, too
     * @param divisor how many classes there are
     * @param remainder which one it is
     */
    record Hash(String column, int divisor, int remainder) implements SplitBounds {

        @Override
        public String splitId() {
            return "hash-" + remainder + "-of-" + divisor;
        }

        @Override
        public ScanPredicate condition() {
            return new ScanPredicate(
                    "hash(" + Identifiers.quote(column) + ") % ? = ?", List.of(divisor, remainder));
        }
    }

    /** All rows. */
    record Everything() implements SplitBounds {

        @Override
        public String splitId() {
            return "everything";
        }

        @Override
        public ScanPredicate condition() {
            return ScanPredicate.ALL_ROWS;
        }
    }
}
