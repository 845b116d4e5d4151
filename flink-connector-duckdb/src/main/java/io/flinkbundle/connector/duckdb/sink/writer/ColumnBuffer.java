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
import org.duckdb.DuckDBLogicalType;
import org.duckdb.DuckDBWritableVector;

import java.sql.SQLException;

/**
 * The values of one column, taken out of rows on the task thread and handed to DuckDB as vectors on
 * another. There is one class for each physical form, so that taking a value costs one virtual call
 * and no boxing. The hand-over between the threads is the caller's business.
 */
@Internal
abstract class ColumnBuffer {

    private static final int NULL_BYTES = 1;

    final int position;
    final ValuePlace place;

    ColumnBuffer(int position, ColumnMapping column) {
        this.position = position;
        this.place = new ValuePlace(column.name());
    }

    /** Takes the column's value of a row and returns its size in bytes. */
    final int append(RowData row, int index) throws UnwritableValueException {
        if (row.isNullAt(position)) {
            appendNull(index);
            return NULL_BYTES;
        }
        return appendValue(row, index);
    }

    abstract int appendValue(RowData row, int index) throws UnwritableValueException;

    abstract void appendNull(int index);

    /** Copies values into the first rows of a vector. */
    abstract void fill(DuckDBWritableVector vector, int from, int count);

    /** Makes room for so many rows, keeping what is there. */
    abstract void resize(int capacity);

    /** The type of the vectors. */
    abstract DuckDBColumnType vectorType();

    /** The type of the vectors as the driver wants it; the caller closes it. */
    DuckDBLogicalType logicalType() throws SQLException {
        return DuckDBLogicalType.of(vectorType());
    }

    /** The SQL expression that makes the column's own type of a vector's column. */
    String expression(String vectorColumn) {
        return vectorColumn;
    }
}
