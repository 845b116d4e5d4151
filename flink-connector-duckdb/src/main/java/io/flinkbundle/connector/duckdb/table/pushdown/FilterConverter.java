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

import io.flinkbundle.connector.duckdb.source.Comparison;
import io.flinkbundle.connector.duckdb.source.RowFilter;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.expressions.CallExpression;
import org.apache.flink.table.expressions.FieldReferenceExpression;
import org.apache.flink.table.expressions.ResolvedExpression;
import org.apache.flink.table.expressions.ValueLiteralExpression;
import org.apache.flink.table.functions.BuiltInFunctionDefinitions;
import org.apache.flink.table.functions.FunctionDefinition;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.RowType;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Turns a condition of Flink into one that DuckDB evaluates, where it is sure to mean the same.
 * Anything else, a cast or a function for one, is left to Flink.
 */
@Internal
final class FilterConverter {

    private static final Map<FunctionDefinition, Comparison> COMPARISONS =
            Map.of(
                    BuiltInFunctionDefinitions.EQUALS, Comparison.EQUAL,
                    BuiltInFunctionDefinitions.NOT_EQUALS, Comparison.NOT_EQUAL,
                    BuiltInFunctionDefinitions.LESS_THAN, Comparison.LESS,
                    BuiltInFunctionDefinitions.LESS_THAN_OR_EQUAL, Comparison.LESS_OR_EQUAL,
                    BuiltInFunctionDefinitions.GREATER_THAN, Comparison.GREATER,
                    BuiltInFunctionDefinitions.GREATER_THAN_OR_EQUAL, Comparison.GREATER_OR_EQUAL);

    private final RowType columns;

    FilterConverter(RowType columns) {
        this.columns = columns;
    }

    /** Returns the condition for DuckDB, or nothing if that might mean something else. */
    Optional<RowFilter> convert(ResolvedExpression expression) {
        if (expression instanceof FieldReferenceExpression field) {
            return column(field)
                    .filter(column -> column.getType().is(LogicalTypeRoot.BOOLEAN))
                    .map(RowFilter.Flag::new);
        }
        return expression instanceof CallExpression call
                ? convert(call.getFunctionDefinition(), call.getResolvedChildren())
                : Optional.empty();
    }

    private Optional<RowFilter> convert(
            FunctionDefinition function, List<ResolvedExpression> operands) {
        if (function.equals(BuiltInFunctionDefinitions.AND)) {
            return all(operands).map(RowFilter.And::new);
        }
        if (function.equals(BuiltInFunctionDefinitions.OR)) {
            return all(operands).map(RowFilter.Or::new);
        }
        if (function.equals(BuiltInFunctionDefinitions.IN)) {
            return in(operands);
        }
        if (function.equals(BuiltInFunctionDefinitions.BETWEEN)) {
            return between(operands);
        }
        if (function.equals(BuiltInFunctionDefinitions.NOT_BETWEEN)) {
            return between(operands).map(RowFilter.Not::new);
        }
        if (function.equals(BuiltInFunctionDefinitions.LIKE)) {
            return like(operands);
        }
        if (COMPARISONS.containsKey(function)) {
            return compare(COMPARISONS.get(function), operands.get(0), operands.get(1));
        }
        return unary(function, operands);
    }

    private Optional<RowFilter> unary(
            FunctionDefinition function, List<ResolvedExpression> operands) {
        if (operands.size() != 1) {
            return Optional.empty();
        }
        ResolvedExpression operand = operands.get(0);
        if (function.equals(BuiltInFunctionDefinitions.IS_NULL)) {
            return column(operand).map(RowFilter.IsNull::new);
        }
        if (function.equals(BuiltInFunctionDefinitions.IS_NOT_NULL)) {
            return column(operand).map(RowFilter.IsNull::new).map(RowFilter.Not::new);
        }
        Optional<RowFilter> inner = convert(operand);
        if (function.equals(BuiltInFunctionDefinitions.NOT)) {
            return inner.map(RowFilter.Not::new);
        }
        if (function.equals(BuiltInFunctionDefinitions.IS_TRUE)) {
            return inner.map(RowFilter.IsTrue::new);
        }
        if (function.equals(BuiltInFunctionDefinitions.IS_NOT_TRUE)) {
            return inner.map(RowFilter.IsTrue::new).map(RowFilter.Not::new);
        }
        Optional<RowFilter> isFalse = inner.map(RowFilter.Not::new).map(RowFilter.IsTrue::new);
        if (function.equals(BuiltInFunctionDefinitions.IS_FALSE)) {
            return isFalse;
        }
        return function.equals(BuiltInFunctionDefinitions.IS_NOT_FALSE)
                ? isFalse.map(RowFilter.Not::new)
                : Optional.empty();
    }

    /** Converts all of them or none: half of an OR is worth nothing. */
    private Optional<List<RowFilter>> all(List<ResolvedExpression> operands) {
        List<RowFilter> filters = new ArrayList<>();
        for (ResolvedExpression operand : operands) {
            Optional<RowFilter> filter = convert(operand);
            if (filter.isEmpty()) {
                return Optional.empty();
            }
            filters.add(filter.get());
        }
        return Optional.of(filters);
    }

    private Optional<RowFilter> in(List<ResolvedExpression> operands) {
        List<RowFilter> matches = new ArrayList<>();
        for (ResolvedExpression value : operands.subList(1, operands.size())) {
            Optional<RowFilter> match = compare(Comparison.EQUAL, operands.get(0), value);
            if (match.isEmpty()) {
                return Optional.empty();
            }
            matches.add(match.get());
        }
        return Optional.of(new RowFilter.Or(matches));
    }

    private Optional<RowFilter> between(List<ResolvedExpression> operands) {
        Optional<RowFilter> lower =
                compare(Comparison.GREATER_OR_EQUAL, operands.get(0), operands.get(1));
        Optional<RowFilter> upper =
                compare(Comparison.LESS_OR_EQUAL, operands.get(0), operands.get(2));
        return lower.isPresent() && upper.isPresent()
                ? Optional.of(new RowFilter.And(List.of(lower.get(), upper.get())))
                : Optional.empty();
    }

    /** Only a constant beginning: {@code 'abc%'}, without anything that might be an escape. */
    private Optional<RowFilter> like(List<ResolvedExpression> operands) {
        if (operands.size() != 2 || !(operands.get(1) instanceof ValueLiteralExpression literal)) {
            return Optional.empty();
        }
        Optional<RowType.RowField> column =
                column(operands.get(0)).filter(c -> isText(c.getType()));
        Optional<String> pattern =
                literal.getValueAs(String.class).filter(FilterConverter::isPrefix);
        return column.isPresent() && pattern.isPresent()
                ? Optional.of(
                        new RowFilter.StartsWith(
                                column.get(),
                                pattern.get().substring(0, pattern.get().length() - 1)))
                : Optional.empty();
    }

    private static boolean isPrefix(String pattern) {
        return pattern.indexOf('%') == pattern.length() - 1
                && !pattern.isEmpty()
                && pattern.indexOf('_') < 0
                && pattern.indexOf('\\') < 0;
    }

    /** A {@code CHAR} is not: Flink may compare it with its padding, the file has none. */
    private static boolean isText(LogicalType type) {
        return type.is(LogicalTypeRoot.VARCHAR);
    }

    private Optional<RowFilter> compare(
            Comparison comparison, ResolvedExpression left, ResolvedExpression right) {
        if (left instanceof ValueLiteralExpression && right instanceof FieldReferenceExpression) {
            return compare(comparison.mirrored(), right, left);
        }
        Optional<RowType.RowField> column =
                column(left).filter(c -> !c.getType().is(LogicalTypeRoot.CHAR));
        if (column.isEmpty()) {
            return Optional.empty();
        }
        if (right instanceof ValueLiteralExpression literal) {
            return ComparedValue.of(literal, column.get().getType())
                    .filter(value -> isSafe(comparison, column.get().getType(), value))
                    .map(value -> new RowFilter.Compare(column.get(), comparison, value));
        }
        return column(right)
                .filter(other -> isComparable(column.get().getType(), other.getType()))
                .filter(other -> isEquality(comparison) || !isText(other.getType()))
                .map(other -> new RowFilter.CompareColumns(column.get(), comparison, other));
    }

    /**
     * Whether Flink has one answer. Its IN and NOT IN of many values tell -0.0 from 0.0, other
     * comparisons do not; and of a NOT IN each part comes here by itself. And whether it orders
     * texts by bytes or by UTF-16, where characters beyond U+FFFF stand before some others, changes
     * with where a text has been.
     */
    private static boolean isSafe(Comparison comparison, LogicalType column, Serializable value) {
        if (column.is(LogicalTypeFamily.APPROXIMATE_NUMERIC) && isEquality(comparison)) {
            return comparison == Comparison.EQUAL && ((Number) value).doubleValue() != 0;
        }
        return isEquality(comparison)
                || !(value instanceof String text)
                || text.chars().allMatch(character -> character < Character.MIN_SURROGATE);
    }

    private static boolean isEquality(Comparison comparison) {
        return comparison == Comparison.EQUAL || comparison == Comparison.NOT_EQUAL;
    }

    private static boolean isComparable(LogicalType left, LogicalType right) {
        boolean exact =
                switch (left.getTypeRoot()) {
                    case BOOLEAN,
                            TINYINT,
                            SMALLINT,
                            INTEGER,
                            BIGINT,
                            VARCHAR,
                            DECIMAL,
                            DATE,
                            TIME_WITHOUT_TIME_ZONE,
                            TIMESTAMP_WITHOUT_TIME_ZONE,
                            TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
                            true;
                    default -> false;
                };
        return exact
                && (left.is(LogicalTypeFamily.CHARACTER_STRING)
                        ? right.is(left.getTypeRoot())
                        : left.copy(true).equals(right.copy(true)));
    }

    /** The declared column behind a reference; a field of a nested one is none. */
    private Optional<RowType.RowField> column(ResolvedExpression expression) {
        return expression instanceof FieldReferenceExpression field
                ? columns.getFields().stream()
                        .filter(column -> column.getName().equals(field.getName()))
                        .findFirst()
                : Optional.empty();
    }
}
