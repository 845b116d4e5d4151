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
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;

import javax.annotation.Nullable;

import java.util.Arrays;

/**
 * The values of one column in one chunk, copied out of DuckDB's memory, which is gone with the next
 * chunk. Each kind of value overrides the one access method that fits it.
 */
@Internal
abstract class Column {

    private final boolean[] nulls;

    /**
     * @param nulls which values are null, or null if none is
     */
    Column(@Nullable boolean[] nulls) {
        this.nulls = nulls;
    }

    final boolean isNull(int row) {
        return nulls != null && nulls[row];
    }

    boolean getBoolean(int row) {
        throw wrongType("BOOLEAN");
    }

    byte getByte(int row) {
        throw wrongType("TINYINT");
    }

    short getShort(int row) {
        throw wrongType("SMALLINT");
    }

    int getInt(int row) {
        throw wrongType("INT");
    }

    long getLong(int row) {
        throw wrongType("BIGINT");
    }

    float getFloat(int row) {
        throw wrongType("FLOAT");
    }

    double getDouble(int row) {
        throw wrongType("DOUBLE");
    }

    StringData getString(int row) {
        throw wrongType("STRING");
    }

    byte[] getBinary(int row) {
        throw wrongType("BYTES");
    }

    DecimalData getDecimal(int row) {
        throw wrongType("DECIMAL");
    }

    TimestampData getTimestamp(int row) {
        throw wrongType("TIMESTAMP");
    }

    ArrayData getArray(int row) {
        throw wrongType("ARRAY");
    }

    MapData getMap(int row) {
        throw wrongType("MAP");
    }

    RowData getRow(int row) {
        throw wrongType("ROW");
    }

    final boolean hasNulls(int from, int to) {
        for (int row = from; nulls != null && row < to; row++) {
            if (nulls[row]) {
                return true;
            }
        }
        return false;
    }

    /** A range of values without nulls, for columns that keep them in an array of primitives. */
    GenericArrayData primitives(int from, int to) {
        throw wrongType("a primitive type");
    }

    private IllegalStateException wrongType(String wanted) {
        return new IllegalStateException(
                getClass().getSimpleName() + " was asked for a value of type " + wanted);
    }

    static final class Booleans extends Column {
        private final boolean[] values;

        Booleans(boolean[] values, @Nullable boolean[] nulls) {
            super(nulls);
            this.values = values;
        }

        @Override
        boolean getBoolean(int row) {
            return values[row];
        }

        @Override
        GenericArrayData primitives(int from, int to) {
            return new GenericArrayData(Arrays.copyOfRange(values, from, to));
        }
    }

    static final class Bytes extends Column {
        private final byte[] values;

        Bytes(byte[] values, @Nullable boolean[] nulls) {
            super(nulls);
            this.values = values;
        }

        @Override
        byte getByte(int row) {
            return values[row];
        }

        @Override
        GenericArrayData primitives(int from, int to) {
            return new GenericArrayData(Arrays.copyOfRange(values, from, to));
        }
    }

    static final class Shorts extends Column {
        private final short[] values;

        Shorts(short[] values, @Nullable boolean[] nulls) {
            super(nulls);
            this.values = values;
        }

        @Override
        short getShort(int row) {
            return values[row];
        }

        @Override
        GenericArrayData primitives(int from, int to) {
            return new GenericArrayData(Arrays.copyOfRange(values, from, to));
        }
    }

    static final class Ints extends Column {
        private final int[] values;

        Ints(int[] values, @Nullable boolean[] nulls) {
            super(nulls);
            this.values = values;
        }

        @Override
        int getInt(int row) {
            return values[row];
        }

        @Override
        GenericArrayData primitives(int from, int to) {
            return new GenericArrayData(Arrays.copyOfRange(values, from, to));
        }
    }

    static final class Longs extends Column {
        private final long[] values;

        Longs(long[] values, @Nullable boolean[] nulls) {
            super(nulls);
            this.values = values;
        }

        @Override
        long getLong(int row) {
            return values[row];
        }

        @Override
        GenericArrayData primitives(int from, int to) {
            return new GenericArrayData(Arrays.copyOfRange(values, from, to));
        }
    }

    static final class Floats extends Column {
        private final float[] values;

        Floats(float[] values, @Nullable boolean[] nulls) {
            super(nulls);
            this.values = values;
        }

        @Override
        float getFloat(int row) {
            return values[row];
        }

        @Override
        GenericArrayData primitives(int from, int to) {
            return new GenericArrayData(Arrays.copyOfRange(values, from, to));
        }
    }

    static final class Doubles extends Column {
        private final double[] values;

        Doubles(double[] values, @Nullable boolean[] nulls) {
            super(nulls);
            this.values = values;
        }

        @Override
        double getDouble(int row) {
            return values[row];
        }

        @Override
        GenericArrayData primitives(int from, int to) {
            return new GenericArrayData(Arrays.copyOfRange(values, from, to));
        }
    }

    static final class Strings extends Column {
        private final StringData[] values;

        Strings(StringData[] values, @Nullable boolean[] nulls) {
            super(nulls);
            this.values = values;
        }

        @Override
        StringData getString(int row) {
            return values[row];
        }
    }

    static final class Binaries extends Column {
        private final byte[][] values;

        Binaries(byte[][] values, @Nullable boolean[] nulls) {
            super(nulls);
            this.values = values;
        }

        @Override
        byte[] getBinary(int row) {
            return values[row];
        }
    }

    static final class Decimals extends Column {
        private final DecimalData[] values;

        Decimals(DecimalData[] values, @Nullable boolean[] nulls) {
            super(nulls);
            this.values = values;
        }

        @Override
        DecimalData getDecimal(int row) {
            return values[row];
        }
    }

    /** Points in time, as the number of units since the epoch. */
    static final class Timestamps extends Column {
        private final long[] values;
        private final long unitsPerMilli;
        private final int nanosPerUnit;

        Timestamps(long[] values, long unitsPerMilli, @Nullable boolean[] nulls) {
            super(nulls);
            this.values = values;
            this.unitsPerMilli = unitsPerMilli;
            this.nanosPerUnit = (int) (1_000_000 / unitsPerMilli);
        }

        @Override
        TimestampData getTimestamp(int row) {
            long millis = Math.floorDiv(values[row], unitsPerMilli);
            int units = (int) (values[row] - millis * unitsPerMilli);
            return TimestampData.fromEpochMillis(millis, units * nanosPerUnit);
        }
    }
}
