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

/** The numbers of rows, which are known without being kept. */
@Internal
final class SequenceColumn extends ColumnBuffer {

    private long first;

    SequenceColumn(int position, ColumnMapping column) {
        super(position, column);
    }

    /** Gives the first row of the batch its number. */
    void startAt(long number) {
        first = number;
    }

    @Override
    int appendValue(RowData row, int index) {
        return 0;
    }

    @Override
    void appendNull(int index) {
        throw new IllegalStateException("Every row has a number.");
    }

    @Override
    void fill(DuckDBWritableVector vector, int from, int count) {
        for (int i = 0; i < count; i++) {
            vector.setLong(i, first + from + i);
        }
    }

    @Override
    void resize(int capacity) {
        // Numbers take no room.
    }

    @Override
    DuckDBColumnType vectorType() {
        return DuckDBColumnType.BIGINT;
    }
}
