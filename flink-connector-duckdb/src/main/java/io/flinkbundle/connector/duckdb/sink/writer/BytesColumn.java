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
import org.apache.flink.table.data.StringData;

import org.duckdb.DuckDBColumnType;
import org.duckdb.DuckDBWritableVector;

import java.util.Arrays;
import java.util.Base64;

/** A column that travels as strings. */
@Internal
abstract class BytesColumn extends ColumnBuffer {

    private byte[][] values = new byte[0][];

    BytesColumn(int position, ColumnMapping column) {
        super(position, column);
    }

    /** The bytes of a string, which DuckDB takes if they are UTF-8 only. */
    static byte[] utf8(StringData string, ValuePlace place) throws UnwritableValueException {
        byte[] value = string.toBytes();
        // DuckDB looks at the concatenation of a batch only, in which two broken strings can make
        // up a whole character.
        if (!Utf8.isValid(value)) {
            throw place.unwritable(
                    "the string is not valid UTF-8: " + Utf8.describe(value) + ".", null);
        }
        return value;
    }

    /** The value in UTF-8. */
    abstract byte[] read(RowData row) throws UnwritableValueException;

    @Override
    final int appendValue(RowData row, int index) throws UnwritableValueException {
        byte[] value = read(row);
        values[index] = value;
        return value.length;
    }

    @Override
    final void appendNull(int index) {
        values[index] = null;
    }

    @Override
    final void fill(DuckDBWritableVector vector, int from, int count) {
        vector.setStringUtf8Batch(0, Arrays.copyOfRange(values, from, from + count));
    }

    @Override
    final void resize(int capacity) {
        values = Arrays.copyOf(values, capacity);
    }

    @Override
    final DuckDBColumnType vectorType() {
        return DuckDBColumnType.VARCHAR;
    }

    static final class OfText extends BytesColumn {

        OfText(int position, ColumnMapping column) {
            super(position, column);
        }

        @Override
        byte[] read(RowData row) throws UnwritableValueException {
            return utf8(row.getString(position), place);
        }
    }

    /** Binary values: vectors cannot carry them, base 64 can. */
    static final class OfBinary extends BytesColumn {

        OfBinary(int position, ColumnMapping column) {
            super(position, column);
        }

        @Override
        byte[] read(RowData row) {
            return Base64.getEncoder().encode(row.getBinary(position));
        }

        @Override
        String expression(String vectorColumn) {
            return String.format(Expressions.BINARY, vectorColumn);
        }
    }
}
