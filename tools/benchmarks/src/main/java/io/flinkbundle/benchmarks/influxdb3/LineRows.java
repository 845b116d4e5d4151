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

package io.flinkbundle.benchmarks.influxdb3;

import io.flinkbundle.benchmarks.rows.RowDigest;
import io.flinkbundle.benchmarks.rows.RowSlots;

import org.apache.flink.annotation.Internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * The rows as points in line protocol: the name is a tag, the event time in microseconds the time,
 * the other columns are fields.
 *
 * <p>All texts but the identifier's are made beforehand, so that a raw loop spends its time on
 * copying and compressing lines, not on formatting numbers.
 */
@Internal
final class LineRows {

    static final String TABLE = "bench";

    /** What the longest line takes. */
    private static final int MAX_LINE = 160;

    private static final byte[] BEGIN = ascii(TABLE + ",name=");
    private static final byte[] ID = ascii(" id=");
    private static final byte[] QUANTITY = ascii("i,quantity=");
    private static final byte[] PRICE = ascii("i,price=");

    private final RowSlots slots;
    private final String[] prices = new String[RowSlots.COUNT];
    private final byte[][] heads = new byte[RowSlots.COUNT][];
    private final byte[][] tails = new byte[RowSlots.COUNT][];

    LineRows(RowSlots slots) {
        this.slots = slots;
        for (int slot = 0; slot < RowSlots.COUNT; slot++) {
            prices[slot] = Double.toString(slots.price(slot));
            heads[slot] =
                    ascii(
                            text(BEGIN)
                                    + new String(slots.name(slot), StandardCharsets.US_ASCII)
                                    + text(ID));
            tails[slot] =
                    ascii(
                            text(QUANTITY)
                                    + slots.quantity(slot)
                                    + text(PRICE)
                                    + prices[slot]
                                    + ' '
                                    + slots.eventMicros(slot)
                                    + '\n');
        }
    }

    /** A size that the lines of this many rows do not exceed. */
    static int capacity(int rows) {
        return rows * MAX_LINE;
    }

    /** Writes the line of row {@code id}, and returns the place behind it. */
    int write(long id, byte[] target, int at) {
        int slot = RowSlots.slotOf(id);
        int next = copy(heads[slot], target, at);
        next = digits(id, target, next);
        return copy(tails[slot], target, next);
    }

    private static int copy(byte[] text, byte[] target, int at) {
        System.arraycopy(text, 0, target, at, text.length);
        return at + text.length;
    }

    private static int digits(long number, byte[] target, int at) {
        int end = at + 1;
        for (long bound = 10; number >= bound; bound *= 10) {
            end++;
        }
        long rest = number;
        for (int place = end - 1; place >= at; place--) {
            target[place] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return end;
    }

    /** Adds the rows of whole lines, whoever has written them, to a digest. */
    void addTo(RowDigest digest, byte[] lines) throws IOException {
        addTo(digest, lines, lines.length);
    }

    /** As {@link #addTo(RowDigest, byte[])}, with the first {@code length} bytes only. */
    void addTo(RowDigest digest, byte[] lines, int length) throws IOException {
        LineCursor cursor = new LineCursor(lines, length);
        while (!cursor.isAtEnd()) {
            add(cursor, digest);
        }
    }

    /** Clients order the fields as they like. */
    private void add(LineCursor cursor, RowDigest digest) throws IOException {
        cursor.skip(BEGIN);
        byte[] name = cursor.until(' ', ' ');
        long id = -1;
        int quantity = -1;
        String price = "";
        do {
            String field = cursor.textUntil('=', '=');
            String value = cursor.textUntil(',', ' ');
            switch (field) {
                case "id" -> id = Long.parseLong(LineCursor.integer(value));
                case "quantity" -> quantity = Integer.parseInt(LineCursor.integer(value));
                case "price" -> price = value;
                default -> throw new IOException("A line has a field '" + field + "'");
            }
        } while (cursor.last() == ',');
        long time = Long.parseLong(cursor.textUntil('\n', '\n'));
        digest.add(id, quantity, price(id, price), name, time);
    }

    /** A price that reads as it was meant to be written needs no parsing. */
    private double price(long id, String text) {
        int slot = RowSlots.slotOf(id);
        return text.equals(prices[slot]) ? slots.price(slot) : Double.parseDouble(text);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String text(byte[] ascii) {
        return LineCursor.text(ascii);
    }
}
