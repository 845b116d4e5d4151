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

import java.util.List;

/**
 * Rows on their way into DuckDB, column by column. It grows with what it is given, so that a quiet
 * job with many columns does not hold the memory of a busy one. Filled by one thread, then read by
 * another.
 */
@Internal
final class RowBatch {

    private static final int INITIAL_ROWS = 2048;

    private final ColumnBuffer[] columns;
    private int capacity;
    private int rows;
    private long bytes;

    RowBatch(List<ColumnMapping> mappings) {
        columns = new ColumnBuffer[mappings.size()];
        for (int i = 0; i < columns.length; i++) {
            columns[i] = ColumnBuffers.create(i, mappings.get(i));
        }
    }

    /**
     * Takes the values of a row.
     *
     * @throws UnwritableValueException if one of them cannot be written; then the row is left out
     */
    void append(RowData row) throws UnwritableValueException {
        if (rows == capacity) {
            grow();
        }
        long size = 0;
        for (ColumnBuffer column : columns) {
            size += column.append(row, rows);
        }
        rows++;
        bytes += size;
    }

    void clear() {
        rows = 0;
        bytes = 0;
    }

    private void grow() {
        capacity = Math.max(INITIAL_ROWS, 2 * capacity);
        for (ColumnBuffer column : columns) {
            column.resize(capacity);
        }
    }

    ColumnBuffer column(int index) {
        return columns[index];
    }

    int columns() {
        return columns.length;
    }

    int rows() {
        return rows;
    }

    /** About how much memory the values take. */
    long bytes() {
        return bytes;
    }

    boolean isEmpty() {
        return rows == 0;
    }
}
