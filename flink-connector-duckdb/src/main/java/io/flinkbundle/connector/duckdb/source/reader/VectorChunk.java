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

import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBReadableVector;

import java.math.BigDecimal;

/** The rows of a chunk in DuckDB's memory. */
@Internal
final class VectorChunk implements ValueChunk {

    private final DuckDBDataChunkReader chunk;
    private final String positionName;
    private final long[] positions;

    /**
     * @param positionName what a position is, for messages
     * @param positions where each row is
     */
    VectorChunk(DuckDBDataChunkReader chunk, String positionName, long[] positions) {
        this.chunk = chunk;
        this.positionName = positionName;
        this.positions = positions;
    }

    @Override
    public int count() {
        return (int) chunk.rowCount();
    }

    @Override
    public Values values(int expression) {
        return new VectorValues(chunk.vector(expression));
    }

    @Override
    public String locate(int row) {
        return "the row with " + positionName + " " + positions[row];
    }

    private record VectorValues(DuckDBReadableVector vector) implements Values {

        @Override
        public boolean isNull(int row) {
            return vector.isNull(row);
        }

        @Override
        public boolean getBoolean(int row) {
            return vector.getBoolean(row, false);
        }

        @Override
        public byte getByte(int row) {
            return vector.getByte(row, (byte) 0);
        }

        @Override
        public short getShort(int row) {
            return vector.getShort(row, (short) 0);
        }

        @Override
        public int getInt(int row) {
            return vector.getInt(row, 0);
        }

        @Override
        public long getLong(int row) {
            return vector.getLong(row, 0);
        }

        @Override
        public float getFloat(int row) {
            return vector.getFloat(row, 0);
        }

        @Override
        public double getDouble(int row) {
            return vector.getDouble(row, 0);
        }

        @Override
        public BigDecimal getDecimal(int row) {
            return vector.getBigDecimal(row);
        }

        @Override
        public String getString(int row) {
            return vector.getString(row);
        }

        @Override
        public String listText(int row) {
            return vector.getString(row);
        }

        @Override
        public int listStart(int row) {
            return 0;
        }
    }
}
