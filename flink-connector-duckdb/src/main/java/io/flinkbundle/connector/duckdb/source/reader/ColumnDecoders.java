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

    static Column booleans(ValueChunk chunk, int index) {
        Values source = chunk.values(index);
        boolean[] values = new boolean[chunk.count()];
        boolean[] nulls = nulls(source, values.length);
        for (int row = 0; row < values.length; row++) {
            values[row] = source.getBoolean(row);
        }
        return new Column.Booleans(values, nulls);
    }

    static Column bytes(ValueChunk chunk, int index) {
        Values source = chunk.values(index);
        byte[] values = new byte[chunk.count()];
        boolean[] nulls = nulls(source, values.length);
        for (int row = 0; row < values.length; row++) {
            values[row] = source.getByte(row);
        }
        return new Column.Bytes(values, nulls);
    }

    static Column shorts(ValueChunk chunk, int index) {
        Values source = chunk.values(index);
        short[] values = new short[chunk.count()];
        boolean[] nulls = nulls(source, values.length);
        for (int row = 0; row < values.length; row++) {
            values[row] = source.getShort(row);
        }
        return new Column.Shorts(values, nulls);
    }

    static Column ints(ValueChunk chunk, int index) {
        Values source = chunk.values(index);
        int[] values = new int[chunk.count()];
        boolean[] nulls = nulls(source, values.length);
        for (int row = 0; row < values.length; row++) {
            values[row] = source.getInt(row);
        }
        return new Column.Ints(values, nulls);
    }

    static Column longs(ValueChunk chunk, int index) {
        Values source = chunk.values(index);
        int rows = chunk.count();
        return new Column.Longs(longValues(source, rows), nulls(source, rows));
    }

    static Column floats(ValueChunk chunk, int index) {
        Values source = chunk.values(index);
        float[] values = new float[chunk.count()];
        boolean[] nulls = nulls(source, values.length);
        for (int row = 0; row < values.length; row++) {
            values[row] = source.getFloat(row);
        }
        return new Column.Floats(values, nulls);
    }

    static Column doubles(ValueChunk chunk, int index) {
        Values source = chunk.values(index);
        double[] values = new double[chunk.count()];
        boolean[] nulls = nulls(source, values.length);
        for (int row = 0; row < values.length; row++) {
            values[row] = source.getDouble(row);
        }
        return new Column.Doubles(values, nulls);
    }

    static Column strings(ValueChunk chunk, int index) {
        Values source = chunk.values(index);
        StringData[] values = new StringData[chunk.count()];
        boolean[] nulls = nulls(source, values.length);
        for (int row = 0; row < values.length; row++) {
            String text = source.getString(row);
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
    static Column base64(ValueChunk chunk, int index) {
        Values source = chunk.values(index);
        byte[][] values = new byte[chunk.count()][];
        boolean[] nulls = nulls(source, values.length);
        Base64.Decoder decoder = Base64.getDecoder();
        for (int row = 0; row < values.length; row++) {
            String text = source.getString(row);
            values[row] = text == null ? null : decoder.decode(text);
        }
        return new Column.Binaries(values, nulls);
    }

    static ColumnDecoder decimals(int precision, int scale) {
        return (chunk, index) -> {
            Values source = chunk.values(index);
            DecimalData[] values = new DecimalData[chunk.count()];
            boolean[] nulls = nulls(source, values.length);
            for (int row = 0; row < values.length; row++) {
                BigDecimal value = source.getDecimal(row);
                values[row] =
                        value == null ? null : DecimalData.fromBigDecimal(value, precision, scale);
            }
            return new Column.Decimals(values, nulls);
        };
    }

    /** Reads days since the epoch. DuckDB's infinite dates are the two ends of the range. */
    static ColumnDecoder days(String name) {
        return (chunk, index) -> {
            Values source = chunk.values(index);
            int[] values = new int[chunk.count()];
            boolean[] nulls = nulls(source, values.length);
            for (int row = 0; row < values.length; row++) {
                long days = source.getLong(row);
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
            Values source = chunk.values(index);
            int[] values = new int[chunk.count()];
            boolean[] nulls = nulls(source, values.length);
            for (int row = 0; row < values.length; row++) {
                long millis = source.getLong(row);
                if (millis >= MILLIS_OF_DAY) {
                    throw noCounterpart(chunk, row, name, "the time 24:00:00");
                }
                values[row] = (int) millis;
            }
            return new Column.Ints(values, nulls);
        };
    }

    /**
     * Reads points in time from two expressions, the units since the epoch and whether it is
     * finite. Where only the first one is null, the value is infinite.
     *
     * @param unitsPerMilli how many units a millisecond has
     * @param precision the declared precision, to which values are cut
     */
    static ColumnDecoder timestamps(String name, long unitsPerMilli, int precision) {
        long keep = keptUnits(unitsPerMilli, precision);
        return (chunk, index) -> {
            Values source = chunk.values(index);
            Values finite = chunk.values(index + 1);
            long[] values = longValues(source, chunk.count());
            boolean[] nulls = nulls(source, values.length);
            for (int row = 0; nulls != null && row < values.length; row++) {
                if (nulls[row] && !finite.isNull(row)) {
                    throw noCounterpart(chunk, row, name, "an infinite timestamp");
                }
            }
            for (int row = 0; keep > 1 && row < values.length; row++) {
                values[row] = Math.floorDiv(values[row], keep) * keep;
            }
            return new Column.Timestamps(values, unitsPerMilli, nulls);
        };
    }

    /**
     * What a value is cut to a multiple of.
     *
     * @param unitsPerMilli how many units a millisecond has
     * @param precision the declared number of digits behind the second
     */
    static long keptUnits(long unitsPerMilli, int precision) {
        long unitsPerSecond = unitsPerMilli * 1000;
        for (int digit = 0; digit < precision && unitsPerSecond > 1; digit++) {
            unitsPerSecond /= 10;
        }
        return unitsPerSecond;
    }

    private static long[] longValues(Values source, int rows) {
        long[] values = new long[rows];
        for (int row = 0; row < rows; row++) {
            values[row] = source.getLong(row);
        }
        return values;
    }

    @Nullable
    static boolean[] nulls(Values source, int rows) {
        boolean[] nulls = null;
        for (int row = 0; row < rows; row++) {
            if (source.isNull(row)) {
                if (nulls == null) {
                    nulls = new boolean[rows];
                }
                nulls[row] = true;
            }
        }
        return nulls;
    }

    private static IOException noCounterpart(
            ValueChunk chunk, int row, String column, String what) {
        return new IOException(
                String.format(
                        "Column '%s' holds %s in %s, which Flink cannot"
                                + " represent. Change the value, or read the table through a copy"
                                + " without it.",
                        column, what, chunk.locate(row)));
    }
}
