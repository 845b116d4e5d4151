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

import io.flinkbundle.connector.influxdb3.source.Comparison;
import io.flinkbundle.connector.influxdb3.source.PointFilter;
import io.flinkbundle.connector.influxdb3.source.ScanColumn;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.expressions.CallExpression;
import org.apache.flink.table.expressions.FieldReferenceExpression;
import org.apache.flink.table.expressions.ResolvedExpression;
import org.apache.flink.table.expressions.ValueLiteralExpression;
import org.apache.flink.table.functions.BuiltInFunctionDefinitions;
import org.apache.flink.table.functions.FunctionDefinition;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.LogicalTypeRoot;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns a condition of Flink on tags and fields into one that the server evaluates, where it is
 * sure to mean the same. Anything else, a cast or a function for one, is left to Flink.
 */
@Internal
final class FilterConverter {

    static final Map<FunctionDefinition, Comparison> COMPARISONS =
            Map.of(
                    BuiltInFunctionDefinitions.EQUALS, Comparison.EQUAL,
                    BuiltInFunctionDefinitions.NOT_EQUALS, Comparison.NOT_EQUAL,
                    BuiltInFunctionDefinitions.LESS_THAN, Comparison.LESS,
                    BuiltInFunctionDefinitions.LESS_THAN_OR_EQUAL, Comparison.LESS_OR_EQUAL,
                    BuiltInFunctionDefinitions.GREATER_THAN, Comparison.GREATER,
                    BuiltInFunctionDefinitions.GREATER_THAN_OR_EQUAL, Comparison.GREATER_OR_EQUAL);

    private final TableColumns columns;

    FilterConverter(TableColumns columns) {
        this.columns = columns;
    }

    /** Returns the condition for the server, or nothing if that might mean something else. */
    Optional<PointFilter> convert(ResolvedExpression expression) {
        if (expression instanceof FieldReferenceExpression) {
            return column(expression)
                    .filter(column -> column.type().is(LogicalTypeRoot.BOOLEAN))
                    .map(column -> new PointFilter.Flag(column.name()));
        }
        return expression instanceof CallExpression call
                ? convert(call.getFunctionDefinition(), call.getResolvedChildren())
                : Optional.empty();
    }

    private Optional<PointFilter> convert(
            FunctionDefinition function, List<ResolvedExpression> operands) {
        if (function.equals(BuiltInFunctionDefinitions.AND)) {
            return all(operands).map(PointFilter.And::new);
        }
        if (function.equals(BuiltInFunctionDefinitions.OR)) {
            return all(operands).map(PointFilter.Or::new);
        }
        if (function.equals(BuiltInFunctionDefinitions.NOT)) {
            return convert(operands.get(0)).map(PointFilter.Not::new);
        }
        if (function.equals(BuiltInFunctionDefinitions.IN)) {
            return in(operands);
        }
        if (function.equals(BuiltInFunctionDefinitions.IS_NULL)) {
            return isNull(operands.get(0));
        }
        if (function.equals(BuiltInFunctionDefinitions.IS_NOT_NULL)) {
            return isNull(operands.get(0)).map(PointFilter.Not::new);
        }
        if (function.equals(BuiltInFunctionDefinitions.BETWEEN)) {
            return both(
                    compare(Comparison.GREATER_OR_EQUAL, operands.get(0), operands.get(1)),
                    compare(Comparison.LESS_OR_EQUAL, operands.get(0), operands.get(2)));
        }
        return COMPARISONS.containsKey(function)
                ? compare(COMPARISONS.get(function), operands.get(0), operands.get(1))
                : Optional.empty();
    }

    private static Optional<PointFilter> both(
            Optional<PointFilter> left, Optional<PointFilter> right) {
        return left.isPresent() && right.isPresent()
                ? Optional.of(left.get().and(right.get()))
                : Optional.empty();
    }

    /** Converts all of them or none: half of an OR is worth nothing. */
    private Optional<List<PointFilter>> all(List<ResolvedExpression> operands) {
        List<PointFilter> filters = new ArrayList<>();
        for (ResolvedExpression operand : operands) {
            Optional<PointFilter> filter = convert(operand);
            if (filter.isEmpty()) {
                return Optional.empty();
            }
            filters.add(filter.get());
        }
        return Optional.of(filters);
    }

    private Optional<PointFilter> isNull(ResolvedExpression operand) {
        return column(operand).map(column -> new PointFilter.IsNull(column.name()));
    }

    private Optional<PointFilter> in(List<ResolvedExpression> operands) {
        Optional<ScanColumn> column = comparable(operands.get(0));
        List<Serializable> values = new ArrayList<>();
        for (ResolvedExpression operand : operands.subList(1, operands.size())) {
            Optional<Serializable> value = column.flatMap(left -> value(left, operand));
            if (value.isEmpty()) {
                return Optional.empty();
            }
            values.add(value.get());
        }
        return column.map(left -> new PointFilter.In(left.name(), values));
    }

    private Optional<PointFilter> compare(
            Comparison comparison, ResolvedExpression left, ResolvedExpression right) {
        if (left instanceof ValueLiteralExpression && right instanceof FieldReferenceExpression) {
            return compare(comparison.mirrored(), right, left);
        }
        // Whether Flink orders texts by bytes or by UTF-16 depends on where they have been.
        boolean isEquality = comparison == Comparison.EQUAL || comparison == Comparison.NOT_EQUAL;
        return comparable(left)
                .filter(
                        column ->
                                isEquality || !column.type().is(LogicalTypeFamily.CHARACTER_STRING))
                .flatMap(
                        column ->
                                value(column, right)
                                        .map(
                                                value ->
                                                        new PointFilter.Compare(
                                                                column.name(), comparison, value)));
    }

    private static Optional<Serializable> value(ScanColumn column, ResolvedExpression expression) {
        return expression instanceof ValueLiteralExpression literal
                ? ComparedValue.of(literal, column.type())
                : Optional.empty();
    }

    /** Tags are texts: what Flink has as a number or boolean compares otherwise there. */
    private Optional<ScanColumn> comparable(ResolvedExpression expression) {
        return column(expression)
                .filter(
                        column ->
                                column.type().is(LogicalTypeRoot.VARCHAR)
                                        || !columns.isTag(column.name()));
    }

    private Optional<ScanColumn> column(ResolvedExpression expression) {
        return expression instanceof FieldReferenceExpression field
                ? columns.find(field.getName())
                        .filter(column -> column.role() == ScanColumn.Role.VALUE)
                : Optional.empty();
    }
}
