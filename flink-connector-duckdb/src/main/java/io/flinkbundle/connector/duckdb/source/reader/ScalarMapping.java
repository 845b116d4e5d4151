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

import io.flinkbundle.connector.duckdb.client.DuckDbType;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Which DuckDB type can be read as which Flink type without parts, and how. A pair is accepted when
 * every value of the column fits, or when DuckDB or the decoder rejects the values that do not.
 * Only digits behind the declared precision of a time are cut off.
 */
@Internal
final class ScalarMapping {

    private static final long MICROS_PER_MILLI = 1_000;
    private static final long NANOS_PER_MILLI = 1_000_000;

    private static final String EPOCH_MICROS = "epoch_us(";
    private static final String EPOCH_NANOS = "epoch_ns(";

    /** Digits of the integer types, which decide which of them fits into which. */
    private static final Map<String, Integer> INTEGER_DIGITS =
            Map.of(
                    "TINYINT",
                    3,
                    "UTINYINT",
                    3,
                    "SMALLINT",
                    5,
                    "USMALLINT",
                    5,
                    "INTEGER",
                    10,
                    "UINTEGER",
                    10,
                    "BIGINT",
                    19,
                    "UBIGINT",
                    20);

    private static final Set<String> SMALLINT = Set.of("SMALLINT", "TINYINT", "UTINYINT");
    private static final Set<String> INTEGER =
            Set.of("INTEGER", "USMALLINT", "SMALLINT", "TINYINT", "UTINYINT");
    private static final Set<String> BIGINT =
            Set.of("BIGINT", "UINTEGER", "INTEGER", "USMALLINT", "SMALLINT", "TINYINT", "UTINYINT");

    /** Types with a counterpart; all others are read as text. */
    private static final Set<String> NOT_TEXT =
            Set.of(
                    "BOOLEAN",
                    "FLOAT",
                    "DOUBLE",
                    "BLOB",
                    "DATE",
                    "TIME",
                    "TIMESTAMP WITH TIME ZONE");

    private static final Set<String> TIMESTAMP =
            Set.of("TIMESTAMP", "TIMESTAMP_S", "TIMESTAMP_MS", "TIMESTAMP_NS");

    private ScalarMapping() {}

    /**
     * Plans the reading of values. Empty if their type cannot be read as the declared one.
     *
     * @param path names the values in messages
     * @param sql the expression that yields them
     */
    static Optional<ColumnPlan> plan(
            String path, DuckDbType found, LogicalType declared, String sql) {
        String type = found.name();
        return switch (declared.getTypeRoot()) {
            case BOOLEAN -> when(type.equals("BOOLEAN"), sql, ColumnDecoders::booleans);
            case TINYINT -> when(type.equals("TINYINT"), sql, ColumnDecoders::bytes);
            case SMALLINT ->
                    when(
                            SMALLINT.contains(type),
                            cast(found, sql, "SMALLINT"),
                            ColumnDecoders::shorts);
            case INTEGER ->
                    when(INTEGER.contains(type), cast(found, sql, "INTEGER"), ColumnDecoders::ints);
            case BIGINT ->
                    when(BIGINT.contains(type), cast(found, sql, "BIGINT"), ColumnDecoders::longs);
            case FLOAT -> when(type.equals("FLOAT"), sql, ColumnDecoders::floats);
            case DOUBLE ->
                    when(
                            type.equals("DOUBLE") || type.equals("FLOAT"),
                            cast(found, sql, "DOUBLE"),
                            ColumnDecoders::doubles);
            case DECIMAL -> decimal(found, (DecimalType) declared, sql);
            case CHAR, VARCHAR -> when(isText(found), text(found, sql), ColumnDecoders::strings);
            case BINARY, VARBINARY ->
                    when(type.equals("BLOB"), "to_base64(" + sql + ')', ColumnDecoders::base64);
            case DATE ->
                    when(
                            type.equals("DATE"),
                            sql + " - DATE '1970-01-01'",
                            ColumnDecoders.days(path));
            case TIME_WITHOUT_TIME_ZONE ->
                    when(
                            type.equals("TIME"),
                            "epoch_ms(" + sql + ')',
                            ColumnDecoders.millisOfDay(path));
            case TIMESTAMP_WITHOUT_TIME_ZONE ->
                    TIMESTAMP.contains(type)
                            ? timestamp(type, declared, path, sql)
                            : Optional.empty();
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
                    type.equals("TIMESTAMP WITH TIME ZONE")
                            ? timestamp(type, declared, path, sql)
                            : Optional.empty();
            case INTERVAL_YEAR_MONTH ->
                    when(type.equals("INTERVAL"), months(sql), ColumnDecoders::ints);
            case INTERVAL_DAY_TIME ->
                    when(type.equals("INTERVAL"), millis(sql), ColumnDecoders::longs);
            default -> Optional.empty();
        };
    }

    private static Optional<ColumnPlan> when(
            boolean accepted, String expression, ColumnDecoder decoder) {
        return accepted ? Optional.of(ColumnPlan.of(expression, decoder)) : Optional.empty();
    }

    private static String cast(DuckDbType found, String sql, String type) {
        return found.toString().equals(type) ? sql : "CAST(" + sql + " AS " + type + ')';
    }

    private static boolean isText(DuckDbType type) {
        return type instanceof DuckDbType.Enumeration
                || type instanceof DuckDbType.Union
                || type instanceof DuckDbType.Simple
                        && !NOT_TEXT.contains(type.name())
                        && !INTEGER_DIGITS.containsKey(type.name())
                        && !TIMESTAMP.contains(type.name());
    }

    /** Values whose type differs from row to row become JSON, which tells the types apart. */
    private static String text(DuckDbType type, String sql) {
        boolean mixed = type instanceof DuckDbType.Union || type.name().equals("VARIANT");
        return mixed ? "CAST(to_json(" + sql + ") AS VARCHAR)" : cast(type, sql, "VARCHAR");
    }

    private static Optional<ColumnPlan> decimal(
            DuckDbType found, DecimalType declared, String sql) {
        int integerDigits = declared.getPrecision() - declared.getScale();
        boolean fits =
                switch (found.name()) {
                    case "HUGEINT", "UHUGEINT", "BIGNUM" ->
                            integerDigits == DecimalType.MAX_PRECISION;
                    default ->
                            found instanceof DuckDbType.Decimal decimal
                                    ? decimal.scale() <= declared.getScale()
                                            && decimal.precision() - decimal.scale()
                                                    <= integerDigits
                                    : INTEGER_DIGITS.getOrDefault(found.name(), Integer.MAX_VALUE)
                                            <= integerDigits;
                };
        String type = String.format("DECIMAL(%d,%d)", declared.getPrecision(), declared.getScale());
        // A BIGNUM has no cast to DECIMAL of its own.
        boolean bignum = found.name().equals("BIGNUM");
        String source = bignum ? cast(found, sql, "VARCHAR") : sql;
        return when(
                fits,
                cast(found, source, type),
                ColumnDecoders.decimals(declared.getPrecision(), declared.getScale()));
    }

    /** The chunk reader yields no raw timestamps, and the epoch of infinity is NULL. */
    private static Optional<ColumnPlan> timestamp(
            String type, LogicalType declared, String path, String sql) {
        boolean nanos = type.equals("TIMESTAMP_NS");
        String epoch = (nanos ? EPOCH_NANOS : EPOCH_MICROS) + sql + ')';
        long unitsPerMilli = nanos ? NANOS_PER_MILLI : MICROS_PER_MILLI;
        int precision = LogicalTypeChecks.getPrecision(declared);
        return Optional.of(
                ColumnPlan.of(
                        List.of(epoch, "isfinite(" + sql + ')'),
                        ColumnDecoders.timestamps(path, unitsPerMilli, precision)));
    }

    /** Whether the first expression of a timestamp yields nanoseconds, not microseconds. */
    static boolean readsNanos(String expression) {
        return expression.startsWith(EPOCH_NANOS);
    }

    private static String months(String sql) {
        String months = "date_part('year', " + sql + ") * 12 + date_part('month', " + sql + ')';
        String exact =
                "epoch_us(" + sql + ") = epoch_us(to_months(CAST(" + months + " AS INTEGER)))";
        return checked(sql, exact, "CAST(" + months + " AS INTEGER)", "days or a time of day");
    }

    private static String millis(String sql) {
        String exact = "date_part('year', " + sql + ") = 0 AND date_part('month', " + sql + ") = 0";
        return checked(sql, exact, "epoch_ms(" + sql + ')', "months");
    }

    private static String checked(String sql, String condition, String value, String surplus) {
        return "CASE WHEN "
                + sql
                + " IS NULL THEN NULL WHEN "
                + condition
                + " THEN "
                + value
                + " ELSE error('An INTERVAL holds "
                + surplus
                + ", which the declared interval type cannot represent') END";
    }
}
