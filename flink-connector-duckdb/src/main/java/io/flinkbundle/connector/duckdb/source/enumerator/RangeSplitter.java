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

import io.flinkbundle.connector.duckdb.client.DuckDbColumn;
import io.flinkbundle.connector.duckdb.client.DuckDbType;
import io.flinkbundle.connector.duckdb.client.Identifiers;
import io.flinkbundle.connector.duckdb.source.reader.RelationQueries;
import io.flinkbundle.connector.duckdb.source.split.Cut;
import io.flinkbundle.connector.duckdb.source.split.SplitBounds;

import org.apache.flink.annotation.Internal;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Cuts the values of a column into ranges with about the same number of rows in each, wherever the
 * values lie. The cuts are quantiles, found in one pass and with little memory. They are estimates,
 * which does not matter: any cuts in ascending order leave each row in one range.
 *
 * @param size about how many rows a range has
 */
@Internal
record RangeSplitter(DuckDbColumn column, long size) implements Splitter {

    /** Between how many quantiles there is a choice, and so the highest number of ranges. */
    private static final int QUANTILES = 1_000;

    private static final Set<String> TYPES =
            Set.of(
                    "TINYINT",
                    "UTINYINT",
                    "SMALLINT",
                    "USMALLINT",
                    "INTEGER",
                    "UINTEGER",
                    "BIGINT",
                    "UBIGINT",
                    "HUGEINT",
                    "UHUGEINT",
                    "DECIMAL",
                    "FLOAT",
                    "DOUBLE",
                    "DATE",
                    "TIME",
                    "TIMESTAMP",
                    "TIMESTAMP_S",
                    "TIMESTAMP_MS",
                    "TIMESTAMP_NS",
                    "TIMESTAMP WITH TIME ZONE");

    /** Whether a column's values have quantiles. */
    static boolean accepts(DuckDbColumn column) {
        return TYPES.contains(DuckDbType.parse(column.typeName()).name());
    }

    @Override
    public List<SplitBounds> split(RelationQueries queries) throws SQLException {
        return split(queries, Optional.empty(), Optional.empty(), true);
    }

    /**
     * Cuts a part of the values.
     *
     * @param withNulls whether rows without a value belong to it
     */
    List<SplitBounds> split(
            RelationQueries queries, Optional<Cut> lower, Optional<Cut> upper, boolean withNulls)
            throws SQLException {
        SplitBounds.Range whole = range(lower, upper, withNulls);
        try (PreparedStatement statement = queries.prepare(quantiles(), whole.condition());
                ResultSet result = statement.executeQuery()) {
            result.next();
            long rows = result.getLong(1);
            return rows == 0 ? List.of() : between(whole, cuts(rows, result));
        }
    }

    /** Counts the rows, and finds the quantiles as text; NULL where one is not of the type. */
    private String quantiles() {
        String fractions =
                IntStream.range(1, QUANTILES)
                        .mapToObj(i -> Double.toString((double) i / QUANTILES))
                        .collect(Collectors.joining(", ", "[", "]::FLOAT[]"));
        return String.format(
                "count(*), list_transform(approx_quantile(%s, %s),"
                        + " lambda x: CAST(TRY_CAST(x AS %s) AS VARCHAR))",
                Identifiers.quote(column.name()), fractions, column.typeName());
    }

    private List<Cut> cuts(long rows, ResultSet result) throws SQLException {
        java.sql.Array quantiles = result.getArray(2);
        if (quantiles == null) {
            // There are rows, but none has a value.
            return List.of();
        }
        Object[] values = (Object[]) quantiles.getArray();
        int ranges = (int) Math.min(QUANTILES, (rows + size - 1) / size);
        return IntStream.range(1, ranges)
                .mapToObj(i -> values[(int) ((long) i * QUANTILES / ranges) - 1])
                .filter(value -> value != null)
                .distinct()
                .map(value -> Cut.before(value.toString()))
                .toList();
    }

    private List<SplitBounds> between(SplitBounds.Range whole, List<Cut> cuts) {
        List<SplitBounds> ranges = new ArrayList<>();
        Optional<Cut> from = whole.lower();
        for (Cut cut : cuts) {
            ranges.add(range(from, Optional.of(cut), false));
            from = Optional.of(cut);
        }
        ranges.add(range(from, whole.upper(), whole.withNulls()));
        return ranges;
    }

    private SplitBounds.Range range(Optional<Cut> from, Optional<Cut> to, boolean withNulls) {
        return new SplitBounds.Range(column.name(), column.typeName(), from, to, withNulls);
    }
}
