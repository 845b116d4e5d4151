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

package io.flinkbundle.connector.influxdb3.source.split;

import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.core.memory.DataInputView;
import org.apache.flink.core.memory.DataOutputView;

import java.io.IOException;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/**
 * Remembers points by 64 bits each, and forgets old ones. Two of a million points share these bits
 * with a chance of less than one in ten million. Not thread-safe.
 */
@PublicEvolving
public final class SeenPoints {

    private static final long BUCKET_NANOS = 1_000_000_000L;

    private final TreeMap<Long, LongSet> buckets = new TreeMap<>();

    // Neighbouring points are in the same bucket.
    private long lastBucket;
    private LongSet last = new LongSet(0);
    private boolean hasLast;

    /** Takes in a point, and returns whether it is new. */
    public boolean add(long time, long identity) {
        long bucket = Math.floorDiv(time, BUCKET_NANOS);
        if (!hasLast || bucket != lastBucket) {
            last = buckets.computeIfAbsent(bucket, none -> new LongSet(0));
            lastBucket = bucket;
            hasLast = true;
        }
        return last.add(mix(identity ^ mix(time)));
    }

    /** Forgets points from before a time, but for some of the last second before it. */
    public void forgetBefore(long time) {
        buckets.headMap(Math.floorDiv(time, BUCKET_NANOS)).clear();
        hasLast = false;
    }

    /** How many points it remembers. */
    public int size() {
        return buckets.values().stream().mapToInt(LongSet::size).sum();
    }

    public SeenPoints copy() {
        SeenPoints copy = new SeenPoints();
        buckets.forEach((bucket, points) -> copy.buckets.put(bucket, points.copy()));
        return copy;
    }

    void write(DataOutputView out) throws IOException {
        out.writeInt(buckets.size());
        for (Map.Entry<Long, LongSet> bucket : buckets.entrySet()) {
            long[] points = bucket.getValue().sorted();
            out.writeLong(bucket.getKey());
            out.writeInt(points.length);
            for (long point : points) {
                out.writeLong(point);
            }
        }
    }

    static SeenPoints read(DataInputView in) throws IOException {
        SeenPoints seen = new SeenPoints();
        int count = in.readInt();
        for (int i = 0; i < count; i++) {
            long bucket = in.readLong();
            int points = in.readInt();
            LongSet set = new LongSet(points);
            for (int j = 0; j < points; j++) {
                set.add(in.readLong());
            }
            seen.buckets.put(bucket, set);
        }
        return seen;
    }

    private static long mix(long value) {
        long z = (value ^ value >>> 32) * 0x9E3779B97F4A7C15L;
        z = (z ^ z >>> 29) * 0xBF58476D1CE4E5B9L;
        return z ^ z >>> 32;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SeenPoints that && buckets.equals(that.buckets);
    }

    @Override
    public int hashCode() {
        return buckets.hashCode();
    }

    @Override
    public String toString() {
        return size() + " points";
    }

    /** Numbers without boxes. Zero stands for a free place, and for itself in a flag. */
    private static final class LongSet {

        private static final int LEAST_PLACES = 16;

        private long[] places;
        private int used;
        private boolean hasZero;

        LongSet(int expected) {
            int wanted = Math.max(LEAST_PLACES, 2 * expected);
            places = new long[Integer.highestOneBit(wanted - 1) << 1];
        }

        boolean add(long value) {
            if (value == 0) {
                boolean isNew = !hasZero;
                hasZero = true;
                return isNew;
            }
            int mask = places.length - 1;
            int place = (int) value & mask;
            while (places[place] != 0) {
                if (places[place] == value) {
                    return false;
                }
                place = place + 1 & mask;
            }
            places[place] = value;
            used++;
            if (2 * used > places.length) {
                grow();
            }
            return true;
        }

        private void grow() {
            long[] before = places;
            places = new long[2 * before.length];
            used = 0;
            for (long value : before) {
                if (value != 0) {
                    add(value);
                }
            }
        }

        int size() {
            return used + (hasZero ? 1 : 0);
        }

        long[] sorted() {
            long[] values = Arrays.stream(places).filter(value -> value != 0).toArray();
            if (hasZero) {
                values = Arrays.copyOf(values, values.length + 1);
            }
            Arrays.sort(values);
            return values;
        }

        LongSet copy() {
            LongSet copy = new LongSet(0);
            copy.places = places.clone();
            copy.used = used;
            copy.hasZero = hasZero;
            return copy;
        }

        @Override
        public boolean equals(Object other) {
            return other instanceof LongSet that && Arrays.equals(sorted(), that.sorted());
        }

        @Override
        public int hashCode() {
            return Arrays.hashCode(sorted());
        }
    }
}
