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

package io.flinkbundle.chaos.verdict;

import io.flinkbundle.chaos.load.NumberedRows;

import org.apache.flink.annotation.Internal;

import java.util.Arrays;
import java.util.BitSet;

/** Compares what has arrived, row by row, with what was sent. Not thread-safe. */
@Internal
public final class Verdict {

    private final BitSet seen = new BitSet();
    private final long[] lastOfKey = new long[NumberedRows.KEYS];
    private long repeated;
    private long wrong;
    private long reordered;

    public Verdict() {
        Arrays.fill(lastOfKey, -1);
    }

    /** A row as it was found, in the order of the target if it has one. */
    public void add(long number, int key, long count) {
        if (number < 0 || key != NumberedRows.key(number) || count != NumberedRows.count(number)) {
            wrong++;
            return;
        }
        if (seen.get((int) number)) {
            repeated++;
            return;
        }
        seen.set((int) number);
        if (number < lastOfKey[key]) {
            reordered++;
        }
        lastOfKey[key] = number;
    }

    /** How many of the rows sent were not found. */
    public long lost(long sent) {
        return sent - seen.get(0, (int) sent).cardinality();
    }

    /** How many different rows were found. */
    public long distinct() {
        return seen.cardinality();
    }

    /** Rows that were found once more. */
    public long repeated() {
        return repeated;
    }

    /** Rows whose key or count is not what it must be: the state has lost or repeated some. */
    public long wrong() {
        return wrong;
    }

    /** Rows that came behind a later one of their key, when they came for the first time. */
    public long reordered() {
        return reordered;
    }
}
