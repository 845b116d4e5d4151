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
import java.util.Arrays;

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
        Cursor cursor = new Cursor(lines, length);
        while (!cursor.isAtEnd()) {
            add(cursor, digest);
        }
    }

    /** Clients order the fields as they like. */
    private void add(Cursor cursor, RowDigest digest) throws IOException {
        cursor.skip(BEGIN);
        byte[] name = cursor.until(' ', ' ');
        long id = -1;
        int quantity = -1;
        String price = "";
        do {
            String field = text(cursor.until('=', '='));
            String value = text(cursor.until(',', ' '));
            switch (field) {
                case "id" -> id = Long.parseLong(integer(value));
                case "quantity" -> quantity = Integer.parseInt(integer(value));
                case "price" -> price = value;
                default -> throw new IOException("A line has a field '" + field + "'");
            }
        } while (cursor.last() == ',');
        long time = Long.parseLong(text(cursor.until('\n', '\n')));
        digest.add(id, quantity, price(id, price), name, time);
    }

    private static String integer(String value) throws IOException {
        if (!value.endsWith("i")) {
            throw new IOException("A line has the value '" + value + "', which is no integer");
        }
        return value.substring(0, value.length() - 1);
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
        return new String(ascii, StandardCharsets.US_ASCII);
    }

    /** Walks through lines, and fails where they are not what was expected. */
    private static final class Cursor {

        private final byte[] bytes;
        private final int end;
        private int at;

        private Cursor(byte[] bytes, int end) {
            this.bytes = bytes;
            this.end = end;
        }

        boolean isAtEnd() {
            return at == end;
        }

        /** What was skipped last. */
        byte last() {
            return bytes[at - 1];
        }

        void skip(byte[] expected) throws IOException {
            for (byte each : expected) {
                if (at == end || bytes[at++] != each) {
                    throw new IOException(
                            "Expected '%s' before byte %d of the lines, found something else"
                                    .formatted(text(expected), at));
                }
            }
        }

        /** What comes before either of two characters, which is skipped. */
        byte[] until(char one, char other) throws IOException {
            int start = at;
            while (at < end && bytes[at] != one && bytes[at] != other) {
                at++;
            }
            if (at == end) {
                throw new IOException("The lines end before a '" + other + "'");
            }
            return Arrays.copyOfRange(bytes, start, at++);
        }
    }
}
