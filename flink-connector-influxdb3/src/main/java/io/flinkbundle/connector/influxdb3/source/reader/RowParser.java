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

import io.flinkbundle.connector.influxdb3.source.ScanColumn;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.types.logical.DecimalType;

import javax.annotation.Nullable;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Arrays;

/**
 * Reads JSON lines into rows, without a tree and without a string for each value. The server sends
 * columns in the order of the query and leaves out what is NULL, so that the next key is nearly
 * always known. Not thread-safe.
 */
@Internal
final class RowParser {

    private static final int SHOWN_BYTES = 200;
    private static final long NANOS_PER_MILLI = 1_000_000L;
    private static final long NANOS_PER_SECOND = 1_000_000_000L;

    private final RowLayout layout;
    private final boolean keepsMalformed;
    private final RowLayout.Selected[] selected;
    private final CellKind[] kinds;
    private final long[] keys;
    private final long[] keyMasks;
    private final int[] keyLengths;
    private final long[] least;
    private final long[] most;
    private final long[] unitNanos;
    private final NumberParser numbers = new NumberParser();
    private final PointTimeParser times = new PointTimeParser();

    private long time;
    private long identity;
    private int expectedRows;

    /** Of the row that is being read. */
    @Nullable private RuntimeException failure;

    private int failedColumn;

    RowParser(RowLayout layout) {
        this(layout, false);
    }

    /**
     * @param keepsMalformed whether rows with a value that does not fit its column are marked, and
     *     not refused with all others
     */
    RowParser(RowLayout layout, boolean keepsMalformed) {
        this.layout = layout;
        this.keepsMalformed = keepsMalformed;
        this.selected = layout.selected().toArray(RowLayout.Selected[]::new);
        this.kinds = layout.columns().stream().map(CellKind::of).toArray(CellKind[]::new);
        this.keys = new long[selected.length];
        this.keyMasks = new long[selected.length];
        this.keyLengths = new int[selected.length];
        this.least = new long[selected.length];
        this.most = new long[selected.length];
        this.unitNanos = new long[selected.length];
        for (int i = 0; i < selected.length; i++) {
            prepare(i);
        }
    }

    private void prepare(int column) {
        byte[] key = selected[column].key();
        byte[] padded = new byte[RowLayout.Selected.MAX_KEY_BYTES];
        System.arraycopy(key, 0, padded, 0, key.length);
        keys[column] = JsonText.longAt(padded, 0);
        keyMasks[column] = -1L >>> 8 * (padded.length - key.length);
        keyLengths[column] = key.length;
        if (selected[column].target() != RowLayout.NOWHERE) {
            ScanColumn target = layout.columns().get(selected[column].target());
            limit(column, target);
            unitNanos[column] = nanosOf(target);
        }
    }

    private void limit(int column, ScanColumn target) {
        int bits =
                switch (target.type().getTypeRoot()) {
                    case TINYINT -> Byte.SIZE;
                    case SMALLINT -> Short.SIZE;
                    case INTEGER, INTERVAL_YEAR_MONTH -> Integer.SIZE;
                    default -> Long.SIZE;
                };
        least[column] = Long.MIN_VALUE >> Long.SIZE - bits;
        most[column] = Long.MAX_VALUE >> Long.SIZE - bits;
    }

    private static long nanosOf(ScanColumn column) {
        return switch (column.unit()) {
            case SECONDS -> NANOS_PER_SECOND;
            case MILLISECONDS -> NANOS_PER_MILLI;
            case MICROSECONDS -> 1_000L;
            case NANOSECONDS -> 1L;
        };
    }

    /**
     * Reads whole lines.
     *
     * @param text holds them, and at least eight bytes more; belongs to the batch from now on
     * @throws IOException if a line is none, or a value does not fit its column
     */
    RowBatch parse(byte[] text, int length) throws IOException {
        RowBatch batch = new RowBatch(text, kinds, expectedRows);
        int at = 0;
        while (at < length) {
            if (text[at] == '\n' || text[at] == '\r') {
                at++;
                continue;
            }
            at = parseRow(batch, text, at);
        }
        expectedRows = batch.rows() + 16;
        return batch;
    }

    private int parseRow(RowBatch batch, byte[] text, int start) throws IOException {
        int base = batch.startRow();
        time = 0;
        identity = 0;
        int at = start;
        int column = 0;
        try {
            at = expect(text, at, '{');
            if (text[at] == '}') {
                endRow(batch, text, start);
                return at + 1;
            }
            while (true) {
                column = columnAt(text, at, column);
                at = value(batch, base, column, text, at + keyLengths[column]);
                column++;
                if (text[at] == '}') {
                    endRow(batch, text, start);
                    return at + 1;
                }
                at = expect(text, at, ',');
            }
        } catch (RuntimeException e) {
            throw malformed(text, start, column, e);
        }
    }

    private static int expect(byte[] text, int at, char expected) {
        if (text[at] != expected) {
            throw new IllegalArgumentException("It is no JSON object.");
        }
        return at + 1;
    }

    /** Which column a key names, most likely the next one. */
    private int columnAt(byte[] text, int at, int expected) {
        long word = JsonText.longAt(text, at);
        for (int i = expected; i < keys.length; i++) {
            if (((word ^ keys[i]) & keyMasks[i]) == 0) {
                return i;
            }
        }
        for (int i = 0; i < Math.min(expected, keys.length); i++) {
            if (((word ^ keys[i]) & keyMasks[i]) == 0) {
                return i;
            }
        }
        throw new IllegalArgumentException("It has a column that was not asked for.");
    }

    /** Reads a value, and returns the place behind it. */
    private int value(RowBatch batch, int base, int column, byte[] text, int start) {
        if (text[start] == 'n') {
            return start + 4;
        }
        RowLayout.Selected source = selected[column];
        int target = source.target();
        int end = endOfValue(text, start);
        if (source.identity() != 0) {
            // A sum, so that the order of the columns is of no matter.
            identity += JsonText.hash(text, start, end, source.identity());
        }
        if (source.isTime()) {
            time = times.parse(text, start + 1, end - 1);
        }
        if (target != RowLayout.NOWHERE) {
            try {
                batch.cells[base + target] = cell(source.kind(), column, text, start, end);
                batch.present[base + target] = true;
            } catch (RuntimeException e) {
                if (!keepsMalformed) {
                    throw e;
                }
                failure = e;
                failedColumn = column;
            }
        }
        return end;
    }

    private void endRow(RowBatch batch, byte[] text, int start) {
        if (failure != null) {
            batch.markMalformed(
                    new MalformedRow(
                            "a row of InfluxDB cannot be read"
                                    + describe(failedColumn)
                                    + ": "
                                    + failure.getMessage(),
                            Arrays.copyOfRange(text, start, endOfLine(text, start))));
            failure = null;
        }
        batch.endRow(time, identity);
    }

    private static int endOfLine(byte[] text, int start) {
        int end = start;
        while (end < text.length && text[end] != '\n') {
            end++;
        }
        return end;
    }

    private static int endOfValue(byte[] text, int start) {
        return switch (text[start]) {
            case '"' -> JsonText.end(text, start + 1) + 1;
            case 't' -> start + 4;
            case 'f' -> start + 5;
            default -> NumberParser.endOfNumber(text, start);
        };
    }

    private long cell(CellKind kind, int column, byte[] text, int start, int end) {
        boolean quoted = text[start] == '"';
        return switch (kind) {
            case WHOLE -> whole(column, text, quoted ? start + 1 : start, quoted ? end - 1 : end);
            case DOUBLE, FLOAT -> {
                refuse(quoted, "It is no number.");
                yield Double.doubleToRawLongBits(numbers.floating(text, start));
            }
            case BOOLEAN -> {
                int at = quoted ? start + 1 : start;
                refuse(text[at] != 't' && text[at] != 'f', "It is no boolean.");
                yield text[at] == 't' ? 1 : 0;
            }
            case DECIMAL -> {
                refuse(quoted, "It is no number.");
                yield decimal(column, text, start, end);
            }
            case TEXT -> text(text, start, end);
            case BYTES -> {
                long place = text(text, start, end);
                PointRow.bytes(text, place);
                yield place;
            }
            case TIMESTAMP -> {
                long place = text(text, start, end);
                PointRow.timestamp(string(text, place));
                yield place;
            }
            case DATE -> LocalDate.parse(string(text, start, end)).toEpochDay();
            case TIME_OF_DAY ->
                    LocalTime.parse(string(text, start, end)).toNanoOfDay() / NANOS_PER_MILLI;
            case POINT_TIME -> pointTime(column, text, start, end);
            case POINT_TIME_NUMBER ->
                    Math.floorDiv(pointTime(column, text, start, end), unitNanos[column]);
            case CONSTANT -> 0;
        };
    }

    /** Kept as text, but what does not fit is found here and not where it is used. */
    private long decimal(int column, byte[] text, int start, int end) {
        long place = RowBatch.place(start, end - start);
        DecimalType type = (DecimalType) layout.columns().get(selected[column].target()).type();
        PointRow.decimal(string(text, place), type.getPrecision(), type.getScale());
        return place;
    }

    /** Aggregates of times are times, but not that of their row. */
    private long pointTime(int column, byte[] text, int start, int end) {
        return selected[column].isTime() ? time : times.parse(text, start + 1, end - 1);
    }

    private long whole(int column, byte[] text, int start, int end) {
        long value = numbers.whole(text, start);
        refuse(
                numbers.end() != end || value < least[column] || value > most[column],
                "It is no whole number of that size.");
        return value;
    }

    private static void refuse(boolean bad, String reason) {
        if (bad) {
            throw new IllegalArgumentException(reason);
        }
    }

    private static long text(byte[] text, int start, int end) {
        refuse(text[start] != '"', "It is no text.");
        int from = start + 1;
        int to = end - 1;
        int special = JsonText.quoteOrBackslash(text, from);
        int length = special == to ? to - from : JsonText.unescape(text, from, to);
        return RowBatch.place(from, length);
    }

    private static String string(byte[] text, int start, int end) {
        return string(text, text(text, start, end));
    }

    private static String string(byte[] text, long place) {
        return new String(
                text, RowBatch.offset(place), RowBatch.length(place), StandardCharsets.UTF_8);
    }

    private IOException malformed(byte[] text, int start, int column, RuntimeException cause) {
        int end = Math.min(endOfLine(text, start), start + SHOWN_BYTES);
        return new IOException(
                "A row cannot be read"
                        + describe(column)
                        + ". To go on without such rows, set 'scan.on-malformed'. The row, whose columns are numbered: "
                        + new String(text, start, end - start, StandardCharsets.UTF_8),
                cause);
    }

    private String describe(int column) {
        if (column >= selected.length || selected[column].target() == RowLayout.NOWHERE) {
            return "";
        }
        ScanColumn target = layout.columns().get(selected[column].target());
        return " because of its column '"
                + target.name()
                + "' ("
                + selected[column].alias()
                + "), which was declared as "
                + target.type().asSummaryString();
    }
}
