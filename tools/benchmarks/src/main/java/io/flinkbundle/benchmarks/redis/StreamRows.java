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

package io.flinkbundle.benchmarks.redis;

import io.flinkbundle.benchmarks.rows.BenchmarkSchema;
import io.flinkbundle.benchmarks.rows.RowDigest;
import io.flinkbundle.benchmarks.rows.RowSlots;

import org.apache.flink.annotation.Internal;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The rows as entries of a stream: a field for each column, the value as text.
 *
 * <p>All texts but the identifier's are made beforehand, so that a raw loop spends its time on
 * Redis and not on formatting numbers.
 */
@Internal
final class StreamRows {

    static final byte[] NEW_ID = bytes("*");

    private static final byte[][] FIELDS =
            BenchmarkSchema.COLUMNS.stream().map(StreamRows::bytes).toArray(byte[][]::new);

    private final RowSlots slots;
    private final byte[][] quantities = new byte[RowSlots.COUNT][];
    private final byte[][] prices = new byte[RowSlots.COUNT][];
    private final byte[][] eventTimes = new byte[RowSlots.COUNT][];

    StreamRows(RowSlots slots) {
        this.slots = slots;
        for (int slot = 0; slot < RowSlots.COUNT; slot++) {
            quantities[slot] = bytes(Integer.toString(slots.quantity(slot)));
            prices[slot] = bytes(Double.toString(slots.price(slot)));
            eventTimes[slot] = bytes(timestampText(slots.eventMicros(slot)));
        }
    }

    /** The arguments of {@code XADD key * field value …} for row {@code id}. */
    byte[][] xaddArguments(byte[] key, long id) {
        int slot = RowSlots.slotOf(id);
        return new byte[][] {
            key,
            NEW_ID,
            FIELDS[0],
            asciiDecimal(id),
            FIELDS[1],
            quantities[slot],
            FIELDS[2],
            prices[slot],
            FIELDS[3],
            slots.name(slot),
            FIELDS[4],
            eventTimes[slot]
        };
    }

    /** The arguments of {@code HSET key field value …} for row {@code id}. */
    byte[][] hsetArguments(byte[] key, long id) {
        byte[][] entry = xaddArguments(key, id);
        byte[][] hash = new byte[entry.length - 1][];
        hash[0] = key;
        System.arraycopy(entry, 2, hash, 1, hash.length - 1);
        return hash;
    }

    /** The arguments of {@code HMGET key field …}. */
    static byte[][] hmgetArguments(byte[] key) {
        byte[][] arguments = new byte[FIELDS.length + 1][];
        arguments[0] = key;
        System.arraycopy(FIELDS, 0, arguments, 1, FIELDS.length);
        return arguments;
    }

    /** Bytes of all values of the rows 0 to {@code rows} - 1. */
    long expectedValueBytes(long rows) {
        long bytes = 0;
        for (long id = 0; id < rows; id++) {
            int slot = RowSlots.slotOf(id);
            bytes +=
                    decimalLength(id)
                            + quantities[slot].length
                            + prices[slot].length
                            + slots.name(slot).length
                            + eventTimes[slot].length;
        }
        return bytes;
    }

    /** The text of a slot's timestamp. */
    String eventTime(int slot) {
        return text(eventTimes[slot]);
    }

    /**
     * Adds the row that an entry's flat list of names and values holds. A value that reads as it
     * was meant to be written needs no parsing; another one is parsed, since a number has many
     * texts.
     */
    void addTo(RowDigest digest, List<?> namesAndValues) {
        checkNames(namesAndValues);
        long id = Long.parseLong(text(value(namesAndValues, 0)));
        int slot = RowSlots.slotOf(id);
        byte[] quantity = value(namesAndValues, 1);
        byte[] price = value(namesAndValues, 2);
        byte[] eventTime = value(namesAndValues, 4);
        digest.add(
                id,
                Arrays.equals(quantity, quantities[slot])
                        ? slots.quantity(slot)
                        : Integer.parseInt(text(quantity)),
                Arrays.equals(price, prices[slot])
                        ? slots.price(slot)
                        : Double.parseDouble(text(price)),
                value(namesAndValues, 3),
                Arrays.equals(eventTime, eventTimes[slot])
                        ? slots.eventMicros(slot)
                        : parseTimestamp(text(eventTime)));
    }

    /** Adds the row whose values, in the order of the columns, a hash holds. */
    void addValuesTo(RowDigest digest, List<?> values) {
        List<Object> namesAndValues = new ArrayList<>(2 * FIELDS.length);
        for (int column = 0; column < FIELDS.length; column++) {
            namesAndValues.add(FIELDS[column]);
            namesAndValues.add(values.get(column));
        }
        addTo(digest, namesAndValues);
    }

    private static void checkNames(List<?> namesAndValues) {
        for (int column = 0; column < FIELDS.length; column++) {
            if (namesAndValues.size() != 2 * FIELDS.length
                    || !Arrays.equals((byte[]) namesAndValues.get(2 * column), FIELDS[column])) {
                throw new IllegalStateException(
                        "An entry has %d names and values, or not the fields %s in this order"
                                .formatted(namesAndValues.size(), BenchmarkSchema.COLUMNS));
            }
        }
    }

    private static byte[] value(List<?> namesAndValues, int column) {
        return (byte[]) namesAndValues.get(2 * column + 1);
    }

    static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    private static String timestampText(long epochMicros) {
        return dateTime(epochMicros).toString().replace('T', ' ');
    }

    private static LocalDateTime dateTime(long epochMicros) {
        return LocalDateTime.ofEpochSecond(
                Math.floorDiv(epochMicros, 1_000_000L),
                (int) Math.floorMod(epochMicros, 1_000_000L) * 1_000,
                ZoneOffset.UTC);
    }

    private static long parseTimestamp(String text) {
        LocalDateTime time = LocalDateTime.parse(text.replace(' ', 'T'));
        return time.toEpochSecond(ZoneOffset.UTC) * 1_000_000L + time.getNano() / 1_000;
    }

    private static byte[] asciiDecimal(long value) {
        byte[] digits = new byte[decimalLength(value)];
        long rest = value;
        for (int i = digits.length - 1; i >= 0; i--) {
            digits[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return digits;
    }

    private static int decimalLength(long value) {
        int length = 1;
        for (long bound = 10; value >= bound; bound *= 10) {
            length++;
        }
        return length;
    }
}
