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
import org.apache.flink.types.RowKind;

import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBWritableVector;

import java.util.Arrays;

/** Which rows delete; it follows from their kinds. */
@Internal
final class DeletedColumn extends ColumnBuffer {

    private boolean[] values = new boolean[0];

    DeletedColumn(int position, ColumnMapping column) {
        super(position, column);
    }

    /**
     * Whether a row of this kind deletes. What a row was before an update does as well: Flink sends
     * it only where the new row may not follow, because a filter drops it or its key is another.
     */
    static boolean deletes(RowKind kind) {
        return kind == RowKind.DELETE || kind == RowKind.UPDATE_BEFORE;
    }

    /** Takes the value of a row and returns its size in bytes. */
    int append(boolean deletes, int index) {
        values[index] = deletes;
        return 1;
    }

    @Override
    int appendValue(RowData row, int index) {
        return append(deletes(row.getRowKind()), index);
    }

    @Override
    void appendNull(int index) {
        append(false, index);
    }

    @Override
    void fill(DuckDBWritableVector vector, int from, int count) {
        for (int i = 0; i < count; i++) {
            vector.setBoolean(i, values[from + i]);
        }
    }

    @Override
    void resize(int capacity) {
        values = Arrays.copyOf(values, capacity);
    }

    @Override
    DuckDBColumnType vectorType() {
        return DuckDBColumnType.BOOLEAN;
    }
}
