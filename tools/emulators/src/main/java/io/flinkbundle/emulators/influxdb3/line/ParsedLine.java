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

package io.flinkbundle.emulators.influxdb3.line;

import io.flinkbundle.emulators.influxdb3.schema.ColumnType;

import org.apache.flink.annotation.Internal;

import java.util.Arrays;

/**
 * What {@link LineParser} found in a line: places in its bytes, and values. It is used for one line
 * after the other, and tags and fields are asked for by their number in the line.
 */
@Internal
public final class ParsedLine {

    private static final int INITIAL_CAPACITY = 16;

    byte[] bytes = new byte[0];

    int measurementStart;
    int measurementEnd;
    boolean measurementEscaped;

    int tagsStart;
    int tagsEnd;
    int tagCount;
    int[] tagKeyStart = new int[INITIAL_CAPACITY];
    int[] tagKeyEnd = new int[INITIAL_CAPACITY];
    int[] tagValueEnd = new int[INITIAL_CAPACITY];

    int fieldCount;
    int[] fieldKeyStart = new int[INITIAL_CAPACITY];
    int[] fieldKeyEnd = new int[INITIAL_CAPACITY];
    ColumnType[] fieldTypes = new ColumnType[INITIAL_CAPACITY];
    long[] fieldBits = new long[INITIAL_CAPACITY];
    int[] stringStart = new int[INITIAL_CAPACITY];
    int[] stringEnd = new int[INITIAL_CAPACITY];
    boolean[] stringEscaped = new boolean[INITIAL_CAPACITY];

    boolean hasTimestamp;
    long timestamp;

    void clear(byte[] of) {
        bytes = of;
        tagCount = 0;
        fieldCount = 0;
        hasTimestamp = false;
    }

    int nextTag() {
        if (tagCount == tagKeyStart.length) {
            int capacity = tagCount * 2;
            tagKeyStart = Arrays.copyOf(tagKeyStart, capacity);
            tagKeyEnd = Arrays.copyOf(tagKeyEnd, capacity);
            tagValueEnd = Arrays.copyOf(tagValueEnd, capacity);
        }
        return tagCount++;
    }

    int nextField() {
        if (fieldCount == fieldKeyStart.length) {
            int capacity = fieldCount * 2;
            fieldKeyStart = Arrays.copyOf(fieldKeyStart, capacity);
            fieldKeyEnd = Arrays.copyOf(fieldKeyEnd, capacity);
            fieldTypes = Arrays.copyOf(fieldTypes, capacity);
            fieldBits = Arrays.copyOf(fieldBits, capacity);
            stringStart = Arrays.copyOf(stringStart, capacity);
            stringEnd = Arrays.copyOf(stringEnd, capacity);
            stringEscaped = Arrays.copyOf(stringEscaped, capacity);
        }
        return fieldCount++;
    }

    public byte[] bytes() {
        return bytes;
    }

    /** Where the measurement begins, with its escapes. */
    public int measurementStart() {
        return measurementStart;
    }

    public int measurementEnd() {
        return measurementEnd;
    }

    public String measurement() {
        return text(measurementStart, measurementEnd, measurementEscaped, Text.MEASUREMENT_ESCAPES);
    }

    /**
     * Where the tags begin, all of them and with their escapes; two lines with the same bytes there
     * have the same tags.
     */
    public int tagsStart() {
        return tagsStart;
    }

    public int tagsEnd() {
        return tagsEnd;
    }

    public int tagCount() {
        return tagCount;
    }

    public String tagKey(int tag) {
        return key(tagKeyStart[tag], tagKeyEnd[tag]);
    }

    public String tagValue(int tag) {
        return key(tagKeyEnd[tag] + 1, tagValueEnd[tag]);
    }

    public int fieldCount() {
        return fieldCount;
    }

    public int fieldKeyStart(int field) {
        return fieldKeyStart[field];
    }

    public int fieldKeyEnd(int field) {
        return fieldKeyEnd[field];
    }

    public String fieldKey(int field) {
        return key(fieldKeyStart[field], fieldKeyEnd[field]);
    }

    public ColumnType fieldType(int field) {
        return fieldTypes[field];
    }

    /** The value of a field that is no string: a number, the bits of a double, or 1 for true. */
    public long fieldBits(int field) {
        return fieldBits[field];
    }

    /** The UTF-8 bytes of a string field. */
    public byte[] fieldString(int field) {
        return stringEscaped[field]
                ? Text.unescape(bytes, stringStart[field], stringEnd[field], Text.STRING_ESCAPES)
                : Arrays.copyOfRange(bytes, stringStart[field], stringEnd[field]);
    }

    public boolean hasTimestamp() {
        return hasTimestamp;
    }

    public long timestamp() {
        return timestamp;
    }

    private String key(int start, int end) {
        boolean escaped = false;
        for (int i = start; i < end; i++) {
            escaped |= bytes[i] == '\\';
        }
        return text(start, end, escaped, Text.KEY_ESCAPES);
    }

    private String text(int start, int end, boolean escaped, String escapes) {
        if (!escaped) {
            return Text.string(bytes, start, end);
        }
        byte[] text = Text.unescape(bytes, start, end, escapes);
        return Text.string(text, 0, text.length);
    }
}
