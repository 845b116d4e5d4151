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

/**
 * A view of one row in a chunk, moved from row to row. A scan emits millions of rows a second, and
 * Flink copies a row where somebody keeps it, so that none is allocated here.
 */
@Internal
final class ChunkRow implements RowData {

    private final RowChunk chunk;
    private RowKind kind = RowKind.INSERT;
    private int row = -1;

    ChunkRow(RowChunk chunk) {
        this.chunk = chunk;
    }

    /** Moves to the next row. Returns false behind the last one. */
    boolean next() {
        kind = RowKind.INSERT;
        return ++row < chunk.rows();
    }

    /** The position of its split behind this row. */
    long position() {
        return chunk.position(row);
    }

    @Override
    public int getArity() {
        return chunk.columns();
    }

    @Override
    public RowKind getRowKind() {
        return kind;
    }

    @Override
    public void setRowKind(RowKind kind) {
        this.kind = kind;
    }

    @Override
    public boolean isNullAt(int pos) {
        return chunk.column(pos).isNull(row);
    }

    @Override
    public boolean getBoolean(int pos) {
        return chunk.column(pos).getBoolean(row);
    }

    @Override
    public byte getByte(int pos) {
        return chunk.column(pos).getByte(row);
    }

    @Override
    public short getShort(int pos) {
        return chunk.column(pos).getShort(row);
    }

    @Override
    public int getInt(int pos) {
        return chunk.column(pos).getInt(row);
    }

    @Override
    public long getLong(int pos) {
        return chunk.column(pos).getLong(row);
    }

    @Override
    public float getFloat(int pos) {
        return chunk.column(pos).getFloat(row);
    }

    @Override
    public double getDouble(int pos) {
        return chunk.column(pos).getDouble(row);
    }

    @Override
    public StringData getString(int pos) {
        return chunk.column(pos).getString(row);
    }

    @Override
    public DecimalData getDecimal(int pos, int precision, int scale) {
        return chunk.column(pos).getDecimal(row);
    }

    @Override
    public TimestampData getTimestamp(int pos, int precision) {
        return chunk.column(pos).getTimestamp(row);
    }

    @Override
    public byte[] getBinary(int pos) {
        return chunk.column(pos).getBinary(row);
    }

    @Override
    public <T> RawValueData<T> getRawValue(int pos) {
        throw notScalar();
    }

    @Override
    public ArrayData getArray(int pos) {
        throw notScalar();
    }

    @Override
    public MapData getMap(int pos) {
        throw notScalar();
    }

    @Override
    public RowData getRow(int pos, int numFields) {
        throw notScalar();
    }

    @Override
    public Variant getVariant(int pos) {
        throw notScalar();
    }

    private static IllegalStateException notScalar() {
        return new IllegalStateException("Only columns of scalar types are read from DuckDB.");
    }
}
