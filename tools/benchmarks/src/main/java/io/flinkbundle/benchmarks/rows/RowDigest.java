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
import org.apache.flink.core.memory.MemorySegment;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;
import org.apache.flink.table.data.binary.BinaryStringData;

import java.io.Serializable;

/**
 * Counts rows and sums a hash of each, whatever their order: a lost, repeated or altered row
 * changes it.
 *
 * <p>The hash mixes all five columns, so values that moved to another row are noticed too. It costs
 * some ten nanoseconds a row, because it runs inside the clock where rows are read. Not
 * thread-safe.
 */
@Internal
public final class RowDigest implements Serializable {

    private static final long serialVersionUID = 1L;

    private long rows;
    private long sum;

    public void add(long id, int quantity, double price, byte[] asciiName, long eventMicros) {
        add(id, quantity, price, hash(asciiName), eventMicros);
    }

    public void add(RowData row) {
        add(row, 0);
    }

    /** Adds the columns of {@link BenchmarkSchema} that begin with field {@code first}. */
    void add(RowData row, int first) {
        TimestampData eventTime = row.getTimestamp(first + 4, BenchmarkSchema.EVENT_TIME_PRECISION);
        add(
                row.getLong(first),
                row.getInt(first + 1),
                row.getDouble(first + 2),
                hash(row.getString(first + 3)),
                eventTime.getMillisecond() * 1_000L + eventTime.getNanoOfMillisecond() / 1_000);
    }

    private void add(long id, int quantity, double price, int nameHash, long eventMicros) {
        long hash = id * 0x9E3779B97F4A7C15L;
        hash = (hash ^ quantity) * 0xBF58476D1CE4E5B9L;
        hash = (hash ^ Double.doubleToRawLongBits(price)) * 0x94D049BB133111EBL;
        hash = (hash ^ nameHash) * 0xD6E8FEB86659FD93L;
        hash = (hash ^ eventMicros) * 0xFF51AFD7ED558CCDL;
        sum += hash ^ (hash >>> 32);
        rows++;
    }

    /** Adds all rows of another digest. */
    public void add(RowDigest other) {
        sum += other.sum;
        rows += other.rows;
    }

    public long rows() {
        return rows;
    }

    /** The wrapped sum of the hashes of all rows. */
    public long sum() {
        return sum;
    }

    /** The same value as {@link String#hashCode()} of an ASCII text. */
    static int hash(byte[] ascii) {
        int hash = 0;
        for (byte character : ascii) {
            hash = 31 * hash + character;
        }
        return hash;
    }

    /** Takes the form that the text has already, so that checking converts nothing. */
    private static int hash(StringData text) {
        if (text instanceof BinaryStringData binary && binary.getJavaObject() == null) {
            MemorySegment[] segments = binary.getSegments();
            if (segments.length == 1) {
                return hash(segments[0], binary.getOffset(), binary.getSizeInBytes());
            }
        }
        return text.toString().hashCode();
    }

    private static int hash(MemorySegment segment, int offset, int length) {
        int hash = 0;
        for (int i = offset; i < offset + length; i++) {
            hash = 31 * hash + segment.get(i);
        }
        return hash;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof RowDigest that && rows == that.rows && sum == that.sum;
    }

    @Override
    public int hashCode() {
        return Long.hashCode(31 * rows + sum);
    }

    @Override
    public String toString() {
        return rows + " rows with checksum " + Long.toHexString(sum);
    }
}
