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
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Random;

/**
 * The rows of every benchmark: row <i>n</i> is the identifier <i>n</i> and the values of slot <i>n
 * mod 65,536</i>.
 *
 * <p>Both sides of a comparison take their values from here by an array look-up, so that generating
 * costs next to nothing and the same on either side: a raw loop takes primitives and bytes, a Flink
 * job takes values that are boxed already. More distinct texts than a dictionary of half a DuckDB
 * row group holds keep compression from making the work unrealistically small.
 *
 * <p>Two instances of one seed hold equal values. Immutable, and safe for use by several threads.
 */
@Internal
public final class RowSlots {

    /** The seed that all benchmarks use. */
    public static final long DEFAULT_SEED = 20260101L;

    /** How many distinct combinations of values exist; a power of two. */
    public static final int COUNT = 1 << 16;

    private static final int MASK = COUNT - 1;
    private static final int NAME_LENGTH = 20;
    private static final String NAME_CHARACTERS = "abcdefghijklmnopqrstuvwxyz0123456789";
    private static final long FIRST_EVENT_MICROS =
            LocalDateTime.of(2026, 1, 1, 0, 0).toEpochSecond(ZoneOffset.UTC) * 1_000_000L;
    private static final long EVENT_SPAN_MICROS = 30L * 24 * 3600 * 1_000_000L;

    private final int[] quantities = new int[COUNT];
    private final double[] prices = new double[COUNT];
    private final byte[][] names = new byte[COUNT][];
    private final long[] eventMicros = new long[COUNT];
    private final Object[][] boxed = new Object[COUNT][];

    public RowSlots(long seed) {
        Random random = new Random(seed);
        for (int slot = 0; slot < COUNT; slot++) {
            quantities[slot] = random.nextInt(1_000_000);
            prices[slot] = random.nextInt(100_000) / 100.0;
            names[slot] = randomName(random);
            eventMicros[slot] =
                    FIRST_EVENT_MICROS + (long) (random.nextDouble() * EVENT_SPAN_MICROS);
            boxed[slot] =
                    new Object[] {
                        quantities[slot],
                        prices[slot],
                        StringData.fromBytes(names[slot]),
                        timestamp(eventMicros[slot])
                    };
        }
    }

    private static byte[] randomName(Random random) {
        StringBuilder name = new StringBuilder(NAME_LENGTH);
        for (int i = 0; i < NAME_LENGTH; i++) {
            name.append(NAME_CHARACTERS.charAt(random.nextInt(NAME_CHARACTERS.length())));
        }
        return name.toString().getBytes(StandardCharsets.US_ASCII);
    }

    /** The slot of row {@code id}, from 0 to {@link #COUNT} - 1. */
    public static int slotOf(long id) {
        return (int) id & MASK;
    }

    public int quantity(int slot) {
        return quantities[slot];
    }

    public double price(int slot) {
        return prices[slot];
    }

    /** Twenty ASCII characters; the array is shared and must not be changed. */
    public byte[] name(int slot) {
        return names[slot];
    }

    /** Microseconds since the epoch. */
    public long eventMicros(int slot) {
        return eventMicros[slot];
    }

    /** A new row for Flink; its values are shared between rows. */
    public GenericRowData row(long id) {
        return row(id, slotOf(id));
    }

    /** A new row for Flink with the values of any slot. */
    GenericRowData row(long id, int slot) {
        GenericRowData row = new GenericRowData(BenchmarkSchema.COLUMNS.size());
        fill(row, 0, id, slot);
        return row;
    }

    /** Sets the fields of row {@code id} in a wider row, from field {@code first} on. */
    void fill(GenericRowData row, int first, long id) {
        fill(row, first, id, slotOf(id));
    }

    private void fill(GenericRowData row, int first, long id, int slot) {
        Object[] values = boxed[slot];
        row.setField(first, id);
        for (int i = 0; i < values.length; i++) {
            row.setField(first + 1 + i, values[i]);
        }
    }

    /** What a run over the rows 0 to {@code rows} - 1 has to have seen, in any order. */
    public RowDigest expectedDigest(long rows) {
        return expectedDigest(0, rows);
    }

    /** The same for {@code rows} rows from {@code firstId} on. */
    RowDigest expectedDigest(long firstId, long rows) {
        RowDigest digest = new RowDigest();
        for (long id = firstId; id < firstId + rows; id++) {
            digest(id, slotOf(id), digest);
        }
        return digest;
    }

    void digest(long id, int slot, RowDigest digest) {
        digest.add(id, quantities[slot], prices[slot], names[slot], eventMicros[slot]);
    }

    /** A Flink timestamp from microseconds since the epoch. */
    public static TimestampData timestamp(long epochMicros) {
        return TimestampData.fromEpochMillis(
                Math.floorDiv(epochMicros, 1_000L),
                (int) Math.floorMod(epochMicros, 1_000L) * 1_000);
    }
}
