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
import io.flinkbundle.connector.influxdb3.source.EpochNanos;
import io.flinkbundle.connector.influxdb3.source.ScanColumn;
import io.flinkbundle.connector.influxdb3.source.TimeRange;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.expressions.CallExpression;
import org.apache.flink.table.expressions.FieldReferenceExpression;
import org.apache.flink.table.expressions.ResolvedExpression;
import org.apache.flink.table.expressions.ValueLiteralExpression;
import org.apache.flink.table.functions.BuiltInFunctionDefinitions;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Turns conditions on the time of a point into the range of times that fulfil them. A column that
 * has fewer digits than the server's nanoseconds stands for all times that are cut off to it.
 */
@Internal
final class TimeConditions {

    private static final long NANOS_PER_SECOND = 1_000_000_000L;
    private static final int NANO_DIGITS = 9;

    /** More than the clocks of two time zones differ. */
    private static final long DAY = 86_400 * NANOS_PER_SECOND;

    private final TableColumns columns;

    /**
     * The times that may fulfil a condition.
     *
     * @param isExact whether they all do
     */
    record Found(TimeRange times, boolean isExact) {

        private Found and(Found other) {
            return new Found(times.and(other.times), isExact && other.isExact);
        }
    }

    TimeConditions(TableColumns columns) {
        this.columns = columns;
    }

    /** The times that fulfil a condition; empty if it is about something else too. */
    Optional<Found> convert(ResolvedExpression condition) {
        if (!(condition instanceof CallExpression call)) {
            return Optional.empty();
        }
        List<ResolvedExpression> operands = call.getResolvedChildren();
        if (call.getFunctionDefinition().equals(BuiltInFunctionDefinitions.BETWEEN)) {
            return both(
                    compare(Comparison.GREATER_OR_EQUAL, operands.get(0), operands.get(1)),
                    compare(Comparison.LESS_OR_EQUAL, operands.get(0), operands.get(2)));
        }
        if (call.getFunctionDefinition().equals(BuiltInFunctionDefinitions.AND)) {
            Optional<Found> range = Optional.of(new Found(TimeRange.ALL, true));
            for (ResolvedExpression operand : operands) {
                range = both(range, convert(operand));
            }
            return range;
        }
        Comparison comparison = FilterConverter.COMPARISONS.get(call.getFunctionDefinition());
        return comparison == null
                ? Optional.empty()
                : compare(comparison, operands.get(0), operands.get(1));
    }

    private static Optional<Found> both(Optional<Found> left, Optional<Found> right) {
        return left.isPresent() && right.isPresent()
                ? Optional.of(left.get().and(right.get()))
                : Optional.empty();
    }

    private Optional<Found> compare(
            Comparison comparison, ResolvedExpression left, ResolvedExpression right) {
        if (left instanceof ValueLiteralExpression && right instanceof FieldReferenceExpression) {
            return compare(comparison.mirrored(), right, left);
        }
        if (!(left instanceof FieldReferenceExpression field)
                || !(right instanceof ValueLiteralExpression literal)) {
            return Optional.empty();
        }
        Optional<ScanColumn> column =
                columns.find(field.getName()).filter(found -> found.role() == ScanColumn.Role.TIME);
        if (column.isEmpty()) {
            return Optional.empty();
        }
        long unit = unitNanos(column.get());
        OptionalLong nanos = nanos(literal, column.get(), unit);
        if (nanos.isEmpty()) {
            return Optional.empty();
        }
        boolean isExact = isOfType(literal, column.get());
        long margin = isExact ? 0 : DAY;
        return range(
                        comparison,
                        EpochNanos.minus(nanos.getAsLong(), margin),
                        EpochNanos.plus(nanos.getAsLong(), unit + margin))
                .map(times -> new Found(times, isExact));
    }

    /**
     * @param from the first time that the column shows as the constant
     * @param to behind the last one
     */
    private static Optional<TimeRange> range(Comparison comparison, long from, long to) {
        return switch (comparison) {
            case EQUAL -> Optional.of(new TimeRange(from, to));
            case LESS -> Optional.of(new TimeRange(Long.MIN_VALUE, from));
            case LESS_OR_EQUAL -> Optional.of(new TimeRange(Long.MIN_VALUE, to));
            case GREATER -> Optional.of(new TimeRange(to, Long.MAX_VALUE));
            case GREATER_OR_EQUAL -> Optional.of(new TimeRange(from, Long.MAX_VALUE));
            case NOT_EQUAL -> Optional.empty();
        };
    }

    private static long unitNanos(ScanColumn column) {
        if (column.type().is(LogicalTypeRoot.BIGINT)) {
            return switch (column.unit()) {
                case SECONDS -> NANOS_PER_SECOND;
                case MILLISECONDS -> NANOS_PER_SECOND / 1_000;
                case MICROSECONDS -> NANOS_PER_SECOND / 1_000_000;
                case NANOSECONDS -> 1;
            };
        }
        long unit = 1;
        for (int i = LogicalTypeChecks.getPrecision(column.type()); i < NANO_DIGITS; i++) {
            unit *= 10;
        }
        return unit;
    }

    /** The constant, if the column can have it. */
    private static OptionalLong nanos(
            ValueLiteralExpression literal, ScanColumn column, long unit) {
        LogicalType type = literal.getOutputDataType().getLogicalType();
        if (type.is(LogicalTypeRoot.BIGINT) != column.type().is(LogicalTypeRoot.BIGINT)
                || !type.is(LogicalTypeRoot.BIGINT) && !type.is(LogicalTypeFamily.TIMESTAMP)) {
            return OptionalLong.empty();
        }
        if (type.is(LogicalTypeRoot.BIGINT)) {
            return literal.getValueAs(Long.class)
                    .map(value -> numberNanos(value, unit))
                    .orElse(OptionalLong.empty());
        }
        Optional<Instant> time =
                type.is(LogicalTypeRoot.TIMESTAMP_WITH_LOCAL_TIME_ZONE)
                        ? literal.getValueAs(Instant.class)
                        : literal.getValueAs(LocalDateTime.class)
                                .map(value -> value.toInstant(ZoneOffset.UTC));
        return time.filter(value -> isInRange(value) && value.getNano() % unit == 0)
                .map(value -> OptionalLong.of(EpochNanos.of(value)))
                .orElse(OptionalLong.empty());
    }

    /**
     * A time with and one without a zone are compared by way of the time zone of the session, which
     * is not known here.
     */
    private static boolean isOfType(ValueLiteralExpression literal, ScanColumn column) {
        return literal.getOutputDataType().getLogicalType().is(column.type().getTypeRoot());
    }

    private static OptionalLong numberNanos(long value, long unit) {
        return Math.abs((double) value) * unit < Long.MAX_VALUE / 2
                ? OptionalLong.of(value * unit)
                : OptionalLong.empty();
    }

    private static boolean isInRange(Instant time) {
        return Math.abs((double) time.getEpochSecond())
                < (double) Long.MAX_VALUE / NANOS_PER_SECOND;
    }
}
