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

import io.flinkbundle.emulators.influxdb3.schema.Column;
import io.flinkbundle.emulators.influxdb3.schema.ColumnType;

import org.apache.flink.annotation.Internal;

import java.util.Arrays;

/** The values of a field in the rows of a batch, where it has any. */
@Internal
public final class ColumnData {

    private static final int NEVER = -1;

    private final Column column;
    private final boolean strings;

    private long[] bits = new long[0];
    private byte[][] texts = new byte[0][];
    private long[] present = new long[0];
    private int lastRow = NEVER;

    ColumnData(Column column) {
        this.column = column;
        this.strings = column.type() == ColumnType.STRING;
    }

    public Column column() {
        return column;
    }

    public boolean isPresent(int row) {
        return row >> 6 < present.length && (present[row >> 6] & 1L << row) != 0;
    }

    /** A number, the bits of a double, or 1 for true. */
    public long bits(int row) {
        return bits[row];
    }

    /** The UTF-8 bytes of a string. */
    public byte[] text(int row) {
        return texts[row];
    }

    boolean has(int row) {
        return lastRow == row;
    }

    void putBits(int row, long value, int capacity) {
        if (row >= bits.length) {
            bits = Arrays.copyOf(bits, capacity);
        }
        bits[row] = value;
        markPresent(row, capacity);
    }

    void putText(int row, byte[] value, int capacity) {
        if (row >= texts.length) {
            texts = Arrays.copyOf(texts, capacity);
        }
        texts[row] = value;
        markPresent(row, capacity);
    }

    boolean holdsStrings() {
        return strings;
    }

    private void markPresent(int row, int capacity) {
        if (row >> 6 >= present.length) {
            present = Arrays.copyOf(present, (capacity + 63) >> 6);
        }
        present[row >> 6] |= 1L << row;
        lastRow = row;
    }

    void remove(int row) {
        present[row >> 6] &= ~(1L << row);
        lastRow = NEVER;
    }
}
