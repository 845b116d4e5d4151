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

package io.flinkbundle.benchmarks.rows;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;
import org.apache.flink.types.RowKind;

import java.util.Arrays;

/**
 * Changes by key to a table that holds the rows 0 to {@code tableRows} - 1 of {@link RowSlots}: one
 * in twenty deletes, the others write the values of another slot. Keys are drawn at random, one in
 * eleven from behind the table, so that some changes insert and some meet a key a second time.
 *
 * @param tableRows at most a billion
 */
@Internal
public record KeyedChanges(long seed, long tableRows) implements GeneratedRows {

    /** The key of the first change, which is always an update. */
    public static final long FIRST_KEY = 7;

    private static final int DELETE_ONE_IN = 20;
    private static final int NEVER_CHANGED = -1;

    public KeyedChanges {
        if (tableRows <= FIRST_KEY || tableRows > 1_000_000_000) {
            throw new IllegalArgumentException(
                    "A table to change has 8 to a billion rows, not " + tableRows);
        }
    }

    /** Keys are below this. */
    public int keys() {
        return Math.toIntExact(tableRows + tableRows / 10);
    }

    public long key(long number) {
        return number == 0 ? FIRST_KEY : Long.remainderUnsigned(mix(seed + 2 * number), keys());
    }

    public boolean deletes(long number) {
        return number != 0
                && Long.remainderUnsigned(mix(seed + 2 * number + 1), DELETE_ONE_IN) == 0;
    }

    /** The slot whose values a change writes; not the one that the table begins with. */
    public static int slot(long number) {
        return RowSlots.slotOf(31 * number + 17);
    }

    /** Spreads the bits of a number, as the output function of SplitMix64 does. */
    static long mix(long number) {
        long z = number * 0x9E3779B97F4A7C15L;
        z = (z ^ (z >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }

    @Override
    public RowType rowType() {
        return BenchmarkSchema.ROW_TYPE;
    }

    @Override
    public Maker maker() {
        RowSlots slots = new RowSlots(seed);
        return number -> row(slots, number);
    }

    private RowData row(RowSlots slots, long number) {
        GenericRowData row = slots.row(key(number), slot(number));
        row.setRowKind(deletes(number) ? RowKind.DELETE : RowKind.UPDATE_AFTER);
        return row;
    }

    /** Digests the changes themselves; see {@link #tableAfter} for what they make of a table. */
    @Override
    public void digest(RowData row, RowDigest digest) {
        digest.add(row, 0);
    }

    @Override
    public RowDigest expectedDigest(long rows) {
        RowSlots slots = new RowSlots(seed);
        RowDigest digest = new RowDigest();
        for (long number = 0; number < rows; number++) {
            slots.digest(key(number), slot(number), digest);
        }
        return digest;
    }

    /** The rows of the table once the changes 0 to {@code changes} - 1 are applied. */
    public RowDigest tableAfter(int changes) {
        int[] last = new int[keys()];
        Arrays.fill(last, NEVER_CHANGED);
        for (int number = 0; number < changes; number++) {
            last[(int) key(number)] = number;
        }
        RowSlots slots = new RowSlots(seed);
        RowDigest digest = new RowDigest();
        for (int key = 0; key < last.length; key++) {
            if (last[key] != NEVER_CHANGED) {
                if (!deletes(last[key])) {
                    slots.digest(key, slot(last[key]), digest);
                }
            } else if (key < tableRows) {
                slots.digest(key, RowSlots.slotOf(key), digest);
            }
        }
        return digest;
    }
}
