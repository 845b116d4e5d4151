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

package io.flinkbundle.connector.influxdb3.client;

import org.apache.flink.annotation.Internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/**
 * Points in line protocol, one a line, in one array that is used again and again. It remembers
 * where each line begins, so that a request can be split and a bad line be told apart.
 *
 * <p>Not thread-safe.
 */
@Internal
public final class LineBuffer implements PointWriter {

    private static final int INITIAL_BYTES = 1 << 16;
    private static final int INITIAL_LINES = 1 << 10;

    private static final int NO_POINT = 0;
    private static final int IN_TAGS = 1;
    private static final int IN_FIELDS = 2;

    private final TimePrecision precision;
    private final boolean escapesBackslashes;

    private byte[] bytes = new byte[INITIAL_BYTES];
    private int length;

    /** Where each line begins, and behind the last one where the next will. */
    private int[] starts = new int[INITIAL_LINES];

    private int lines;
    private int state = NO_POINT;
    private long skippedFields;

    /**
     * @param api whose parser reads the lines
     * @param precision of {@link #time(Instant)}
     */
    public LineBuffer(ApiVersion api, TimePrecision precision) {
        this.precision = precision;
        this.escapesBackslashes = api.escapesBackslashes();
    }

    /** The number of whole points. */
    public int lines() {
        return lines;
    }

    /** The size of the whole points in bytes. */
    public int size() {
        return starts[lines];
    }

    /** Fields that were left out because they were NaN or infinite, since {@link #clear()}. */
    public long skippedFields() {
        return skippedFields;
    }

    /**
     * The array that holds the lines; line <i>n</i> goes from {@link #start} of n to that of n+1.
     */
    byte[] array() {
        return bytes;
    }

    /** Where a line begins. */
    int start(int line) {
        return starts[line];
    }

    /** The size in bytes of the lines from one to before another. */
    public int sizeOf(int from, int to) {
        return starts[to] - starts[from];
    }

    /** A line without its line break. */
    public byte[] line(int line) {
        return Arrays.copyOfRange(bytes, starts[line], starts[line + 1] - 1);
    }

    /** Forgets all points. */
    public void clear() {
        length = 0;
        lines = 0;
        skippedFields = 0;
        state = NO_POINT;
    }

    /** Whether a point was begun that has no time yet. */
    public boolean isInPoint() {
        return state != NO_POINT;
    }

    /** Forgets the points behind the first ones, and one that has no time yet. */
    public void truncate(int firstLines) {
        lines = firstLines;
        length = starts[firstLines];
        state = NO_POINT;
    }

    @Override
    public LineBuffer measurement(PointKey name) {
        if (state != NO_POINT) {
            throw new IllegalStateException("The point before has no time yet.");
        }
        PointKey.Form form = name.form(escapesBackslashes);
        reserve(form.maxBytes());
        length = form.write(bytes, length);
        state = IN_TAGS;
        return this;
    }

    @Override
    public LineBuffer tag(PointKey name, String value) throws IOException {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        return tag(name, utf8, 0, utf8.length);
    }

    @Override
    public LineBuffer tag(PointKey name, byte[] utf8, int offset, int count) throws IOException {
        if (count == 0) {
            requireTags();
            return this;
        }
        beginTag(name, 2 * count);
        byte[] target = bytes;
        int plain = PlainText.copy(utf8, offset, count, target, length);
        int at = length + plain;
        for (int i = offset + plain; i < offset + count; i++) {
            byte each = utf8[i];
            if (each >= 0 && each <= '\\') {
                if (each < ' ') {
                    throw inexpressible(name, "a line break, a tab or another control character");
                }
                if (each == ' '
                        || each == ','
                        || each == '='
                        || (each == '\\' && escapesBackslashes)) {
                    target[at++] = '\\';
                }
            }
            target[at++] = each;
        }
        if (utf8[offset + count - 1] == '\\') {
            throw inexpressible(name, "a backslash at its end");
        }
        length = at;
        return this;
    }

    @Override
    public LineBuffer tag(PointKey name, long value) {
        beginTag(name, NumberText.MAX_BYTES);
        length = NumberText.write(value, bytes, length);
        return this;
    }

    @Override
    public LineBuffer field(PointKey name, long value) {
        beginField(name, NumberText.MAX_BYTES + 1);
        length = NumberText.write(value, bytes, length);
        bytes[length++] = 'i';
        return this;
    }

    @Override
    public LineBuffer unsignedField(PointKey name, long value) {
        beginField(name, NumberText.MAX_BYTES + 1);
        if (value >= 0) {
            length = NumberText.write(value, bytes, length);
        } else {
            appendAscii(Long.toUnsignedString(value));
        }
        bytes[length++] = 'u';
        return this;
    }

    @Override
    public LineBuffer field(PointKey name, double value) {
        if (Double.isNaN(value) || Double.isInfinite(value)) {
            skippedFields++;
            return this;
        }
        beginField(name, NumberText.MAX_BYTES);
        length = NumberText.write(value, bytes, length);
        return this;
    }

    @Override
    public LineBuffer field(PointKey name, float value) {
        if (Float.isNaN(value) || Float.isInfinite(value)) {
            skippedFields++;
            return this;
        }
        return decimalField(name, Float.toString(value));
    }

    @Override
    public LineBuffer decimalField(PointKey name, String digits) {
        beginField(name, digits.length());
        appendAscii(digits);
        return this;
    }

    @Override
    public LineBuffer field(PointKey name, boolean value) {
        beginField(name, 1);
        bytes[length++] = (byte) (value ? 't' : 'f');
        return this;
    }

    @Override
    public LineBuffer field(PointKey name, String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        return field(name, utf8, 0, utf8.length);
    }

    @Override
    public LineBuffer field(PointKey name, byte[] utf8, int offset, int count) {
        beginField(name, 2 * count + 2);
        byte[] target = bytes;
        int at = length;
        target[at++] = '"';
        for (int i = offset; i < offset + count; i++) {
            byte each = utf8[i];
            if (each == '"' || each == '\\') {
                target[at++] = '\\';
            }
            target[at++] = each;
        }
        target[at++] = '"';
        length = at;
        return this;
    }

    @Override
    public void time(Instant time) throws IOException {
        try {
            time(precision.of(time));
        } catch (ArithmeticException e) {
            throw new IOException(
                    "the time " + time + " is out of range for " + precision + " since 1970", e);
        }
    }

    @Override
    public void time(long value) throws IOException {
        if (state == NO_POINT) {
            throw new IllegalStateException("A point begins with its measurement.");
        }
        if (state == IN_TAGS) {
            throw new IOException(
                    "the point has no field that is neither NULL, NaN nor infinite, and a point"
                            + " needs one");
        }
        reserve(NumberText.MAX_BYTES + 2);
        bytes[length++] = ' ';
        length = NumberText.write(value, bytes, length);
        bytes[length++] = '\n';
        lines++;
        if (lines == starts.length) {
            starts = Arrays.copyOf(starts, 2 * lines);
        }
        starts[lines] = length;
        state = NO_POINT;
    }

    /**
     * @param valueBytes what the value takes at most
     */
    private void beginTag(PointKey name, int valueBytes) {
        requireTags();
        PointKey.Form form = name.form(escapesBackslashes);
        reserve(form.maxBytes() + valueBytes);
        length = form.writeAssigned(bytes, length);
    }

    private void requireTags() {
        if (state != IN_TAGS) {
            throw new IllegalStateException("Tags come between the measurement and the fields.");
        }
    }

    private void beginField(PointKey name, int valueBytes) {
        if (state == NO_POINT) {
            throw new IllegalStateException("A point begins with its measurement.");
        }
        PointKey.Form form = name.form(escapesBackslashes);
        reserve(form.maxBytes() + valueBytes);
        int at = length;
        length = form.writeAssigned(bytes, at);
        if (state == IN_TAGS) {
            bytes[at] = ' ';
            state = IN_FIELDS;
        }
    }

    private void appendAscii(String text) {
        byte[] ascii = text.getBytes(StandardCharsets.ISO_8859_1);
        System.arraycopy(ascii, 0, bytes, length, ascii.length);
        length += ascii.length;
    }

    private void reserve(int more) {
        if (bytes.length - length < more) {
            bytes = Arrays.copyOf(bytes, Math.max(2 * bytes.length, length + more));
        }
    }

    private static IOException inexpressible(PointKey name, String what) {
        return new IOException(
                "tag '" + name + "' holds " + what + ", which line protocol cannot express");
    }
}
