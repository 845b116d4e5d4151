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

import io.flinkbundle.benchmarks.rows.RowSlots;
import io.flinkbundle.benchmarks.rows.SeriesRows;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.IntStream;

/** The rows of {@link SeriesRows} as JSON lines, put together from pieces that are made once. */
final class SeriesText {

    /** What the longest line takes. */
    static final int MAX_LINE = 256;

    private static final long MICROS_PER_SECOND = 1_000_000;
    private static final long NANOS_PER_MICRO = 1_000;
    private static final DateTimeFormatter SECONDS =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss");

    private final byte[][] quantities = new byte[RowSlots.COUNT][];
    private final byte[][] prices = new byte[RowSlots.COUNT][];
    private final byte[][] names = new byte[RowSlots.COUNT][];

    SeriesText() {
        RowSlots slots = new RowSlots(RowSlots.DEFAULT_SEED);
        for (int slot = 0; slot < RowSlots.COUNT; slot++) {
            quantities[slot] = ascii(Integer.toString(slots.quantity(slot)));
            prices[slot] = ascii(Double.toString(slots.price(slot)));
            names[slot] =
                    ascii('"' + new String(slots.name(slot), StandardCharsets.US_ASCII) + '"');
        }
    }

    /** The number of the first row that is not before a time. */
    static long firstFrom(long nanos) {
        long start = SeriesRows.eventMicros(0);
        long step = SeriesRows.eventMicros(1) - start;
        long micros = -Math.floorDiv(-nanos, NANOS_PER_MICRO);
        return Math.max(0, -Math.floorDiv(start - micros, step));
    }

    /** The time of a row as the server writes it. */
    static String time(long id) {
        long micros = SeriesRows.eventMicros(id);
        return second(micros / MICROS_PER_SECOND) + ".%06d".formatted(micros % MICROS_PER_SECOND);
    }

    private static String second(long second) {
        return SECONDS.format(LocalDateTime.ofEpochSecond(second, 0, ZoneOffset.UTC));
    }

    /**
     * What writes lines of some columns.
     *
     * @param selected the name and the alias of each
     */
    Line line(List<String[]> selected) {
        return new Line(selected);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** For one answer; not thread-safe. */
    final class Line {

        private final String[] columns;
        private final byte[][] keys;
        private final byte[] end = ascii("}\n");
        private long second = Long.MIN_VALUE;
        private byte[] secondText = new byte[0];

        private Line(List<String[]> selected) {
            columns = selected.stream().map(each -> each[0]).toArray(String[]::new);
            keys =
                    IntStream.range(0, columns.length)
                            .mapToObj(
                                    i ->
                                            ascii(
                                                    (i == 0 ? "{\"" : ",\"")
                                                            + selected.get(i)[1]
                                                            + "\":"))
                            .toArray(byte[][]::new);
        }

        /** Writes the line of a row, and returns the place behind it. */
        int write(long id, byte[] target, int start) {
            int slot = RowSlots.slotOf(id);
            int at = start;
            for (int i = 0; i < keys.length; i++) {
                at = copy(keys[i], target, at);
                at =
                        switch (columns[i]) {
                            case "id" -> digits(id, target, at);
                            case "quantity" -> copy(quantities[slot], target, at);
                            case "price" -> copy(prices[slot], target, at);
                            case "name" -> copy(names[slot], target, at);
                            default -> time(SeriesRows.eventMicros(id), target, at);
                        };
            }
            return copy(end, target, at);
        }

        private int time(long micros, byte[] target, int start) {
            long newSecond = micros / MICROS_PER_SECOND;
            if (newSecond != second) {
                second = newSecond;
                secondText = ascii('"' + second(newSecond) + '.');
            }
            int at = copy(secondText, target, start);
            int fraction = (int) (micros % MICROS_PER_SECOND);
            for (int place = at + 5; place >= at; place--) {
                target[place] = (byte) ('0' + fraction % 10);
                fraction /= 10;
            }
            target[at + 6] = '"';
            return at + 7;
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

        private static int copy(byte[] text, byte[] target, int at) {
            System.arraycopy(text, 0, target, at, text.length);
            return at + text.length;
        }
    }
}
