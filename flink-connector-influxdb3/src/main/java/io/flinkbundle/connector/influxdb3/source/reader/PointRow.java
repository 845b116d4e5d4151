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

package io.flinkbundle.connector.influxdb3.source.reader;

import org.apache.flink.annotation.Internal;
import org.apache.flink.core.memory.MemorySegment;
import org.apache.flink.table.data.ArrayData;
import org.apache.flink.table.data.DecimalData;
import org.apache.flink.table.data.MapData;
import org.apache.flink.table.data.RawValueData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.data.binary.BinaryStringData;
import org.apache.flink.types.RowKind;
import org.apache.flink.types.variant.Variant;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;

/**
 * A view of one row in a batch, moved from row to row. A scan emits millions of rows a second, and
 * Flink copies a row where somebody keeps it, so that none is allocated here.
 */
@Internal
final class PointRow implements RowData, Fetched {

    private static final int NANOS_PER_MILLI = 1_000_000;

    private final RowBatch batch;
    private final CellKind[] kinds;
    private final long[] cells;
    private final boolean[] present;
    private final MemorySegment[] segments;
    private final StringData constant;
    private final int end;

    private RowKind kind = RowKind.INSERT;
    private int row;
    private int base;

    /**
     * Stands before the first row.
     *
     * @param constant the value of {@link CellKind#CONSTANT} columns
     * @param from the first row
     * @param end behind the last row
     */
    PointRow(RowBatch batch, StringData constant, int from, int end) {
        this.batch = batch;
        this.kinds = batch.kinds;
        this.cells = batch.cells;
        this.present = batch.present;
        this.segments = batch.segments;
        this.constant = constant;
        this.row = from - 1;
        this.end = end;
    }

    /** Moves to the next row. Returns false behind the last one. */
    boolean next() {
        row++;
        base = row * kinds.length;
        kind = RowKind.INSERT;
        return row < end;
    }

    /** How many rows are left. */
    int count() {
        return Math.max(0, end - 1 - row);
    }

    boolean isLast() {
        return row == end - 1;
    }

    /** What is wrong with the row, if it cannot be read. */
    Optional<MalformedRow> malformed() {
        return batch.malformed(row);
    }

    /** The time of the point, in nanoseconds since the epoch; zero where rows have none. */
    long time() {
        return batch.times[row];
    }

    /** What tells the point from others of the same time. */
    long identity() {
        return batch.identities[row];
    }

    @Override
    public int getArity() {
        return kinds.length;
    }

    @Override
    public RowKind getRowKind() {
        return kind;
    }

    @Override
    public void setRowKind(RowKind changed) {
        this.kind = changed;
    }

    @Override
    public boolean isNullAt(int pos) {
        return !present[base + pos] && kinds[pos] != CellKind.CONSTANT;
    }

    @Override
    public boolean getBoolean(int pos) {
        return cells[base + pos] != 0;
    }

    @Override
    public byte getByte(int pos) {
        return (byte) cells[base + pos];
    }

    @Override
    public short getShort(int pos) {
        return (short) cells[base + pos];
    }

    @Override
    public int getInt(int pos) {
        return (int) cells[base + pos];
    }

    @Override
    public long getLong(int pos) {
        return cells[base + pos];
    }

    @Override
    public float getFloat(int pos) {
        return (float) Double.longBitsToDouble(cells[base + pos]);
    }

    @Override
    public double getDouble(int pos) {
        return Double.longBitsToDouble(cells[base + pos]);
    }

    /** A missing tag that must not be NULL is empty, which is the same to the server. */
    @Override
    public StringData getString(int pos) {
        if (kinds[pos] == CellKind.CONSTANT) {
            return constant;
        }
        long place = cells[base + pos];
        return BinaryStringData.fromAddress(
                segments, RowBatch.offset(place), RowBatch.length(place));
    }

    @Override
    public DecimalData getDecimal(int pos, int precision, int scale) {
        return decimal(text(pos), precision, scale);
    }

    /**
     * @throws IllegalArgumentException if it is no number, or does not fit
     */
    static DecimalData decimal(String text, int precision, int scale) {
        DecimalData decimal = DecimalData.fromBigDecimal(new BigDecimal(text), precision, scale);
        if (decimal == null) {
            throw new IllegalArgumentException(
                    text
                            + " does not fit DECIMAL("
                            + precision
                            + ", "
                            + scale
                            + "). Declare the column with more digits.");
        }
        return decimal;
    }

    @Override
    public TimestampData getTimestamp(int pos, int precision) {
        if (kinds[pos] == CellKind.POINT_TIME) {
            long nanos = cells[base + pos];
            long millis = Math.floorDiv(nanos, (long) NANOS_PER_MILLI);
            int rest = (int) (nanos - millis * NANOS_PER_MILLI);
            return timestamp(millis, rest, precision);
        }
        TimestampData time = timestamp(text(pos));
        return timestamp(time.getMillisecond(), time.getNanoOfMillisecond(), precision);
    }

    /**
     * @throws DateTimeException if it is no time
     */
    static TimestampData timestamp(String text) {
        return text.endsWith("Z")
                ? TimestampData.fromInstant(Instant.parse(text))
                : TimestampData.fromLocalDateTime(LocalDateTime.parse(text.replace(' ', 'T')));
    }

    /** Cut off to so many digits, towards the past. */
    private static TimestampData timestamp(long millis, int nanos, int precision) {
        if (precision >= 9) {
            return TimestampData.fromEpochMillis(millis, nanos);
        }
        if (precision > 3) {
            int unit = unit(9 - precision);
            return TimestampData.fromEpochMillis(millis, nanos / unit * unit);
        }
        if (precision == 3) {
            return TimestampData.fromEpochMillis(millis);
        }
        long unit = unit(3 - precision);
        return TimestampData.fromEpochMillis(Math.floorDiv(millis, unit) * unit);
    }

    private static int unit(int digits) {
        int unit = 1;
        for (int i = 0; i < digits; i++) {
            unit *= 10;
        }
        return unit;
    }

    @Override
    public byte[] getBinary(int pos) {
        return bytes(batch.text, cells[base + pos]);
    }

    /**
     * @throws IllegalArgumentException if it is no Base64
     */
    static byte[] bytes(byte[] text, long place) {
        int from = RowBatch.offset(place);
        return Base64.getDecoder()
                .decode(Arrays.copyOfRange(text, from, from + RowBatch.length(place)));
    }

    private String text(int pos) {
        long place = cells[base + pos];
        return new String(
                batch.text, RowBatch.offset(place), RowBatch.length(place), StandardCharsets.UTF_8);
    }

    @Override
    public ArrayData getArray(int pos) {
        throw noSuchType("ARRAY");
    }

    @Override
    public MapData getMap(int pos) {
        throw noSuchType("MAP");
    }

    @Override
    public RowData getRow(int pos, int numFields) {
        throw noSuchType("ROW");
    }

    @Override
    public <T> RawValueData<T> getRawValue(int pos) {
        throw noSuchType("RAW");
    }

    @Override
    public Variant getVariant(int pos) {
        throw noSuchType("VARIANT");
    }

    private static IllegalStateException noSuchType(String type) {
        return new IllegalStateException("No column of InfluxDB is read as " + type + ".");
    }
}
