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
import org.apache.flink.core.memory.MemorySegmentFactory;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Some rows in the bytes in which they came. Each value is 64 bits: a number, or the place of its
 * text. Written by the thread that parses, read by that of the task.
 */
@Internal
final class RowBatch {

    final byte[] text;
    final MemorySegment[] segments;
    final CellKind[] kinds;

    /** Row by row; behind {@link #present} stands whether there is a value. */
    long[] cells;

    boolean[] present;

    /** The time of each point, in nanoseconds. */
    long[] times;

    /** What tells a point from others of the same time, where that is asked for. */
    long[] identities;

    /** Those among the rows that cannot be read, by their places: most often none. */
    private final Map<Integer, MalformedRow> malformed = new HashMap<>();

    private int rows;

    RowBatch(byte[] text, CellKind[] kinds, int expectedRows) {
        this.text = text;
        this.segments = new MemorySegment[] {MemorySegmentFactory.wrap(text)};
        this.kinds = kinds;
        int capacity = Math.max(16, expectedRows);
        this.cells = new long[capacity * kinds.length];
        this.present = new boolean[capacity * kinds.length];
        this.times = new long[capacity];
        this.identities = new long[capacity];
    }

    int rows() {
        return rows;
    }

    /** The place of the first value of a new row. */
    int startRow() {
        if (rows == times.length) {
            int capacity = 2 * rows;
            cells = Arrays.copyOf(cells, capacity * kinds.length);
            present = Arrays.copyOf(present, capacity * kinds.length);
            times = Arrays.copyOf(times, capacity);
            identities = Arrays.copyOf(identities, capacity);
        }
        return rows * kinds.length;
    }

    void endRow(long time, long identity) {
        times[rows] = time;
        identities[rows] = identity;
        rows++;
    }

    /** Says that the row that is being read cannot be. */
    void markMalformed(MalformedRow row) {
        malformed.put(rows, row);
    }

    Optional<MalformedRow> malformed(int row) {
        return malformed.isEmpty() ? Optional.empty() : Optional.ofNullable(malformed.get(row));
    }

    /** Takes over a row of the same batch in place of an earlier one. */
    void moveRow(int from, int to) {
        int width = kinds.length;
        System.arraycopy(cells, from * width, cells, to * width, width);
        System.arraycopy(present, from * width, present, to * width, width);
        times[to] = times[from];
        identities[to] = identities[from];
        if (!malformed.isEmpty()) {
            MalformedRow moved = malformed.remove(from);
            malformed.remove(to);
            if (moved != null) {
                malformed.put(to, moved);
            }
        }
    }

    /** Forgets the rows behind the first few. */
    void keep(int count) {
        rows = count;
    }

    static long place(int offset, int length) {
        return (long) offset << 32 | length;
    }

    static int offset(long place) {
        return (int) (place >>> 32);
    }

    static int length(long place) {
        return (int) place;
    }
}
