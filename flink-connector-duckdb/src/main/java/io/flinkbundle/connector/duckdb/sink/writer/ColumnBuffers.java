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

package io.flinkbundle.connector.duckdb.sink.writer;

import io.flinkbundle.connector.duckdb.sink.ColumnMapping;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;

import java.util.List;

/** Chooses the buffer of a column. */
@Internal
final class ColumnBuffers {

    private static final int MAX_LONG_DIGITS = 18;
    private static final int MICROSECONDS = 6;

    private ColumnBuffers() {}

    /** The buffers of columns whose values stand in their order in a row. */
    static ColumnBuffer[] create(List<ColumnMapping> columns) {
        ColumnBuffer[] buffers = new ColumnBuffer[columns.size()];
        for (int i = 0; i < buffers.length; i++) {
            buffers[i] = create(i, columns.get(i));
        }
        return buffers;
    }

    static ColumnBuffer create(int position, ColumnMapping column) {
        LogicalType type = column.type();
        return switch (type.getTypeRoot()) {
            case BOOLEAN -> new FixedWidthColumns.OfBoolean(position, column);
            case TINYINT -> new FixedWidthColumns.OfByte(position, column);
            case SMALLINT -> new FixedWidthColumns.OfShort(position, column);
            case INTEGER -> new IntColumn.OfInteger(position, column, Expressions.AS_IT_IS);
            case DATE -> new IntColumn.OfDays(position, column);
            case TIME_WITHOUT_TIME_ZONE -> new IntColumn.OfMillisOfDay(position, column);
            case INTERVAL_YEAR_MONTH ->
                    new IntColumn.OfInteger(position, column, Expressions.MONTHS);
            case BIGINT -> new LongColumn.OfBigint(position, column);
            case INTERVAL_DAY_TIME -> new LongColumn.OfIntervalMillis(position, column);
            case FLOAT -> new FixedWidthColumns.OfFloat(position, column);
            case DOUBLE -> new FixedWidthColumns.OfDouble(position, column);
            case DECIMAL -> decimal(position, column, (DecimalType) type);
            case CHAR, VARCHAR -> new BytesColumn.OfText(position, column);
            case BINARY, VARBINARY -> new BytesColumn.OfBinary(position, column);
            case TIMESTAMP_WITHOUT_TIME_ZONE ->
                    timestamp(position, column, LogicalTypeChecks.getPrecision(type));
            case TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
                    new LongColumn.OfMicros(
                            position,
                            column,
                            LogicalTypeChecks.getPrecision(type),
                            Expressions.TIMESTAMP_WITH_TIME_ZONE);
            case ARRAY, MAP, ROW -> new NestedColumn(position, column);
            default ->
                    throw new IllegalArgumentException(
                            "Column " + column + " has no physical form, yet it was mapped.");
        };
    }

    private static ColumnBuffer timestamp(int position, ColumnMapping column, int precision) {
        return precision > MICROSECONDS
                ? new LongColumn.OfNanos(position, column, precision)
                : new LongColumn.OfMicros(position, column, precision, Expressions.TIMESTAMP);
    }

    private static ColumnBuffer decimal(int position, ColumnMapping column, DecimalType type) {
        int digits = type.getPrecision();
        int scale = type.getScale();
        if (digits > MAX_LONG_DIGITS) {
            return new DecimalColumn(position, column, type);
        }
        // A product of decimals is exact: n times the smallest fraction is the scaled value.
        String scaled =
                scale == 0
                        ? "%s::DECIMAL(" + digits + ",0)"
                        : String.format(
                                "(%%s::DECIMAL(%d,0) * %s::DECIMAL(%d,%d))::DECIMAL(%d,%d)",
                                digits,
                                "0." + "0".repeat(scale - 1) + "1",
                                scale,
                                scale,
                                digits,
                                scale);
        return new LongColumn.OfDecimal(position, column, digits, scale, scaled);
    }
}
