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

package io.flinkbundle.connector.redis.client;

import org.apache.flink.annotation.Internal;

import java.util.Arrays;

/** A list of entry ids that takes sixteen bytes for each. Not thread-safe. */
@Internal
public final class EntryIds {

    private long[] parts;
    private int size;

    public EntryIds() {
        this(new long[32], 0);
    }

    private EntryIds(long[] parts, int size) {
        this.parts = parts;
        this.size = size;
    }

    /** A list of these ids. */
    public static EntryIds of(StreamId... ids) {
        EntryIds list = new EntryIds();
        for (StreamId id : ids) {
            list.add(id.millis(), id.sequence());
        }
        return list;
    }

    public void add(long millis, long sequence) {
        if (2 * size == parts.length) {
            parts = Arrays.copyOf(parts, 2 * parts.length);
        }
        parts[2 * size] = millis;
        parts[2 * size + 1] = sequence;
        size++;
    }

    public int size() {
        return size;
    }

    public boolean isEmpty() {
        return size == 0;
    }

    public StreamId get(int index) {
        return new StreamId(millis(index), sequence(index));
    }

    public long millis(int index) {
        return parts[2 * index];
    }

    public long sequence(int index) {
        return parts[2 * index + 1];
    }

    public boolean contains(StreamId id) {
        for (int i = 0; i < size; i++) {
            if (millis(i) == id.millis() && sequence(i) == id.sequence()) {
                return true;
            }
        }
        return false;
    }

    /** Removes the first ids, and returns them. */
    public EntryIds takeFirst(int count) {
        EntryIds taken = new EntryIds(Arrays.copyOf(parts, Math.max(2, 2 * count)), count);
        System.arraycopy(parts, 2 * count, parts, 0, 2 * (size - count));
        size -= count;
        return taken;
    }

    public EntryIds copy() {
        return new EntryIds(Arrays.copyOf(parts, Math.max(2, 2 * size)), size);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof EntryIds that
                && Arrays.equals(parts, 0, 2 * size, that.parts, 0, 2 * that.size);
    }

    @Override
    public int hashCode() {
        int hash = size;
        for (int i = 0; i < 2 * size; i++) {
            hash = 31 * hash + Long.hashCode(parts[i]);
        }
        return hash;
    }

    @Override
    public String toString() {
        return size + " entry ids";
    }
}
