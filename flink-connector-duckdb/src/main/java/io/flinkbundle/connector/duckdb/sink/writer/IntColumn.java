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
import org.apache.flink.table.data.RowData;

import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBWritableVector;

import java.util.Arrays;

/** Everything that Flink keeps in an int; the expression makes DuckDB's own type of it. */
@Internal
abstract class IntColumn extends ScalarColumn {

    private final String expression;
    private int[] values = new int[0];

    private IntColumn(int position, ColumnMapping column, String expression) {
        super(position, column);
        this.expression = expression;
    }

    abstract int read(RowData row) throws UnwritableValueException;

    @Override
    final void take(RowData row, int index) throws UnwritableValueException {
        values[index] = read(row);
    }

    @Override
    final int width() {
        return Integer.BYTES;
    }

    @Override
    final void set(DuckDBWritableVector vector, int row, int index) {
        vector.setInt(row, values[index]);
    }

    @Override
    final void resize(int capacity) {
        super.resize(capacity);
        values = Arrays.copyOf(values, capacity);
    }

    @Override
    final DuckDBColumnType vectorType() {
        return DuckDBColumnType.INTEGER;
    }

    @Override
    final String expression(String vectorColumn) {
        return String.format(expression, vectorColumn);
    }

    static final class OfInteger extends IntColumn {

        OfInteger(int position, ColumnMapping column, String expression) {
            super(position, column, expression);
        }

        @Override
        int read(RowData row) {
            return row.getInt(position);
        }
    }

    /** Days since the epoch. */
    static final class OfDays extends IntColumn {

        OfDays(int position, ColumnMapping column) {
            super(position, column, Expressions.DATE);
        }

        @Override
        int read(RowData row) throws UnwritableValueException {
            return TimeValues.days(row.getInt(position), place);
        }
    }

    /** Milliseconds since midnight. */
    static final class OfMillisOfDay extends IntColumn {

        OfMillisOfDay(int position, ColumnMapping column) {
            super(position, column, Expressions.TIME);
        }

        @Override
        int read(RowData row) throws UnwritableValueException {
            return TimeValues.millisOfDay(row.getInt(position), place);
        }
    }
}
