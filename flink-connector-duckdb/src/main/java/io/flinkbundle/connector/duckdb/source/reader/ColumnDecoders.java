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
import org.apache.flink.core.memory.MemorySegment;
import org.apache.flink.core.memory.MemorySegmentFactory;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.binary.BinaryStringData;

import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBReadableVector;

import javax.annotation.Nullable;

import java.io.IOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** The decoders, one for each kind of value that crosses from DuckDB. */
@Internal
final class ColumnDecoders {

    private static final int MILLIS_OF_DAY = 24 * 60 * 60 * 1000;

    private ColumnDecoders() {}

    static Column booleans(DuckDBDataChunkReader chunk, int index) {
        DuckDBReadableVector vector = chunk.vector(index);
        boolean[] values = new boolean[(int) chunk.rowCount()];
        boolean[] nulls = nulls(vector, values.length);
        for (int row = 0; row < values.length; row++) {
            values[row] = vector.getBoolean(row, false);
        }
        return new Column.Booleans(values, nulls);
    }

    static Column bytes(DuckDBDataChunkReader chunk, int index) {
        DuckDBReadableVector vector = chunk.vector(index);
        byte[] values = new byte[(int) chunk.rowCount()];
        boolean[] nulls = nulls(vector, values.length);
        for (int row = 0; row < values.length; row++) {
            values[row] = vector.getByte(row, (byte) 0);
        }
        return new Column.Bytes(values, nulls);
    }

    static Column shorts(DuckDBDataChunkReader chunk, int index) {
        DuckDBReadableVector vector = chunk.vector(index);
        short[] values = new short[(int) chunk.rowCount()];
        boolean[] nulls = nulls(vector, values.length);
        for (int row = 0; row < values.length; row++) {
            values[row] = vector.getShort(row, (short) 0);
        }
        return new Column.Shorts(values, nulls);
    }

    static Column ints(DuckDBDataChunkReader chunk, int index) {
        DuckDBReadableVector vector = chunk.vector(index);
        int[] values = new int[(int) chunk.rowCount()];
        boolean[] nulls = nulls(vector, values.length);
        for (int row = 0; row < values.length; row++) {
            values[row] = vector.getInt(row, 0);
        }
        return new Column.Ints(values, nulls);
    }

    static Column longs(DuckDBDataChunkReader chunk, int index) {
        DuckDBReadableVector vector = chunk.vector(index);
        int rows = (int) chunk.rowCount();
        return new Column.Longs(longValues(vector, rows), nulls(vector, rows));
    }

    static Column floats(DuckDBDataChunkReader chunk, int index) {
        DuckDBReadableVector vector = chunk.vector(index);
        float[] values = new float[(int) chunk.rowCount()];
        boolean[] nulls = nulls(vector, values.length);
        for (int row = 0; row < values.length; row++) {
            values[row] = vector.getFloat(row, 0);
        }
        return new Column.Floats(values, nulls);
    }

    static Column doubles(DuckDBDataChunkReader chunk, int index) {
        DuckDBReadableVector vector = chunk.vector(index);
        double[] values = new double[(int) chunk.rowCount()];
        boolean[] nulls = nulls(vector, values.length);
        for (int row = 0; row < values.length; row++) {
            values[row] = vector.getDouble(row, 0);
        }
        return new Column.Doubles(values, nulls);
    }

    static Column strings(DuckDBDataChunkReader chunk, int index) {
        DuckDBReadableVector vector = chunk.vector(index);
        StringData[] values = new StringData[(int) chunk.rowCount()];
        boolean[] nulls = nulls(vector, values.length);
        for (int row = 0; row < values.length; row++) {
            String text = vector.getString(row);
            values[row] = text == null ? null : encoded(text);
        }
        return new Column.Strings(values, nulls);
    }

    /**
     * Encodes a text here, on the fetcher's thread. Otherwise each copy that Flink makes of the row
     * would have it encoded on the task's thread, which is the busier one. The text itself is kept
     * for those who want it as a {@link String}.
     */
    private static StringData encoded(String text) {
        byte[] utf8 = text.getBytes(StandardCharsets.UTF_8);
        MemorySegment[] segments = {MemorySegmentFactory.wrap(utf8)};
        return new BinaryStringData(segments, 0, utf8.length, text);
    }

    /** Reads Base64, the shortest text that holds any bytes: the chunk reader has no BLOBs. */
    static Column base64(DuckDBDataChunkReader chunk, int index) {
        DuckDBReadableVector vector = chunk.vector(index);
        byte[][] values = new byte[(int) chunk.rowCount()][];
        boolean[] nulls = nulls(vector, values.length);
        Base64.Decoder decoder = Base64.getDecoder();
        for (int row = 0; row < values.length; row++) {
            String text = vector.getString(row);
            values[row] = text == null ? null : decoder.decode(text);
        }
        return new Column.Binaries(values, nulls);
    }

    static ColumnDecoder decimals(int precision, int scale) {
        return (chunk, index) -> {
            DuckDBReadableVector vector = chunk.vector(index);
            DecimalData[] values = new DecimalData[(int) chunk.rowCount()];
            boolean[] nulls = nulls(vector, values.length);
            for (int row = 0; row < values.length; row++) {
                BigDecimal value = vector.getBigDecimal(row);
                values[row] =
                        value == null ? null : DecimalData.fromBigDecimal(value, precision, scale);
            }
            return new Column.Decimals(values, nulls);
        };
    }

    /** Reads days since the epoch. DuckDB's infinite dates are the two ends of the range. */
    static ColumnDecoder days(String name) {
        return (chunk, index) -> {
            DuckDBReadableVector vector = chunk.vector(index);
            int[] values = new int[(int) chunk.rowCount()];
            boolean[] nulls = nulls(vector, values.length);
            for (int row = 0; row < values.length; row++) {
                long days = vector.getLong(row, 0);
                if (Math.abs(days) == Integer.MAX_VALUE) {
                    throw noCounterpart(chunk, row, name, "an infinite date");
                }
                values[row] = (int) days;
            }
            return new Column.Ints(values, nulls);
        };
    }

    /** Reads milliseconds of the day. DuckDB's day has a 24:00:00, Flink's has not. */
    static ColumnDecoder millisOfDay(String name) {
        return (chunk, index) -> {
            DuckDBReadableVector vector = chunk.vector(index);
            int[] values = new int[(int) chunk.rowCount()];
            boolean[] nulls = nulls(vector, values.length);
            for (int row = 0; row < values.length; row++) {
                long millis = vector.getLong(row, 0);
                if (millis >= MILLIS_OF_DAY) {
                    throw noCounterpart(chunk, row, name, "the time 24:00:00");
                }
                values[row] = (int) millis;
            }
            return new Column.Ints(values, nulls);
        };
    }

    /**
     * Reads points in time from two vectors, the units since the epoch and the original. Where only
     * the first one is null, the value is infinite.
     *
     * @param unitsPerMilli how many units a millisecond has
     * @param precision the declared precision, to which values are cut
     */
    static ColumnDecoder timestamps(String name, long unitsPerMilli, int precision) {
        long keep = keptUnits(unitsPerMilli, precision);
        return (chunk, index) -> {
            DuckDBReadableVector vector = chunk.vector(index);
            DuckDBReadableVector original = chunk.vector(index + 1);
            long[] values = longValues(vector, (int) chunk.rowCount());
            boolean[] nulls = nulls(vector, values.length);
            for (int row = 0; nulls != null && row < values.length; row++) {
                if (nulls[row] && !original.isNull(row)) {
                    throw noCounterpart(chunk, row, name, "an infinite timestamp");
                }
            }
            for (int row = 0; keep > 1 && row < values.length; row++) {
                values[row] = Math.floorDiv(values[row], keep) * keep;
            }
            return new Column.Timestamps(values, unitsPerMilli, nulls);
        };
    }

    private static long keptUnits(long unitsPerMilli, int precision) {
        long unitsPerSecond = unitsPerMilli * 1000;
        for (int digit = 0; digit < precision && unitsPerSecond > 1; digit++) {
            unitsPerSecond /= 10;
        }
        return unitsPerSecond;
    }

    static long[] longValues(DuckDBReadableVector vector, int rows) {
        long[] values = new long[rows];
        for (int row = 0; row < rows; row++) {
            values[row] = vector.getLong(row, 0);
        }
        return values;
    }

    @Nullable
    private static boolean[] nulls(DuckDBReadableVector vector, int rows) {
        boolean[] nulls = null;
        for (int row = 0; row < rows; row++) {
            if (vector.isNull(row)) {
                if (nulls == null) {
                    nulls = new boolean[rows];
                }
                nulls[row] = true;
            }
        }
        return nulls;
    }

    private static IOException noCounterpart(
            DuckDBDataChunkReader chunk, int row, String column, String what) {
        return new IOException(
                String.format(
                        "Column '%s' holds %s in the row with rowid %d, which Flink cannot"
                                + " represent. Change the value, or read the table through a copy"
                                + " without it.",
                        column, what, chunk.vector(0).getLong(row)));
    }
}
