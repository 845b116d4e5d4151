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

import org.apache.flink.annotation.Internal;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Numbers the series of a batch by the bytes of their tags as they stand in the lines, so that the
 * tags of a series are taken apart once. A series that is written in two ways has two numbers here.
 */
@Internal
final class SeriesDictionary {

    private static final int INITIAL_SLOTS = 64;

    private final byte[] bytes;
    private final List<Series> series = new ArrayList<>();

    private int[] starts = new int[INITIAL_SLOTS / 2];
    private int[] ends = new int[INITIAL_SLOTS / 2];
    private int[] hashes = new int[INITIAL_SLOTS / 2];
    private int[] slots = new int[INITIAL_SLOTS];

    SeriesDictionary(byte[] bytes) {
        this.bytes = bytes;
    }

    List<Series> series() {
        return series;
    }

    /** The number of the series with these bytes, or -1. */
    int find(int start, int end) {
        int hash = hash(start, end);
        int mask = slots.length - 1;
        for (int slot = hash & mask; slots[slot] != 0; slot = slot + 1 & mask) {
            int number = slots[slot] - 1;
            if (hashes[number] == hash
                    && Arrays.equals(bytes, starts[number], ends[number], bytes, start, end)) {
                return number;
            }
        }
        return -1;
    }

    int add(int start, int end, Series tags) {
        int number = series.size();
        if (number == starts.length) {
            grow();
        }
        starts[number] = start;
        ends[number] = end;
        hashes[number] = hash(start, end);
        series.add(tags);
        place(number);
        return number;
    }

    private void grow() {
        int capacity = starts.length * 2;
        starts = Arrays.copyOf(starts, capacity);
        ends = Arrays.copyOf(ends, capacity);
        hashes = Arrays.copyOf(hashes, capacity);
        slots = new int[capacity * 2];
        for (int number = 0; number < series.size(); number++) {
            place(number);
        }
    }

    private void place(int number) {
        int mask = slots.length - 1;
        int slot = hashes[number] & mask;
        while (slots[slot] != 0) {
            slot = slot + 1 & mask;
        }
        slots[slot] = number + 1;
    }

    private int hash(int start, int end) {
        int hash = 1;
        for (int i = start; i < end; i++) {
            hash = 31 * hash + bytes[i];
        }
        return hash ^ hash >>> 16;
    }
}
