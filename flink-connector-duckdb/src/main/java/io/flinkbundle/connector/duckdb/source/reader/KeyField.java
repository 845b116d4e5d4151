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

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.LogicalTypeFamily;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;

import javax.annotation.Nullable;

import java.io.Serializable;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * A field of a lookup key, compared with what a scan of the column would bring. So a key finds a
 * row exactly if it equals the value that the row shows in Flink.
 *
 * @param name the column
 * @param type its declared type
 */
@Internal
public record KeyField(String name, LogicalType type) implements Serializable {

    private static final long serialVersionUID = 1L;

    private static final Set<LogicalTypeRoot> WITHOUT_EQUALITY =
            EnumSet.of(
                    LogicalTypeRoot.ARRAY,
                    LogicalTypeRoot.MAP,
                    LogicalTypeRoot.MULTISET,
                    LogicalTypeRoot.ROW);

    private static final int NANOS_PER_MILLI = 1_000_000;
    private static final int MICROS_PER_MILLI = 1_000;

    /** Whether rows can be looked up by a column of this type. */
    public static boolean accepts(LogicalType type) {
        return !WITHOUT_EQUALITY.contains(type.getTypeRoot());
    }

    /** Takes the value out of a key, which the caller may use again. Null if it is. */
    @Nullable
    public Object value(RowData key, int position) {
        if (key.isNullAt(position)) {
            return null;
        }
        return switch (type.getTypeRoot()) {
            case BOOLEAN -> key.getBoolean(position);
            case TINYINT -> (long) key.getByte(position);
            case SMALLINT -> (long) key.getShort(position);
            case INTEGER, DATE, TIME_WITHOUT_TIME_ZONE, INTERVAL_YEAR_MONTH ->
                    (long) key.getInt(position);
            case BIGINT, INTERVAL_DAY_TIME -> key.getLong(position);
            case FLOAT -> (double) key.getFloat(position);
            case DOUBLE -> key.getDouble(position);
            case DECIMAL ->
                    key.getDecimal(
                                    position,
                                    LogicalTypeChecks.getPrecision(type),
                                    LogicalTypeChecks.getScale(type))
                            .toBigDecimal();
            case CHAR, VARCHAR -> key.getString(position).toString();
            case BINARY, VARBINARY -> Base64.getEncoder().encodeToString(key.getBinary(position));
            case TIMESTAMP_WITHOUT_TIME_ZONE, TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
                    key.getTimestamp(position, LogicalTypeChecks.getPrecision(type));
            default -> throw new IllegalStateException("A key of type " + type + " was accepted.");
        };
    }

    /** The type of DuckDB in which the values of many keys cross. */
    String parameterType() {
        return switch (type.getTypeRoot()) {
            case BOOLEAN -> "BOOLEAN";
            case FLOAT, DOUBLE -> "DOUBLE";
            case DECIMAL ->
                    String.format(
                            "DECIMAL(%d,%d)",
                            LogicalTypeChecks.getPrecision(type), LogicalTypeChecks.getScale(type));
            case CHAR, VARCHAR, BINARY, VARBINARY -> "VARCHAR";
            default -> "BIGINT";
        };
    }

    /** What the values are compared with, in a table that fits the declared columns. */
    String expression(ReadPlan plan) {
        String read = plan.firstExpression(name);
        if (type.is(LogicalTypeFamily.CHARACTER_STRING)) {
            return Comparand.text(read);
        }
        if (!isPointInTime()) {
            return read;
        }
        long keep = ColumnDecoders.keptUnits(unitsPerMilli(plan), precision());
        // A remainder has the sign of the dividend, and rows before 1970 are cut downwards too.
        return keep == 1 ? read : String.format("%1$s - (%1$s %% %2$d + %2$d) %% %2$d", read, keep);
    }

    /** The value as it crosses. Empty if no row can have it. */
    Optional<Object> parameter(Object value, ReadPlan plan) {
        if (value instanceof TimestampData timestamp) {
            return units(timestamp, unitsPerMilli(plan));
        }
        // NaN equals nothing in Flink, and itself in DuckDB.
        return value instanceof Double number && number.isNaN()
                ? Optional.empty()
                : Optional.of(value);
    }

    private static Optional<Object> units(TimestampData timestamp, int unitsPerMilli) {
        int nanosPerUnit = NANOS_PER_MILLI / unitsPerMilli;
        int nanos = timestamp.getNanoOfMillisecond();
        if (nanos % nanosPerUnit != 0) {
            return Optional.empty();
        }
        try {
            long units = Math.multiplyExact(timestamp.getMillisecond(), unitsPerMilli);
            return Optional.of(Math.addExact(units, nanos / nanosPerUnit));
        } catch (ArithmeticException e) {
            // Outside of the range of DuckDB's type.
            return Optional.empty();
        }
    }

    private int unitsPerMilli(ReadPlan plan) {
        return ScalarMapping.readsNanos(plan.firstExpression(name))
                ? NANOS_PER_MILLI
                : MICROS_PER_MILLI;
    }

    private int precision() {
        return LogicalTypeChecks.getPrecision(type);
    }

    private boolean isPointInTime() {
        return type.is(LogicalTypeRoot.TIMESTAMP_WITHOUT_TIME_ZONE)
                || type.is(LogicalTypeRoot.TIMESTAMP_WITH_LOCAL_TIME_ZONE);
    }
}
