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

package io.flinkbundle.connector.pubsub.source.reader;

import org.apache.flink.annotation.Internal;

/**
 * Finds where a message stands by its id: a hash table of positions in an array of ids, which makes
 * no objects for each message. Not thread-safe.
 */
@Internal
final class MessageIndex {

    /** Where nothing stands. */
    static final int NONE = -1;

    private static final int GOLDEN_RATIO = 0x9E3779B9;

    /** Positions and one, so that 0 is free; at most half full. */
    private final int[] table;

    private final int shift;
    private final String[] ids;

    /**
     * @param ids the ids at their positions, filled by the caller; its length is a power of two
     */
    MessageIndex(String[] ids) {
        this.ids = ids;
        this.table = new int[2 * ids.length];
        this.shift = Integer.numberOfLeadingZeros(table.length) + 1;
    }

    /** The position of an id, or {@link #NONE}. */
    int find(String id) {
        for (int i = homeOf(id); table[i] != 0; i = next(i)) {
            int position = table[i] - 1;
            if (ids[position].equals(id)) {
                return position;
            }
        }
        return NONE;
    }

    /** Adds the id at a position; it must not be in yet. */
    void add(int position) {
        int i = homeOf(ids[position]);
        while (table[i] != 0) {
            i = next(i);
        }
        table[i] = position + 1;
    }

    /** Removes the id at a position, which must still be there. */
    void remove(int position) {
        int hole = homeOf(ids[position]);
        while (table[hole] != position + 1) {
            hole = next(hole);
        }
        table[hole] = 0;
        // What was put behind the hole because of it moves up.
        for (int i = next(hole); table[i] != 0; i = next(i)) {
            int home = homeOf(ids[table[i] - 1]);
            if (distance(home, i) >= distance(hole, i)) {
                table[hole] = table[i];
                table[i] = 0;
                hole = i;
            }
        }
    }

    private int homeOf(String id) {
        return (id.hashCode() * GOLDEN_RATIO) >>> shift;
    }

    private int next(int i) {
        return (i + 1) & (table.length - 1);
    }

    private int distance(int from, int to) {
        return (to - from) & (table.length - 1);
    }
}
