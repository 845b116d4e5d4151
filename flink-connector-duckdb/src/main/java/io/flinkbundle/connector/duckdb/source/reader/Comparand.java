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

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;

import java.io.Serializable;
import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.LocalTime;
import java.time.ZoneOffset;
import java.util.Set;
import java.util.function.Function;

/**
 * How DuckDB compares the values of a column as Flink would compare what is read of it. Where the
 * column has the declared type this is the column itself, so that DuckDB skips row groups by it.
 *
 * @param sql the value
 * @param among the value where it is compared with that of another column
 * @param literal the expression of a constant, with one {@code ?}
 * @param parameter turns a constant into what is bound to it
 */
@Internal
record Comparand(
        String sql, String among, String literal, Function<Serializable, Serializable> parameter) {

    /**
     * Bytes decide, whatever collation a column or the session has. DuckDB sees through it, so that
     * it skips row groups nevertheless.
     */
    private static final String BINARY = " COLLATE C";

    private static final Set<String> MICROSECONDS = Set.of("TIMESTAMP", "TIMESTAMP WITH TIME ZONE");
    private static final int MICROSECOND_DIGITS = 6;
    private static final int NANOSECOND_DIGITS = 9;

    /**
     * Finds out how to compare a column.
     *
     * @throws MisfitException if it cannot be read as the declared type
     */
    static Comparand of(RelationColumns relation, RowType.RowField declared)
            throws MisfitException {
        ColumnPlan plan = ColumnMapping.plan(relation.column(declared.getName()), declared);
        DuckDbColumn column = relation.column(declared.getName()).orElseThrow();
        DuckDbType type = DuckDbType.parse(column.typeName());
        String name = Identifiers.quote(column.name());
        String read = plan.parts().get(0).sql();
        LogicalType logical = declared.getType();
        return switch (logical.getTypeRoot()) {
            case BOOLEAN -> same(read, "CAST(? AS BOOLEAN)", value -> value);
            // Wider than the column, because the constant may be; DuckDB narrows what it can.
            case TINYINT, SMALLINT, INTEGER, BIGINT ->
                    same(read, "CAST(? AS BIGINT)", value -> value);
            case FLOAT -> same(read, "CAST(? AS FLOAT)", value -> value);
            case DOUBLE -> same(read, "CAST(? AS DOUBLE)", value -> ((Number) value).doubleValue());
            case DECIMAL -> decimal(read, (DecimalType) logical);
            case CHAR, VARCHAR -> same(text(read), "CAST(? AS VARCHAR)", value -> value);
            case DATE ->
                    same(
                            name,
                            "DATE '1970-01-01' + CAST(? AS INTEGER)",
                            value -> (int) ((LocalDate) value).toEpochDay());
            case TIME_WITHOUT_TIME_ZONE ->
                    same(
                            read,
                            "CAST(? AS BIGINT)",
                            value -> ((LocalTime) value).toNanoOfDay() / 1_000_000);
            case TIMESTAMP_WITHOUT_TIME_ZONE, TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
                    timestamp(name, type, LogicalTypeChecks.getPrecision(logical));
            default -> throw new MisfitException(declared.getName(), logical, "is not comparable");
        };
    }

    /** A text that is compared by its bytes. */
    static String text(String sql) {
        return sql + BINARY;
    }

    private static Comparand same(
            String sql, String literal, Function<Serializable, Serializable> parameter) {
        return new Comparand(sql, sql, literal, parameter);
    }

    private static Comparand decimal(String read, DecimalType type) {
        String literal =
                String.format("CAST(? AS DECIMAL(%d,%d))", type.getPrecision(), type.getScale());
        return same(read, literal, Object::toString);
    }

    /** Digits behind the declared precision are cut off first, as they are when a value is read. */
    private static Comparand timestamp(String name, DuckDbType type, int precision) {
        if (type.name().equals("TIMESTAMP_NS")) {
            String nanos = cut("epoch_ns(" + name + ')', NANOSECOND_DIGITS - precision);
            String wide = "CAST(" + nanos + " AS HUGEINT)";
            return same(wide, "CAST(? AS HUGEINT) * 1000", Comparand::micros);
        }
        String micros = cut("epoch_us(" + name + ')', MICROSECOND_DIGITS - precision);
        String nanos = "CAST(" + micros + " AS HUGEINT) * 1000";
        if (!MICROSECONDS.contains(type.name()) || precision < MICROSECOND_DIGITS) {
            return new Comparand(micros, nanos, "CAST(? AS BIGINT)", Comparand::micros);
        }
        String constructor =
                type.name().equals("TIMESTAMP") ? "make_timestamp" : "make_timestamptz";
        return new Comparand(name, nanos, constructor + "(CAST(? AS BIGINT))", Comparand::micros);
    }

    /** Rounds towards the past. DuckDB's remainder has the sign of the dividend. */
    private static String cut(String units, int digits) {
        if (digits <= 0) {
            return units;
        }
        long kept = 1;
        for (int digit = 0; digit < digits; digit++) {
            kept *= 10;
        }
        return String.format("(%1$s - (%1$s %% %2$d + %2$d) %% %2$d)", units, kept);
    }

    private static long micros(Serializable value) {
        Instant instant =
                value instanceof LocalDateTime local
                        ? local.toInstant(ZoneOffset.UTC)
                        : (Instant) value;
        return Math.addExact(
                Math.multiplyExact(instant.getEpochSecond(), 1_000_000L),
                instant.getNano() / 1_000);
    }
}
