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

import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.GenericArrayData;
import org.apache.flink.table.data.GenericMapData;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.ArrayType;
import org.apache.flink.table.types.logical.DecimalType;
import org.apache.flink.table.types.logical.LogicalType;
import org.apache.flink.table.types.logical.MapType;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;

/** Random types and values of them, with a liking for the ends of ranges and odd characters. */
final class RandomRows {

    private static final String[] SPECIAL_STRINGS = {
        "",
        "null",
        "\0",
        "\"",
        "\\",
        "\n\r\t\b\f\u001f\u007f",
        "'it''s'",
        "[1,2]",
        "{\"a\":1}",
        "\uD83D\uDE00\uD834\uDD1E",
        "é\u00A0\u2028\uFFFF",
        "NaN",
        "a,b]c}d",
        "x".repeat(5_000)
    };

    private static final double[] SPECIAL_DOUBLES = {
        0.0,
        -0.0,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        Double.MIN_VALUE,
        Double.MAX_VALUE,
        -Double.MAX_VALUE,
        Double.MIN_NORMAL,
        1.0E-5,
        0.1
    };

    private static final float[] SPECIAL_FLOATS = {
        0.0f,
        -0.0f,
        Float.NaN,
        Float.POSITIVE_INFINITY,
        Float.NEGATIVE_INFINITY,
        Float.MIN_VALUE,
        Float.MAX_VALUE,
        -Float.MAX_VALUE,
        Float.MIN_NORMAL,
        1.0E-5f,
        0.1f
    };

    private static final int MAX_DAYS = Integer.MAX_VALUE - 1;
    private static final long MIN_MICROS = -9_223_372_022_400_000_000L;
    private static final long MIN_NANOS = -9_223_372_036_854_000_000L;
    private static final long MAX_UNITS = Long.MAX_VALUE - 1;

    private final Random random;

    RandomRows(long seed) {
        random = new Random(seed);
    }

    int upTo(int most) {
        return random.nextInt(most + 1);
    }

    DataType row(int columns, int depth) {
        DataTypes.Field[] fields = new DataTypes.Field[columns];
        for (int i = 0; i < columns; i++) {
            fields[i] = DataTypes.FIELD("c" + i, type(depth));
        }
        return DataTypes.ROW(fields);
    }

    private DataType type(int depth) {
        if (depth == 0 || random.nextInt(3) == 0) {
            return scalar();
        }
        return switch (random.nextInt(3)) {
            case 0 -> DataTypes.ARRAY(type(depth - 1));
            case 1 -> DataTypes.MAP(type(depth - 1), type(depth - 1));
            default -> struct(depth - 1);
        };
    }

    private DataType struct(int depth) {
        String[] names = {"a", "B c", "d\"'", "é", "select"};
        DataTypes.Field[] fields = new DataTypes.Field[1 + random.nextInt(names.length)];
        for (int i = 0; i < fields.length; i++) {
            fields[i] = DataTypes.FIELD(names[i], type(depth));
        }
        return DataTypes.ROW(fields);
    }

    private DataType scalar() {
        return switch (random.nextInt(18)) {
            case 0 -> DataTypes.BOOLEAN();
            case 1 -> DataTypes.TINYINT();
            case 2 -> DataTypes.SMALLINT();
            case 3 -> DataTypes.INT();
            case 4 -> DataTypes.BIGINT();
            case 5 -> DataTypes.FLOAT();
            case 6 -> DataTypes.DOUBLE();
            case 7, 8 -> decimal();
            case 9, 10 -> DataTypes.STRING();
            case 11 -> DataTypes.BYTES();
            case 12 -> DataTypes.DATE();
            case 13 -> DataTypes.TIME(3);
            case 14 -> DataTypes.TIMESTAMP(random.nextInt(10));
            case 15 -> DataTypes.TIMESTAMP_LTZ(random.nextInt(7));
            case 16 -> DataTypes.INTERVAL(DataTypes.MONTH());
            default -> DataTypes.INTERVAL(DataTypes.DAY(), DataTypes.SECOND(3));
        };
    }

    private DataType decimal() {
        int precision = 1 + random.nextInt(38);
        return DataTypes.DECIMAL(precision, random.nextInt(precision + 1));
    }

    GenericRowData value(RowType type) {
        GenericRowData row = new GenericRowData(type.getFieldCount());
        for (int i = 0; i < row.getArity(); i++) {
            row.setField(i, valueOrNull(type.getTypeAt(i)));
        }
        return row;
    }

    private Object valueOrNull(LogicalType type) {
        return random.nextInt(6) == 0 ? null : value(type);
    }

    private Object value(LogicalType type) {
        return switch (type.getTypeRoot()) {
            case BOOLEAN -> random.nextBoolean();
            case TINYINT -> (byte) whole(Byte.MIN_VALUE, Byte.MAX_VALUE);
            case SMALLINT -> (short) whole(Short.MIN_VALUE, Short.MAX_VALUE);
            case INTEGER -> (int) whole(Integer.MIN_VALUE, Integer.MAX_VALUE);
            case BIGINT -> whole(Long.MIN_VALUE, Long.MAX_VALUE);
            case FLOAT ->
                    special()
                            ? SPECIAL_FLOATS[random.nextInt(SPECIAL_FLOATS.length)]
                            : Float.intBitsToFloat(random.nextInt());
            case DOUBLE ->
                    special()
                            ? SPECIAL_DOUBLES[random.nextInt(SPECIAL_DOUBLES.length)]
                            : Double.longBitsToDouble(random.nextLong());
            case DECIMAL -> decimal((DecimalType) type);
            case VARCHAR -> StringData.fromString(string());
            case VARBINARY -> bytes();
            case DATE -> (int) whole(-MAX_DAYS, MAX_DAYS);
            case TIME_WITHOUT_TIME_ZONE -> (int) whole(0, 86_399_999);
            case TIMESTAMP_WITHOUT_TIME_ZONE, TIMESTAMP_WITH_LOCAL_TIME_ZONE ->
                    timestamp(LogicalTypeChecks.getPrecision(type));
            case INTERVAL_YEAR_MONTH -> (int) whole(-120_000, 120_000);
            case INTERVAL_DAY_TIME -> whole(-Long.MAX_VALUE / 1_000, Long.MAX_VALUE / 1_000);
            case ARRAY -> array((ArrayType) type);
            case MAP -> map((MapType) type);
            case ROW -> value((RowType) type);
            default -> throw new IllegalArgumentException("No values of " + type);
        };
    }

    private boolean special() {
        return random.nextInt(3) == 0;
    }

    private long whole(long least, long most) {
        return switch (random.nextInt(6)) {
            case 0 -> least;
            case 1 -> most;
            case 2 -> Math.max(least, 0);
            default -> most == Long.MAX_VALUE ? random.nextLong() : random.nextLong(least, most);
        };
    }

    private TimestampData timestamp(int precision) {
        long unitsPerMilli = precision > 6 ? 1_000_000 : 1_000;
        long units = precision > 6 ? whole(MIN_NANOS, MAX_UNITS) : whole(MIN_MICROS, MAX_UNITS);
        long millis = Math.floorDiv(units, unitsPerMilli);
        int nanos = (int) (Math.floorMod(units, unitsPerMilli) * (1_000_000 / unitsPerMilli));
        if (precision < 3) {
            long unit = BigInteger.TEN.pow(3 - precision).longValueExact();
            return TimestampData.fromEpochMillis(millis - Math.floorMod(millis, unit));
        }
        int unit = BigInteger.TEN.pow(9 - precision).intValueExact();
        return TimestampData.fromEpochMillis(millis, nanos - nanos % unit);
    }

    private DecimalData decimal(DecimalType type) {
        BigInteger most = BigInteger.TEN.pow(type.getPrecision()).subtract(BigInteger.ONE);
        BigInteger unscaled =
                switch (random.nextInt(5)) {
                    case 0 -> most;
                    case 1 -> most.negate();
                    case 2 -> BigInteger.ZERO;
                    default -> new BigInteger(130, random).mod(most).subtract(most.shiftRight(1));
                };
        return DecimalData.fromBigDecimal(
                new BigDecimal(unscaled, type.getScale()), type.getPrecision(), type.getScale());
    }

    private String string() {
        if (special()) {
            return SPECIAL_STRINGS[random.nextInt(SPECIAL_STRINGS.length)];
        }
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(12); i > 0; i--) {
            int character = random.nextInt(random.nextBoolean() ? 0x80 : 0x110000);
            boolean half = character >= 0xD800 && character <= 0xDFFF;
            text.appendCodePoint(half ? 'h' : character);
        }
        return text.toString();
    }

    private byte[] bytes() {
        byte[] bytes = new byte[random.nextInt(20)];
        random.nextBytes(bytes);
        return bytes;
    }

    private GenericArrayData array(ArrayType type) {
        Object[] elements = new Object[random.nextInt(4)];
        for (int i = 0; i < elements.length; i++) {
            elements[i] = valueOrNull(type.getElementType());
        }
        return new GenericArrayData(elements);
    }

    /** With keys that DuckDB can tell apart. */
    private GenericMapData map(MapType type) {
        Map<Object, Object> map = new HashMap<>();
        Supplier<Object> key = () -> value(type.getKeyType());
        if (random.nextInt(4) > 0) {
            map.put(key.get(), valueOrNull(type.getValueType()));
        }
        boolean tellsApart =
                switch (type.getKeyType().getTypeRoot()) {
                    case BIGINT, INTEGER, VARCHAR, DATE -> true;
                    default -> false;
                };
        for (int i = random.nextInt(3); tellsApart && i > 0; i--) {
            map.put(key.get(), valueOrNull(type.getValueType()));
        }
        return new GenericMapData(map);
    }
}
