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

package io.flinkbundle.connector.influxdb3.table.pushdown;

import io.flinkbundle.connector.influxdb3.source.PointAggregation;
import io.flinkbundle.connector.influxdb3.source.PointAggregation.Aggregate;
import io.flinkbundle.connector.influxdb3.source.ScanColumn;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.expressions.AggregateExpression;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.RowType;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Turns the aggregates of a query into those of the server, where both are sure to have the same
 * result. Flink merges the results of the splits, and makes an average from a sum and a count.
 */
@Internal
public final class AggregateConverter {

    private final TableColumns columns;
    private final List<ScanColumn> input;
    private final RowType output;
    private final boolean sumsAreExact;

    /**
     * @param columns what is known of the table
     * @param input the columns that are aggregated
     * @param output the rows that Flink expects: the keys, then a column for each aggregate
     * @param sumsAreExact whether whole numbers are whole numbers in the server
     */
    public AggregateConverter(
            TableColumns columns, List<ScanColumn> input, RowType output, boolean sumsAreExact) {
        this.columns = columns;
        this.input = input;
        this.output = output;
        this.sumsAreExact = sumsAreExact;
    }

    /**
     * The aggregation, and the columns of its rows.
     *
     * @param columns in the order of the rows
     */
    public record Converted(PointAggregation aggregation, List<ScanColumn> columns) {}

    /**
     * Converts all aggregates, or nothing.
     *
     * @param groupings the positions of the keys, for each grouping set
     */
    public Optional<Converted> convert(List<int[]> groupings, List<AggregateExpression> calls) {
        if (groupings.size() != 1 || mayHideExpressions(groupings.get(0), calls)) {
            return Optional.empty();
        }
        List<ScanColumn> results = new ArrayList<>();
        List<String> keys = new ArrayList<>();
        for (int key : groupings.get(0)) {
            ScanColumn column = input.get(key);
            if (!isKey(column)) {
                return Optional.empty();
            }
            keys.add(column.name());
            results.add(ScanColumn.value(column.name(), column.type()));
        }
        List<Aggregate> aggregates = new ArrayList<>();
        for (AggregateExpression call : calls) {
            LogicalType result = output.getTypeAt(results.size());
            Optional<Aggregate> aggregate = aggregate(call, result);
            if (aggregate.isEmpty()) {
                return Optional.empty();
            }
            aggregates.add(aggregate.get());
            results.add(resultColumn(call, result));
        }
        return Optional.of(new Converted(new PointAggregation(keys, aggregates), results));
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

    private Optional<Aggregate> aggregate(AggregateExpression call, LogicalType result) {
        if (call.isDistinct() || call.isApproximate() || call.getFilterExpression().isPresent()) {
            return Optional.empty();
        }
        if (call.getArgs().isEmpty()) {
            return is(call, "Count") ? Optional.of(new Aggregate.CountRows()) : Optional.empty();
        }
        ScanColumn column = argument(call);
        if (column.role() == ScanColumn.Role.MEASUREMENT) {
            return Optional.empty();
        }
        if (is(call, "Count")) {
            return Optional.of(new Aggregate.Count(column.name()));
        }
        if (is(call, "Sum0AggFunction") || is(call, "SumAggFunction")) {
            boolean exact =
                    sumsAreExact
                            && !columns.isTag(column.name())
                            && column.role() == ScanColumn.Role.VALUE
                            && column.type().is(LogicalTypeRoot.BIGINT)
                            && result.is(LogicalTypeRoot.BIGINT);
            return exact
                    ? Optional.of(new Aggregate.Sum(column.name(), is(call, "Sum0")))
                    : Optional.empty();
        }
        if (!isOrdered(column)) {
            return Optional.empty();
        }
        if (is(call, "MinAggFunction")) {
            return Optional.of(new Aggregate.Min(column.name()));
        }
        return is(call, "MaxAggFunction")
                ? Optional.of(new Aggregate.Max(column.name()))
                : Optional.empty();
    }

    private ScanColumn resultColumn(AggregateExpression call, LogicalType result) {
        boolean isTime =
                !call.getArgs().isEmpty()
                        && !is(call, "Count")
                        && argument(call).role() == ScanColumn.Role.TIME;
        return isTime
                ? ScanColumn.time(result, argument(call).unit())
                : ScanColumn.value("aggregate", result);
    }

    private ScanColumn argument(AggregateExpression call) {
        return input.get(call.getArgs().get(0).getFieldIndex());
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

    /** Not numbers with two zeros, nor texts, whose order is not always that of bytes. */
    private boolean isOrdered(ScanColumn column) {
        return column.role() == ScanColumn.Role.TIME
                || isWholeNumber(column) && !columns.isTag(column.name());
    }

    private static boolean isWholeNumber(ScanColumn column) {
        return switch (column.type().getTypeRoot()) {
            case TINYINT, SMALLINT, INTEGER, BIGINT -> true;
            default -> false;
        };
    }

    /** A tag with the text of a number may have two texts for one. */
    private boolean isKey(ScanColumn column) {
        return column.role() == ScanColumn.Role.VALUE
                && (column.type().is(LogicalTypeRoot.VARCHAR)
                        || !columns.isTag(column.name())
                                && (column.type().is(LogicalTypeRoot.BOOLEAN)
                                        || isWholeNumber(column)));
    }
}
