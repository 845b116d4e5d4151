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

import io.flinkbundle.connector.duckdb.client.DuckDbColumn;
import io.flinkbundle.connector.duckdb.client.DuckDbType;
import io.flinkbundle.connector.duckdb.client.Identifiers;
import io.flinkbundle.connector.duckdb.source.RowAggregation;
import io.flinkbundle.connector.duckdb.source.RowAggregation.Aggregate;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.RowType;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Writes an aggregation in DuckDB's SQL, for the types that a relation has.
 *
 * @param keys the expressions that make a group
 * @param columns how the values of a group are read
 */
@Internal
record AggregationSql(List<String> keys, List<ColumnPlan> columns) {

    /**
     * Translates an aggregation.
     *
     * @throws MisfitException if a column is missing or cannot be read as its declared type
     */
    static AggregationSql of(RowAggregation aggregation, RelationColumns relation)
            throws MisfitException {
        List<String> keys = new ArrayList<>();
        List<ColumnPlan> columns = new ArrayList<>();
        for (RowType.RowField field : aggregation.keys()) {
            Input input = Input.of(field, relation);
            keys.add(input.sql);
            columns.add(input.read(input.sql));
        }
        for (Aggregate aggregate : aggregation.aggregates()) {
            columns.add(column(aggregate, relation));
        }
        return new AggregationSql(keys, columns);
    }

    private static ColumnPlan column(Aggregate aggregate, RelationColumns relation)
            throws MisfitException {
        if (aggregate instanceof Aggregate.Count count) {
            return number("count(" + Input.of(count.column(), relation).sql + ')');
        }
        if (aggregate instanceof Aggregate.Sum sum) {
            return sum(sum, Input.of(sum.column(), relation));
        }
        if (aggregate instanceof Aggregate.Min min) {
            Input input = Input.of(min.column(), relation);
            return input.read("min(" + input.sql + ')');
        }
        if (aggregate instanceof Aggregate.Max max) {
            Input input = Input.of(max.column(), relation);
            return input.read("max(" + input.sql + ')');
        }
        return number("count(*)");
    }

    private static ColumnPlan number(String sql) {
        return ColumnPlan.of(sql, ColumnDecoders::longs);
    }

    /** DuckDB's sums of integers are HUGEINTs, of which the lower bits are Java's sum. */
    private static ColumnPlan sum(Aggregate.Sum sum, Input input) {
        BigInteger half = BigInteger.ONE.shiftLeft(sum.bits() - 1);
        BigInteger mask = BigInteger.ONE.shiftLeft(sum.bits()).subtract(BigInteger.ONE);
        String wrapped =
                String.format(
                        "((sum(%s) + CAST(%s AS HUGEINT)) & CAST(%s AS HUGEINT))"
                                + " - CAST(%s AS HUGEINT)",
                        input.sql, half, mask, half);
        String value = sum.zeroOfNothing() ? "coalesce(" + wrapped + ", 0)" : wrapped;
        return switch (sum.bits()) {
            case Byte.SIZE ->
                    ColumnPlan.of("CAST(" + value + " AS TINYINT)", ColumnDecoders::bytes);
            case Short.SIZE ->
                    ColumnPlan.of("CAST(" + value + " AS SMALLINT)", ColumnDecoders::shorts);
            case Integer.SIZE ->
                    ColumnPlan.of("CAST(" + value + " AS INTEGER)", ColumnDecoders::ints);
            default -> ColumnPlan.of("CAST(" + value + " AS BIGINT)", ColumnDecoders::longs);
        };
    }

    /**
     * A column that is aggregated, or by which is grouped.
     *
     * @param sql its values; texts as they are read, others as they are stored
     * @param type the type of these
     */
    private record Input(RowType.RowField field, String sql, DuckDbType type) {

        static Input of(RowType.RowField field, RelationColumns relation) throws MisfitException {
            Optional<DuckDbColumn> found = relation.column(field.getName());
            ColumnPlan plan = ColumnMapping.plan(found, field);
            DuckDbColumn column = found.orElseThrow();
            return field.getType().is(LogicalTypeRoot.VARCHAR)
                    ? new Input(
                            field,
                            Comparand.text(plan.parts().get(0).sql()),
                            new DuckDbType.Simple("VARCHAR"))
                    : new Input(
                            field,
                            Identifiers.quote(column.name()),
                            DuckDbType.parse(column.typeName()));
        }

        /** How a value of the column's type is read. */
        ColumnPlan read(String value) throws MisfitException {
            return ColumnMapping.plan(field.getName(), type, field.getType(), value);
        }
    }
}
