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
import io.flinkbundle.connector.duckdb.sink.DuckDbSinkConfig;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.RowData;

import java.util.List;

/**
 * Rows on their way into DuckDB, column by column. It grows with what it is given, so that a quiet
 * job with many columns does not hold the memory of a busy one. Filled by one thread, then read by
 * another.
 */
@Internal
class RowBatch {

    private static final int INITIAL_ROWS = 2048;

    private final ColumnBuffer[] columns;
    private int capacity;
    private int rows;
    private long bytes;

    RowBatch(List<ColumnMapping> mappings) {
        this(ColumnBuffers.create(mappings));
    }

    RowBatch(ColumnBuffer[] columns) {
        this.columns = columns;
    }

    /** An empty batch for the rows of a sink. */
    static RowBatch of(DuckDbSinkConfig config) {
        return config.isUpsert() ? ChangeBatch.create(config) : new RowBatch(config.columns());
    }

    /** Says how many rows came before, for batches that number their rows. */
    void numberFrom(long first) {
        // Rows that are only added need no order.
    }

    /**
     * Takes the values of a row.
     *
     * @throws UnwritableValueException if one of them cannot be written; then the row is left out
     */
    final void append(RowData row) throws UnwritableValueException {
        if (rows == capacity) {
            grow();
        }
        bytes += appendValues(row, rows);
        rows++;
    }

    /** Takes the values of a row and returns their size in bytes. */
    long appendValues(RowData row, int index) throws UnwritableValueException {
        long size = 0;
        for (ColumnBuffer column : columns) {
            size += column.append(row, index);
        }
        return size;
    }

    final void clear() {
        rows = 0;
        bytes = 0;
    }

    private void grow() {
        capacity = Math.max(INITIAL_ROWS, 2 * capacity);
        for (ColumnBuffer column : columns) {
            column.resize(capacity);
        }
    }

    final ColumnBuffer column(int index) {
        return columns[index];
    }

    final int columns() {
        return columns.length;
    }

    final int rows() {
        return rows;
    }

    /** About how much memory the values take. */
    final long bytes() {
        return bytes;
    }

    final boolean isEmpty() {
        return rows == 0;
    }
}
