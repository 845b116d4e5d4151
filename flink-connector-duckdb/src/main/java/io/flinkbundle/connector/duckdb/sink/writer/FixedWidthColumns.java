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

/** Columns of one to eight bytes that go into DuckDB as they are. */
@Internal
final class FixedWidthColumns {

    private FixedWidthColumns() {}

    static final class OfBoolean extends ScalarColumn {
        private boolean[] values = new boolean[0];

        OfBoolean(int position, ColumnMapping column) {
            super(position, column);
        }

        @Override
        void take(RowData row, int index) {
            values[index] = row.getBoolean(position);
        }

        @Override
        int width() {
            return 1;
        }

        @Override
        void set(DuckDBWritableVector vector, int row, int index) {
            vector.setBoolean(row, values[index]);
        }

        @Override
        void resize(int capacity) {
            super.resize(capacity);
            values = Arrays.copyOf(values, capacity);
        }

        @Override
        DuckDBColumnType vectorType() {
            return DuckDBColumnType.BOOLEAN;
        }
    }

    static final class OfByte extends ScalarColumn {
        private byte[] values = new byte[0];

        OfByte(int position, ColumnMapping column) {
            super(position, column);
        }

        @Override
        void take(RowData row, int index) {
            values[index] = row.getByte(position);
        }

        @Override
        int width() {
            return Byte.BYTES;
        }

        @Override
        void set(DuckDBWritableVector vector, int row, int index) {
            vector.setByte(row, values[index]);
        }

        @Override
        void resize(int capacity) {
            super.resize(capacity);
            values = Arrays.copyOf(values, capacity);
        }

        @Override
        DuckDBColumnType vectorType() {
            return DuckDBColumnType.TINYINT;
        }
    }

    static final class OfShort extends ScalarColumn {
        private short[] values = new short[0];

        OfShort(int position, ColumnMapping column) {
            super(position, column);
        }

        @Override
        void take(RowData row, int index) {
            values[index] = row.getShort(position);
        }

        @Override
        int width() {
            return Short.BYTES;
        }

        @Override
        void set(DuckDBWritableVector vector, int row, int index) {
            vector.setShort(row, values[index]);
        }

        @Override
        void resize(int capacity) {
            super.resize(capacity);
            values = Arrays.copyOf(values, capacity);
        }

        @Override
        DuckDBColumnType vectorType() {
            return DuckDBColumnType.SMALLINT;
        }
    }

    static final class OfFloat extends ScalarColumn {
        private float[] values = new float[0];

        OfFloat(int position, ColumnMapping column) {
            super(position, column);
        }

        @Override
        void take(RowData row, int index) {
            values[index] = row.getFloat(position);
        }

        @Override
        int width() {
            return Float.BYTES;
        }

        @Override
        void set(DuckDBWritableVector vector, int row, int index) {
            vector.setFloat(row, values[index]);
        }

        @Override
        void resize(int capacity) {
            super.resize(capacity);
            values = Arrays.copyOf(values, capacity);
        }

        @Override
        DuckDBColumnType vectorType() {
            return DuckDBColumnType.FLOAT;
        }
    }

    static final class OfDouble extends ScalarColumn {
        private double[] values = new double[0];

        OfDouble(int position, ColumnMapping column) {
            super(position, column);
        }

        @Override
        void take(RowData row, int index) {
            values[index] = row.getDouble(position);
        }

        @Override
        int width() {
            return Double.BYTES;
        }

        @Override
        void set(DuckDBWritableVector vector, int row, int index) {
            vector.setDouble(row, values[index]);
        }

        @Override
        void resize(int capacity) {
            super.resize(capacity);
            values = Arrays.copyOf(values, capacity);
        }

        @Override
        DuckDBColumnType vectorType() {
            return DuckDBColumnType.DOUBLE;
        }
    }
}
