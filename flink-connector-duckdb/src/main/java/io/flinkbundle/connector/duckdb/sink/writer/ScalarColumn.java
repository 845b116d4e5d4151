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

import org.duckdb.DuckDBWritableVector;

import java.util.Arrays;

/** A column whose values are set one by one, with its nulls beside them. */
@Internal
abstract class ScalarColumn extends ColumnBuffer {

    private boolean[] nulls = new boolean[0];

    ScalarColumn(int position, ColumnMapping column) {
        super(position, column);
    }

    abstract void take(RowData row, int index) throws UnwritableValueException;

    abstract void set(DuckDBWritableVector vector, int row, int index);

    abstract int width();

    @Override
    final int appendValue(RowData row, int index) throws UnwritableValueException {
        take(row, index);
        nulls[index] = false;
        return width();
    }

    @Override
    final void appendNull(int index) {
        nulls[index] = true;
    }

    @Override
    final void fill(DuckDBWritableVector vector, int from, int count) {
        for (int i = 0; i < count; i++) {
            if (nulls[from + i]) {
                vector.setNull(i);
            } else {
                set(vector, i, from + i);
            }
        }
    }

    @Override
    void resize(int capacity) {
        nulls = Arrays.copyOf(nulls, capacity);
    }
}
