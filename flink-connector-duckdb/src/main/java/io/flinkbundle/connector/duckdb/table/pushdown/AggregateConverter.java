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

package io.flinkbundle.connector.duckdb.table.pushdown;

import io.flinkbundle.connector.duckdb.source.RowAggregation;
import io.flinkbundle.connector.duckdb.source.RowAggregation.Aggregate;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.expressions.AggregateExpression;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Turns the aggregates of a query into those of DuckDB, where both are sure to have the same
 * result. Flink merges the results of the splits.
 */
@Internal
public final class AggregateConverter {

    private final RowType input;
    private final RowType output;

    private AggregateConverter(RowType input, RowType output) {
        this.input = input;
        this.output = output;
    }

    /**
     * Converts all aggregates, or nothing.
     *
     * @param groupings the positions of the keys, for each grouping set
     * @param calls the aggregates
     * @param input the rows that are aggregated
     * @param output the rows that Flink expects: the keys, then a column for each aggregate
     */
    public static Optional<RowAggregation> convert(
            List<int[]> groupings, List<AggregateExpression> calls, RowType input, RowType output) {
        if (groupings.size() != 1 || mayHideExpressions(groupings.get(0), calls)) {
            return Optional.empty();
        }
        return new AggregateConverter(input, output).convert(groupings.get(0), calls);
    }

    /**
     * Flink pushes counts alone even where it computes what is counted, or by what is grouped, in
     * between, and does not say so (PushLocalAggIntoScanRuleBase of 2.3). Then only the count of
     * all rows is the same.
     */
    private static boolean mayHideExpressions(int[] keys, List<AggregateExpression> calls) {
        boolean counts = calls.stream().allMatch(call -> is(call, "Count"));
        boolean allRows = keys.length == 0 && calls.stream().allMatch(c -> c.getArgs().isEmpty());
        return counts && !allRows;
    }

    private Optional<RowAggregation> convert(int[] keys, List<AggregateExpression> calls) {
        List<RowType.RowField> columns = new ArrayList<>();
        for (int key : keys) {
            RowType.RowField column = input.getFields().get(key);
            if (!isKey(column.getType())) {
                return Optional.empty();
            }
            columns.add(column);
        }
        List<Aggregate> aggregates = new ArrayList<>();
        for (AggregateExpression call : calls) {
            LogicalType result = output.getTypeAt(keys.length + aggregates.size());
            Optional<Aggregate> aggregate = aggregate(call, result);
            if (aggregate.isEmpty()) {
                return Optional.empty();
            }
            aggregates.add(aggregate.get());
        }
        return Optional.of(new RowAggregation(columns, aggregates));
    }

    private Optional<Aggregate> aggregate(AggregateExpression call, LogicalType result) {
        if (call.isDistinct() || call.isApproximate() || call.getFilterExpression().isPresent()) {
            return Optional.empty();
        }
        if (call.getArgs().isEmpty()) {
            return is(call, "Count") ? Optional.of(new Aggregate.CountRows()) : Optional.empty();
        }
        RowType.RowField column = input.getFields().get(call.getArgs().get(0).getFieldIndex());
        if (is(call, "Count")) {
            return Optional.of(new Aggregate.Count(column));
        }
        if (is(call, "Sum0AggFunction") || is(call, "SumAggFunction")) {
            boolean zero = is(call, "Sum0");
            return bits(column.getType()).isPresent()
                    ? bits(result).map(bits -> new Aggregate.Sum(column, bits, zero))
                    : Optional.empty();
        }
        if (!isOrdered(column.getType())) {
            return Optional.empty();
        }
        if (is(call, "MinAggFunction")) {
            return Optional.of(new Aggregate.Min(column));
        }
        return is(call, "MaxAggFunction")
                ? Optional.of(new Aggregate.Max(column))
                : Optional.empty();
    }

    /** By name, because the classes are in the planner, which hides them from connectors. */
    private static boolean is(AggregateExpression call, String name) {
        for (Class<?> type = call.getFunctionDefinition().getClass();
                type != null;
                type = type.getSuperclass()) {
            if (type.getSimpleName().startsWith(name)) {
                return true;
            }
        }
        return false;
    }

    private static Optional<Integer> bits(LogicalType type) {
        return switch (type.getTypeRoot()) {
            case TINYINT -> Optional.of(Byte.SIZE);
            case SMALLINT -> Optional.of(Short.SIZE);
            case INTEGER -> Optional.of(Integer.SIZE);
            case BIGINT -> Optional.of(Long.SIZE);
            default -> Optional.empty();
        };
    }

    /** Not numbers with NaN or two zeros, nor texts, whose order is not always that of bytes. */
    private static boolean isOrdered(LogicalType type) {
        return switch (type.getTypeRoot()) {
            case TINYINT,
                    SMALLINT,
                    INTEGER,
                    BIGINT,
                    DATE,
                    TIME_WITHOUT_TIME_ZONE,
                    TIMESTAMP_WITHOUT_TIME_ZONE,
                    TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
                    true;
            default -> false;
        };
    }

    private static boolean isKey(LogicalType type) {
        return switch (type.getTypeRoot()) {
            case BOOLEAN, VARCHAR -> true;
            default -> isOrdered(type);
        };
    }
}
