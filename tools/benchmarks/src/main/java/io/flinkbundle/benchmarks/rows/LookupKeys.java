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
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.logical.RowType;

/**
 * Rows in a random order, some of them more than once, of a table that holds the rows 0 to {@code
 * tableRows} - 1 of {@link RowSlots}: what a lookup by their identifiers has to find.
 */
@Internal
public record LookupKeys(long seed, long tableRows) implements GeneratedRows {

    /** The first key. */
    public static final long FIRST_KEY = KeyedChanges.FIRST_KEY;

    public LookupKeys {
        if (tableRows <= FIRST_KEY) {
            throw new IllegalArgumentException(
                    "A table to look up has 8 rows at least, not " + tableRows);
        }
    }

    public long key(long number) {
        return number == 0
                ? FIRST_KEY
                : Long.remainderUnsigned(KeyedChanges.mix(seed + number), tableRows);
    }

    @Override
    public RowType rowType() {
        return BenchmarkSchema.ROW_TYPE;
    }

    @Override
    public Maker maker() {
        RowSlots slots = new RowSlots(seed);
        return number -> slots.row(key(number));
    }

    @Override
    public void digest(RowData row, RowDigest digest) {
        digest.add(row, 0);
    }

    @Override
    public RowDigest expectedDigest(long rows) {
        RowSlots slots = new RowSlots(seed);
        RowDigest digest = new RowDigest();
        for (long number = 0; number < rows; number++) {
            long key = key(number);
            slots.digest(key, RowSlots.slotOf(key), digest);
        }
        return digest;
    }
}
