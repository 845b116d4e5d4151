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

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.expressions.ValueLiteralExpression;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.LogicalTypeRoot;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.util.Optional;

/** The constants with which columns are compared. */
@Internal
final class ComparedValue {

    private static final int NANOS_PER_MILLI = 1_000_000;
    private static final int NANOS_PER_MICRO = 1_000;
    private static final BigDecimal EXACT_IN_FLOAT = BigDecimal.valueOf(1L << 24);
    private static final BigDecimal EXACT_IN_DOUBLE = BigDecimal.valueOf(1L << 53);

    private ComparedValue() {}

    /**
     * The value of a literal in the type of a column, as {@code RowFilter.Compare} wants it. Empty
     * if it is null, has more digits than the type, or is compared in another type.
     */
    static Optional<Serializable> of(ValueLiteralExpression literal, LogicalType column) {
        LogicalType type = literal.getOutputDataType().getLogicalType();
        return switch (column.getTypeRoot()) {
            case BOOLEAN -> literal.getValueAs(Boolean.class).map(value -> value);
            case TINYINT, SMALLINT, INTEGER, BIGINT ->
                    exact(literal, type).flatMap(ComparedValue::integer);
            case DECIMAL ->
                    exact(literal, type).flatMap(value -> decimal(value, (DecimalType) column));
            case FLOAT ->
                    type.is(LogicalTypeRoot.FLOAT)
                            ? literal.getValueAs(Float.class)
                                    .filter(value -> !value.isNaN())
                                    .map(value -> value)
                            : small(literal, type, EXACT_IN_FLOAT).map(BigDecimal::floatValue);
            case DOUBLE ->
                    type.is(LogicalTypeRoot.DOUBLE)
                            ? literal.getValueAs(Double.class)
                                    .filter(value -> !value.isNaN())
                                    .map(value -> value)
                            : type.is(LogicalTypeRoot.DECIMAL)
                                    ? literal.getValueAs(BigDecimal.class)
                                            .filter(ComparedValue::isExactlyDivided)
                                            .map(value -> value)
                                    : small(literal, type, EXACT_IN_DOUBLE)
                                            .map(BigDecimal::doubleValue);
            case VARCHAR ->
                    type.is(LogicalTypeFamily.CHARACTER_STRING)
                            ? literal.getValueAs(String.class).map(value -> value)
                            : Optional.empty();
            case DATE ->
                    type.is(LogicalTypeRoot.DATE)
                            ? literal.getValueAs(LocalDate.class).map(value -> value)
                            : Optional.empty();
            case TIME_WITHOUT_TIME_ZONE ->
                    type.is(LogicalTypeRoot.TIME_WITHOUT_TIME_ZONE)
                            ? literal.getValueAs(LocalTime.class)
                                    .filter(value -> value.getNano() % NANOS_PER_MILLI == 0)
                                    .map(value -> value)
                            : Optional.empty();
            case TIMESTAMP_WITHOUT_TIME_ZONE ->
                    type.is(LogicalTypeRoot.TIMESTAMP_WITHOUT_TIME_ZONE)
                            ? literal.getValueAs(LocalDateTime.class)
                                    .filter(value -> value.getNano() % NANOS_PER_MICRO == 0)
                                    .map(value -> value)
                            : Optional.empty();
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
                    type.is(LogicalTypeRoot.TIMESTAMP_WITH_LOCAL_TIME_ZONE)
                            ? literal.getValueAs(Instant.class)
                                    .filter(value -> value.getNano() % NANOS_PER_MICRO == 0)
                                    .map(value -> value)
                            : Optional.empty();
            default -> Optional.empty();
        };
    }

    /** The value of an integer or a DECIMAL. */
    private static Optional<BigDecimal> exact(ValueLiteralExpression literal, LogicalType type) {
        return type.is(LogicalTypeFamily.EXACT_NUMERIC)
                ? literal.getValueAs(Number.class).map(value -> new BigDecimal(value.toString()))
                : Optional.empty();
    }

    /** An integer that a floating-point number holds without rounding. */
    private static Optional<BigDecimal> small(
            ValueLiteralExpression literal, LogicalType type, BigDecimal limit) {
        return type.is(LogicalTypeFamily.INTEGER_NUMERIC)
                ? exact(literal, type).filter(value -> value.abs().compareTo(limit) <= 0)
                : Optional.empty();
    }

    /** Whether dividing the digits as a DOUBLE, as Flink does, rounds once. Zero has two signs. */
    private static boolean isExactlyDivided(BigDecimal value) {
        return value.signum() != 0
                && new BigDecimal(value.unscaledValue().abs()).compareTo(EXACT_IN_DOUBLE) <= 0;
    }

    private static Optional<Serializable> integer(BigDecimal value) {
        try {
            return Optional.of(value.longValueExact());
        } catch (ArithmeticException e) {
            // It has a fraction, or is beyond any column.
            return Optional.empty();
        }
    }

    private static Optional<Serializable> decimal(BigDecimal value, DecimalType column) {
        try {
            BigDecimal scaled = value.setScale(column.getScale(), RoundingMode.UNNECESSARY);
            return scaled.precision() <= column.getPrecision()
                    ? Optional.of(scaled)
                    : Optional.empty();
        } catch (ArithmeticException e) {
            // More digits than the column has.
            return Optional.empty();
        }
    }
}
