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

package io.flinkbundle.connector.duckdb.source.reader;

import io.flinkbundle.connector.duckdb.client.Identifiers;
import io.flinkbundle.connector.duckdb.source.Comparison;
import io.flinkbundle.connector.duckdb.source.RowFilter;
import io.flinkbundle.connector.duckdb.source.ScanPredicate;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.RowType;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;

/**
 * Writes a filter in DuckDB's SQL, for the types that a relation has. Belongs to one thread.
 *
 * <p>DuckDB takes NaN for equal to itself and for larger than any number, Java for neither. For a
 * column against a number that makes a difference with {@code >} and {@code >=} only. Against a
 * DECIMAL, which Flink compares by the total order of {@link Double#compare}, it makes none.
 */
@Internal
final class FilterSql {

    private final RelationColumns relation;
    private final StringBuilder sql = new StringBuilder();
    private final List<Serializable> parameters = new ArrayList<>();

    private FilterSql(RelationColumns relation) {
        this.relation = relation;
    }

    /**
     * Translates a filter.
     *
     * @throws MisfitException if a column is missing or cannot be read as its declared type
     */
    static ScanPredicate of(RowFilter filter, RelationColumns relation) throws MisfitException {
        if (filter.equals(RowFilter.ALL_ROWS)) {
            return ScanPredicate.ALL_ROWS;
        }
        FilterSql translation = new FilterSql(relation);
        translation.append(filter);
        return new ScanPredicate(translation.sql.toString(), translation.parameters);
    }

    private void append(RowFilter filter) throws MisfitException {
        if (filter instanceof RowFilter.And and) {
            join(and.parts(), " AND ", "true");
        } else if (filter instanceof RowFilter.Or or) {
            join(or.parts(), " OR ", "false");
        } else if (filter instanceof RowFilter.Not not) {
            sql.append("(NOT ");
            append(not.negated());
            sql.append(')');
        } else if (filter instanceof RowFilter.IsTrue isTrue) {
            sql.append('(');
            append(isTrue.filter());
            sql.append(" IS TRUE)");
        } else if (filter instanceof RowFilter.IsNull isNull) {
            sql.append('(').append(presence(isNull.column())).append(" IS NULL)");
        } else if (filter instanceof RowFilter.Flag flag) {
            sql.append(Comparand.of(relation, flag.column()).sql());
        } else if (filter instanceof RowFilter.StartsWith start) {
            Comparand text = Comparand.of(relation, start.column());
            sql.append("starts_with(").append(text.sql()).append(", ?)");
            parameters.add(start.prefix());
        } else if (filter instanceof RowFilter.Compare compare) {
            appendComparison(compare);
        } else if (filter instanceof RowFilter.CompareColumns compare) {
            sql.append('(')
                    .append(Comparand.of(relation, compare.left()).among())
                    .append(' ')
                    .append(compare.comparison().sql())
                    .append(' ')
                    .append(Comparand.of(relation, compare.right()).among())
                    .append(')');
        }
    }

    private void join(List<RowFilter> parts, String operator, String none) throws MisfitException {
        sql.append('(');
        String separator = "";
        for (RowFilter part : parts) {
            sql.append(separator);
            append(part);
            separator = operator;
        }
        sql.append(parts.isEmpty() ? none : "").append(')');
    }

    private void appendComparison(RowFilter.Compare compare) throws MisfitException {
        Comparand column = Comparand.of(relation, compare.column());
        Comparison comparison = compare.comparison();
        sql.append('(')
                .append(column.sql())
                .append(' ')
                .append(comparison.sql())
                .append(' ')
                .append(column.literal());
        parameters.add(column.parameter().apply(compare.value()));
        if (comparison.favorsLarger()
                && isApproximate(compare.column().getType())
                && !(compare.value() instanceof BigDecimal)) {
            // In this way, and not by isnan, row groups are skipped.
            sql.append(" AND ").append(column.sql()).append(" <= CAST('Infinity' AS DOUBLE)");
        }
        sql.append(')');
    }

    private static boolean isApproximate(LogicalType type) {
        return type.is(LogicalTypeRoot.FLOAT) || type.is(LogicalTypeRoot.DOUBLE);
    }

    /** What is null where the value that is read is null. */
    private String presence(RowType.RowField column) throws MisfitException {
        ColumnPlan plan = ColumnMapping.plan(relation.column(column.getName()), column);
        return column.getType().is(LogicalTypeFamily.CHARACTER_STRING)
                ? plan.parts().get(0).sql()
                : Identifiers.quote(relation.column(column.getName()).orElseThrow().name());
    }
}
