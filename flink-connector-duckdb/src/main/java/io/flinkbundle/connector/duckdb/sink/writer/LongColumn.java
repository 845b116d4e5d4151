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
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.RowData;

import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBWritableVector;

import java.math.BigDecimal;
import java.util.Arrays;

/**
 * A column that travels as 64-bit integers. The vectors of a table function take timestamps only as
 * objects, but integers as they are: so the integer is sent, and a vectorised expression makes the
 * column's type of it inside of DuckDB.
 */
@Internal
abstract class LongColumn extends ScalarColumn {

    private final String expression;
    private long[] values = new long[0];

    private LongColumn(int position, ColumnMapping column, String expression) {
        super(position, column);
        this.expression = expression;
    }

    abstract long read(RowData row) throws UnwritableValueException;

    @Override
    final void take(RowData row, int index) throws UnwritableValueException {
        values[index] = read(row);
    }

    @Override
    final int width() {
        return Long.BYTES;
    }

    @Override
    final void set(DuckDBWritableVector vector, int row, int index) {
        vector.setLong(row, values[index]);
    }

    @Override
    final void resize(int capacity) {
        super.resize(capacity);
        values = Arrays.copyOf(values, capacity);
    }

    @Override
    final DuckDBColumnType vectorType() {
        return DuckDBColumnType.BIGINT;
    }

    @Override
    final String expression(String vectorColumn) {
        return String.format(expression, vectorColumn);
    }

    static final class OfBigint extends LongColumn {

        OfBigint(int position, ColumnMapping column) {
            super(position, column, Expressions.AS_IT_IS);
        }

        @Override
        long read(RowData row) {
            return row.getLong(position);
        }
    }

    /** Milliseconds of an interval. */
    static final class OfIntervalMillis extends LongColumn {

        OfIntervalMillis(int position, ColumnMapping column) {
            super(position, column, Expressions.MILLISECONDS);
        }

        @Override
        long read(RowData row) throws UnwritableValueException {
            return TimeValues.intervalMillis(row.getLong(position), place);
        }
    }

    /** Microseconds since the epoch. */
    static final class OfMicros extends LongColumn {
        private final int precision;

        OfMicros(int position, ColumnMapping column, int precision, String expression) {
            super(position, column, expression);
            this.precision = precision;
        }

        @Override
        long read(RowData row) throws UnwritableValueException {
            return TimeValues.micros(row.getTimestamp(position, precision), place);
        }
    }

    /** Nanoseconds since the epoch. */
    static final class OfNanos extends LongColumn {
        private final int precision;

        OfNanos(int position, ColumnMapping column, int precision) {
            super(position, column, Expressions.TIMESTAMP_NS);
            this.precision = precision;
        }

        @Override
        long read(RowData row) throws UnwritableValueException {
            return TimeValues.nanos(row.getTimestamp(position, precision), place);
        }
    }

    /** The unscaled value of a decimal of at most 18 digits. */
    static final class OfDecimal extends LongColumn {
        private final int precision;
        private final int scale;

        OfDecimal(int position, ColumnMapping column, int precision, int scale, String expression) {
            super(position, column, expression);
            this.precision = precision;
            this.scale = scale;
        }

        @Override
        long read(RowData row) throws UnwritableValueException {
            DecimalData value = row.getDecimal(position, precision, scale);
            if (value.scale() == scale && value.precision() <= precision) {
                return value.toUnscaledLong();
            }
            // A converter may hand over decimals of another shape than the declared one.
            BigDecimal fitted = DecimalColumn.fit(place, value, precision, scale);
            return fitted.unscaledValue().longValueExact();
        }
    }
}
