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

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.expressions.ValueLiteralExpression;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.LogicalTypeRoot;

import java.io.Serializable;
import java.math.BigDecimal;
import java.util.Optional;

/** The constants with which tags and fields are compared. */
@Internal
final class ComparedValue {

    private static final BigDecimal EXACT_IN_DOUBLE = BigDecimal.valueOf(1L << 53);
    private static final int EXACT_POWER_OF_TEN = 22;

    private ComparedValue() {}

    /**
     * The value of a literal as the server has it in a column of a type. Empty if it is null, or
     * would be compared in another way there.
     */
    static Optional<Serializable> of(ValueLiteralExpression literal, LogicalType column) {
        LogicalType type = literal.getOutputDataType().getLogicalType();
        return switch (column.getTypeRoot()) {
            case BOOLEAN -> literal.getValueAs(Boolean.class).map(value -> value);
            case TINYINT, SMALLINT, INTEGER, BIGINT -> wholeNumber(literal, type);
            case DOUBLE -> floating(literal, type);
            case VARCHAR ->
                    type.is(LogicalTypeFamily.CHARACTER_STRING)
                            ? literal.getValueAs(String.class).map(value -> value)
                            : Optional.empty();
            default -> Optional.empty();
        };
    }

    private static Optional<Serializable> wholeNumber(
            ValueLiteralExpression literal, LogicalType type) {
        return type.is(LogicalTypeFamily.INTEGER_NUMERIC)
                ? literal.getValueAs(Number.class).map(Number::longValue)
                : Optional.empty();
    }

    /** The server orders -0.0 before 0.0, so nothing is compared with zero there. */
    private static Optional<Serializable> floating(
            ValueLiteralExpression literal, LogicalType type) {
        Optional<Double> value =
                type.is(LogicalTypeRoot.DOUBLE)
                        ? literal.getValueAs(Double.class)
                        : type.is(LogicalTypeFamily.EXACT_NUMERIC)
                                ? literal.getValueAs(Number.class)
                                        .map(number -> new BigDecimal(number.toString()))
                                        .filter(ComparedValue::isExact)
                                        .map(BigDecimal::doubleValue)
                                : Optional.empty();
        return value.filter(number -> Double.isFinite(number) && number != 0).map(number -> number);
    }

    private static boolean isExact(BigDecimal value) {
        return value.scale() <= EXACT_POWER_OF_TEN
                && new BigDecimal(value.unscaledValue()).abs().compareTo(EXACT_IN_DOUBLE) <= 0;
    }
}
