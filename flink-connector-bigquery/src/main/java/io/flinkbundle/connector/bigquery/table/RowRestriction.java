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

package io.flinkbundle.connector.bigquery.table;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.expressions.CallExpression;
import org.apache.flink.table.expressions.FieldReferenceExpression;
import org.apache.flink.table.expressions.ResolvedExpression;
import org.apache.flink.table.expressions.ValueLiteralExpression;
import org.apache.flink.table.functions.BuiltInFunctionDefinitions;
import org.apache.flink.table.functions.FunctionDefinition;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;

import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Conditions in GoogleSQL. What is not certain to mean the same there is left to Flink, which
 * examines the rows again in any case.
 */
@Internal
final class RowRestriction {

    private static final Map<FunctionDefinition, String> COMPARISONS =
            Map.of(
                    BuiltInFunctionDefinitions.EQUALS, "=",
                    BuiltInFunctionDefinitions.NOT_EQUALS, "<>",
                    BuiltInFunctionDefinitions.LESS_THAN, "<",
                    BuiltInFunctionDefinitions.LESS_THAN_OR_EQUAL, "<=",
                    BuiltInFunctionDefinitions.GREATER_THAN, ">",
                    BuiltInFunctionDefinitions.GREATER_THAN_OR_EQUAL, ">=");

    private static final int NANOS_OF_MICRO = 1000;

    private RowRestriction() {}

    /** The condition; nothing if it cannot be expressed. */
    static Optional<String> of(ResolvedExpression expression) {
        if (!(expression instanceof CallExpression call)) {
            return expression.getOutputDataType().getLogicalType().is(LogicalTypeRoot.BOOLEAN)
                    ? column(expression)
                    : Optional.empty();
        }
        List<ResolvedExpression> arguments = call.getResolvedChildren();
        FunctionDefinition function = call.getFunctionDefinition();
        if (COMPARISONS.containsKey(function)) {
            return comparison(COMPARISONS.get(function), arguments.get(0), arguments.get(1));
        }
        if (function == BuiltInFunctionDefinitions.AND) {
            return joined(" AND ", arguments);
        }
        if (function == BuiltInFunctionDefinitions.OR) {
            return joined(" OR ", arguments);
        }
        if (function == BuiltInFunctionDefinitions.NOT) {
            return of(arguments.get(0)).map(condition -> "NOT (" + condition + ")");
        }
        if (function == BuiltInFunctionDefinitions.IS_NULL) {
            return column(arguments.get(0)).map(column -> column + " IS NULL");
        }
        if (function == BuiltInFunctionDefinitions.IS_NOT_NULL) {
            return column(arguments.get(0)).map(column -> column + " IS NOT NULL");
        }
        return Optional.empty();
    }

    private static Optional<String> joined(String word, List<ResolvedExpression> arguments) {
        StringBuilder text = new StringBuilder();
        for (ResolvedExpression argument : arguments) {
            Optional<String> condition = of(argument);
            if (condition.isEmpty()) {
                return Optional.empty();
            }
            text.append(text.length() == 0 ? "" : word)
                    .append('(')
                    .append(condition.get())
                    .append(')');
        }
        return Optional.of(text.toString());
    }

    private static Optional<String> comparison(
            String operator, ResolvedExpression left, ResolvedExpression right) {
        Optional<String> first = operand(left);
        Optional<String> second = operand(right);
        boolean hasColumn =
                left instanceof FieldReferenceExpression
                        || right instanceof FieldReferenceExpression;
        return first.isPresent() && second.isPresent() && hasColumn
                ? Optional.of(first.get() + " " + operator + " " + second.get())
                : Optional.empty();
    }

    private static Optional<String> operand(ResolvedExpression expression) {
        return expression instanceof ValueLiteralExpression literal
                ? literal(literal)
                : column(expression);
    }

    private static Optional<String> column(ResolvedExpression expression) {
        return expression instanceof FieldReferenceExpression field
                ? Optional.of("`" + field.getName() + "`")
                : Optional.empty();
    }

    private static Optional<String> literal(ValueLiteralExpression literal) {
        if (literal.isNull()) {
            return Optional.empty();
        }
        LogicalType type = literal.getOutputDataType().getLogicalType();
        return switch (type.getTypeRoot()) {
            case BOOLEAN -> literal.getValueAs(Boolean.class).map(Object::toString);
            case TINYINT, SMALLINT, INTEGER, BIGINT ->
                    literal.getValueAs(Number.class).map(Object::toString);
            case DECIMAL ->
                    literal.getValueAs(BigDecimal.class)
                            .map(value -> "BIGNUMERIC '" + value.toPlainString() + "'");
            case CHAR, VARCHAR -> literal.getValueAs(String.class).map(RowRestriction::quote);
            case DATE -> literal.getValueAs(LocalDate.class).map(value -> "DATE '" + value + "'");
            case TIMESTAMP_WITHOUT_TIME_ZONE ->
                    literal.getValueAs(LocalDateTime.class)
                            .filter(value -> value.getNano() % NANOS_OF_MICRO == 0)
                            .map(value -> "DATETIME '" + value + "'");
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
                    literal.getValueAs(Instant.class)
                            .filter(value -> value.getNano() % NANOS_OF_MICRO == 0)
                            .map(value -> "TIMESTAMP '" + value + "'");
            default -> Optional.empty();
        };
    }

    private static String quote(String text) {
        StringBuilder quoted = new StringBuilder("'");
        for (char letter : text.toCharArray()) {
            switch (letter) {
                case '\\' -> quoted.append("\\\\");
                case '\'' -> quoted.append("\\'");
                case '\n' -> quoted.append("\\n");
                case '\r' -> quoted.append("\\r");
                default -> quoted.append(letter);
            }
        }
        return quoted.append('\'').toString();
    }
}
