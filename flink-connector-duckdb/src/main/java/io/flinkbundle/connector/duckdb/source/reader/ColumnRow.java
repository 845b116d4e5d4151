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

package io.flinkbundle.connector.duckdb.source.reader;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.RawValueData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.types.RowKind;
import org.apache.flink.types.variant.Variant;

/** A view of the values that columns have at one position. */
@Internal
class ColumnRow implements RowData {

    private final Column[] columns;
    private RowKind kind = RowKind.INSERT;
    private int row;

    ColumnRow(Column[] columns, int row) {
        this.columns = columns;
        this.row = row;
    }

    final int position() {
        return row;
    }

    final void moveTo(int position) {
        row = position;
        kind = RowKind.INSERT;
    }

    @Override
    public final int getArity() {
        return columns.length;
    }

    @Override
    public final RowKind getRowKind() {
        return kind;
    }

    @Override
    public final void setRowKind(RowKind kind) {
        this.kind = kind;
    }

    @Override
    public final boolean isNullAt(int pos) {
        return columns[pos].isNull(row);
    }

    @Override
    public final boolean getBoolean(int pos) {
        return columns[pos].getBoolean(row);
    }

    @Override
    public final byte getByte(int pos) {
        return columns[pos].getByte(row);
    }

    @Override
    public final short getShort(int pos) {
        return columns[pos].getShort(row);
    }

    @Override
    public final int getInt(int pos) {
        return columns[pos].getInt(row);
    }

    @Override
    public final long getLong(int pos) {
        return columns[pos].getLong(row);
    }

    @Override
    public final float getFloat(int pos) {
        return columns[pos].getFloat(row);
    }

    @Override
    public final double getDouble(int pos) {
        return columns[pos].getDouble(row);
    }

    @Override
    public final StringData getString(int pos) {
        return columns[pos].getString(row);
    }

    @Override
    public final DecimalData getDecimal(int pos, int precision, int scale) {
        return columns[pos].getDecimal(row);
    }

    @Override
    public final TimestampData getTimestamp(int pos, int precision) {
        return columns[pos].getTimestamp(row);
    }

    @Override
    public final byte[] getBinary(int pos) {
        return columns[pos].getBinary(row);
    }

    @Override
    public final ArrayData getArray(int pos) {
        return columns[pos].getArray(row);
    }

    @Override
    public final MapData getMap(int pos) {
        return columns[pos].getMap(row);
    }

    @Override
    public final RowData getRow(int pos, int numFields) {
        return columns[pos].getRow(row);
    }

    @Override
    public final <T> RawValueData<T> getRawValue(int pos) {
        throw new IllegalStateException("No column of DuckDB is read as RAW.");
    }

    @Override
    public final Variant getVariant(int pos) {
        throw new IllegalStateException("No column of DuckDB is read as VARIANT.");
    }
}
