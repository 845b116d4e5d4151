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

package io.flinkbundle.emulators.influxdb3.write;

import io.flinkbundle.emulators.influxdb3.line.LineProtocolException;
import io.flinkbundle.emulators.influxdb3.line.ParsedLine;
import io.flinkbundle.emulators.influxdb3.schema.Column;
import io.flinkbundle.emulators.influxdb3.schema.ColumnType;

import org.apache.flink.annotation.Internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The points of a write that go into one table, column by column. */
@Internal
public final class TableBatch {

    private static final int INITIAL_ROWS = 16;

    private final String table;
    private final TableDraft draft;
    private final SeriesDictionary dictionary;
    private final Map<String, ColumnData> columnsByName = new HashMap<>();
    private final FieldOrder order = new FieldOrder();

    private int rows;
    private long[] times = new long[INITIAL_ROWS];
    private int[] series = new int[INITIAL_ROWS];
    private ColumnData[] touched = new ColumnData[INITIAL_ROWS];
    private int touchedCount;

    TableBatch(String table, TableDraft draft, byte[] bytes) {
        this.table = table;
        this.draft = draft;
        this.dictionary = new SeriesDictionary(bytes);
    }

    public String table() {
        return table;
    }

    public TableDraft draft() {
        return draft;
    }

    public int rows() {
        return rows;
    }

    /** Nanoseconds since the epoch by row, and room behind them. */
    public long[] times() {
        return times;
    }

    /** The place of the row's tags in {@link #series()}. */
    public int seriesNumber(int row) {
        return series[row];
    }

    public List<Series> series() {
        return dictionary.series();
    }

    /** The fields that any row has. */
    public List<ColumnData> columns() {
        return List.copyOf(columnsByName.values());
    }

    /** Adds a point, or leaves everything as it was. */
    void add(ParsedLine line, long time) throws LineProtocolException {
        if (rows == times.length) {
            times = Arrays.copyOf(times, rows * 2);
            series = Arrays.copyOf(series, rows * 2);
        }
        int size = draft.size();
        touchedCount = 0;
        try {
            int number = dictionary.find(line.tagsStart(), line.tagsEnd());
            Series fresh = number < 0 ? tags(line) : null;
            for (int field = 0; field < line.fieldCount(); field++) {
                putField(line, field);
            }
            draft.addTime();
            series[rows] =
                    fresh == null
                            ? number
                            : dictionary.add(line.tagsStart(), line.tagsEnd(), fresh);
            times[rows++] = time;
        } catch (LineProtocolException e) {
            undo(size);
            throw e;
        }
    }

    private Series tags(ParsedLine line) throws LineProtocolException {
        Map<Integer, String> tags = new HashMap<>();
        for (int tag = 0; tag < line.tagCount(); tag++) {
            String key = line.tagKey(tag);
            Column column = draft.columnOrAdd(key, ColumnType.TAG);
            if (tags.put(column.index(), line.tagValue(tag)) != null) {
                throw new LineProtocolException(
                        "Must not contain duplicate tags, but `" + key + "` was repeated");
            }
        }
        return new Series(Map.copyOf(tags));
    }

    private void putField(ParsedLine line, int field) throws LineProtocolException {
        ColumnData column = order.next(line, field);
        if (column == null) {
            column = columnOf(line, field);
            order.add(line, field, column);
        } else {
            TableDraft.checkType(column.column(), line.fieldType(field));
        }
        if (column.has(rows)) {
            throw new LineProtocolException(
                    "invalid line protocol - multiple instances of '"
                            + column.column().name()
                            + "' field found");
        }
        if (column.holdsStrings()) {
            column.putText(rows, line.fieldString(field), times.length);
        } else {
            column.putBits(rows, line.fieldBits(field), times.length);
        }
        touch(column);
    }

    private ColumnData columnOf(ParsedLine line, int field) throws LineProtocolException {
        String key = line.fieldKey(field);
        Column column = draft.columnOrAdd(key, line.fieldType(field));
        return columnsByName.computeIfAbsent(key, name -> new ColumnData(column));
    }

    private void touch(ColumnData column) {
        if (touchedCount == touched.length) {
            touched = Arrays.copyOf(touched, touchedCount * 2);
        }
        touched[touchedCount++] = column;
    }

    private void undo(int size) {
        for (int i = 0; i < touchedCount; i++) {
            touched[i].remove(rows);
        }
        draft.shrinkTo(size);
        List<ColumnData> gone = new ArrayList<>(columnsByName.values());
        gone.removeIf(column -> column.column().index() < size);
        gone.forEach(column -> columnsByName.remove(column.column().name()));
        order.forget(gone);
    }
}
