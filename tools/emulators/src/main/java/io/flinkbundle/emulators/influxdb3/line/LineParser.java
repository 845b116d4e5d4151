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

import java.util.Locale;

/**
 * Parses a line of line protocol as strictly as InfluxDB 3 Core does, with its words for what is
 * wrong.
 *
 * <p>Among what it refuses or reads in its own way: a comma is part of a key and an equals sign
 * part of the value of a tag; a name whose text ends in a backslash is refused, however it is
 * escaped; what cannot be read as a value ends the fields, so that the error speaks of missing
 * fields or of trailing content; {@code +1}, {@code .5}, {@code 1.} and {@code NaN} are no numbers;
 * a space behind the last field needs a timestamp.
 *
 * @see <a href="https://docs.influxdata.com/influxdb3/core/reference/line-protocol/">Line protocol
 *     reference</a>
 */
@Internal
public final class LineParser {

    private static final int MAX_TEXT_BYTES = 1 << 20;
    private static final int MAX_SHOWN_CHARS = 10;

    private static final int MEASUREMENT = 1;
    private static final int KEY = 2;
    private static final int TAG_VALUE = 4;

    private final byte[] stops = new byte[256];
    private final NumberParser numbers = new NumberParser();

    private byte[] bytes = new byte[0];
    private int end;
    private int at;
    private boolean escaped;

    public LineParser() {
        for (char space : new char[] {' ', '\t', '\n'}) {
            stops[space] = MEASUREMENT | KEY | TAG_VALUE;
        }
        stops['\0'] = MEASUREMENT;
        stops[','] = MEASUREMENT | TAG_VALUE;
        stops['='] = KEY;
    }

    /**
     * Parses the line between two places, which starts with neither space nor comment.
     *
     * @throws LineProtocolException when the server would refuse it whatever the table looks like
     */
    public void parse(byte[] input, int from, int to, ParsedLine line)
            throws LineProtocolException {
        bytes = input;
        at = from;
        end = to;
        line.clear(input);
        parseMeasurement(line);
        parseTags(line);
        parseFields(line);
        parseTimestamp(line);
        if (at < end) {
            throw new LineProtocolException(
                    "Could not parse entire line. Found trailing content: `" + shown(at) + "`");
        }
    }

    private void parseMeasurement(ParsedLine line) throws LineProtocolException {
        line.measurementStart = at;
        if (!scanText(MEASUREMENT, Text.MEASUREMENT_ESCAPES)) {
            throw new LineProtocolException("Invalid measurement was provided");
        }
        line.measurementEnd = at;
        line.measurementEscaped = escaped;
    }

    private void parseTags(ParsedLine line) throws LineProtocolException {
        line.tagsStart = at;
        line.tagsEnd = at;
        if (at == end || bytes[at] != ',') {
            return;
        }
        line.tagsStart = at + 1;
        while (at < end && bytes[at] == ',') {
            at++;
            int tag = line.nextTag();
            line.tagKeyStart[tag] = at;
            if (!scanText(KEY, Text.KEY_ESCAPES)) {
                throw new LineProtocolException("Expected tag key, got " + quoted(at));
            }
            line.tagKeyEnd[tag] = at;
            if (at == end || bytes[at] != '=') {
                throw new LineProtocolException(
                        "Tag set malformed: could not find equals sign in `"
                                + shown(line.tagsStart)
                                + "`");
            }
            at++;
            if (!scanText(TAG_VALUE, Text.KEY_ESCAPES)) {
                throw new LineProtocolException("Expected tag value, got " + quoted(at));
            }
            line.tagValueEnd[tag] = at;
        }
        line.tagsEnd = at;
    }

    private void parseFields(ParsedLine line) throws LineProtocolException {
        if (!skipSpaces()) {
            throw new LineProtocolException(
                    "Expected at least one space character, got "
                            + (at == end
                                    ? "end of input"
                                    : "`" + Text.string(bytes, at, end) + "`"));
        }
        if (!parseField(line)) {
            throw new LineProtocolException("No fields were provided");
        }
        while (at < end && bytes[at] == ',') {
            int comma = at++;
            if (!parseField(line)) {
                at = comma;
                return;
            }
        }
    }

    private boolean parseField(ParsedLine line) throws LineProtocolException {
        int keyStart = at;
        if (!scanText(KEY, Text.KEY_ESCAPES) || at == end || bytes[at] != '=') {
            return false;
        }
        int keyEnd = at++;
        int field = line.nextField();
        line.fieldKeyStart[field] = keyStart;
        line.fieldKeyEnd[field] = keyEnd;
        if (at < end && parseValue(line, field)) {
            return true;
        }
        line.fieldCount--;
        return false;
    }

    private boolean parseValue(ParsedLine line, int field) throws LineProtocolException {
        byte first = bytes[at];
        if (first == '"') {
            return parseString(line, field);
        } else if (first == '-' || first >= '0' && first <= '9') {
            if (!numbers.parse(bytes, at, end)) {
                return false;
            }
            at = numbers.end();
            line.fieldTypes[field] = numbers.type();
            line.fieldBits[field] = numbers.bits();
            return true;
        }
        return parseBoolean(line, field);
    }

    private boolean parseString(ParsedLine line, int field) throws LineProtocolException {
        int start = at + 1;
        int close = start;
        int escapes = 0;
        boolean backslash = false;
        while (close < end && bytes[close] != '"') {
            if (bytes[close] == '\\') {
                backslash = true;
                if (close + 1 < end && Text.STRING_ESCAPES.indexOf(bytes[close + 1]) >= 0) {
                    escapes++;
                    close++;
                }
            }
            close++;
        }
        if (close >= end) {
            return false;
        }
        if (close - start - escapes > MAX_TEXT_BYTES) {
            throw tooLarge();
        }
        line.fieldTypes[field] = ColumnType.STRING;
        line.stringStart[field] = start;
        line.stringEnd[field] = close;
        line.stringEscaped[field] = backslash;
        at = close + 1;
        return true;
    }

    private boolean parseBoolean(ParsedLine line, int field) {
        boolean value = bytes[at] == 't' || bytes[at] == 'T';
        if (!value && bytes[at] != 'f' && bytes[at] != 'F') {
            return false;
        }
        boolean capital = bytes[at] == 'T' || bytes[at] == 'F';
        String word = value ? "true" : "false";
        if (follows(1, word.substring(1))
                || capital && follows(1, word.substring(1).toUpperCase(Locale.ROOT))) {
            at += word.length();
        } else {
            at++;
        }
        line.fieldTypes[field] = ColumnType.BOOLEAN;
        line.fieldBits[field] = value ? 1 : 0;
        return true;
    }

    private boolean follows(int offset, String text) {
        if (end - at - offset < text.length()) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (bytes[at + offset + i] != text.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    private void parseTimestamp(ParsedLine line) throws LineProtocolException {
        int before = at;
        if (!skipSpaces()) {
            return;
        }
        if (at == end || !numbers.parseTimestamp(bytes, at, end)) {
            at = before;
            return;
        }
        at = numbers.end();
        line.hasTimestamp = true;
        line.timestamp = numbers.bits();
        skipSpaces();
    }

    private boolean skipSpaces() {
        int before = at;
        while (at < end && bytes[at] == ' ') {
            at++;
        }
        return at > before;
    }

    /** Goes to the end of a name or a value, and says whether there is any. */
    private boolean scanText(int kind, String escapes) throws LineProtocolException {
        int start = at;
        int backslashes = 0;
        boolean endsWithBackslash = false;
        while (at < end) {
            byte c = bytes[at];
            if (c == '\\') {
                if (at + 1 == end) {
                    at++;
                    endsWithBackslash = true;
                    break;
                }
                byte next = bytes[at + 1];
                endsWithBackslash = next == '\\';
                backslashes += escapes.indexOf(next) >= 0 ? 1 : 0;
                at += 2;
                continue;
            }
            if ((stops[c & 0xFF] & kind) != 0) {
                break;
            }
            endsWithBackslash = false;
            at++;
        }
        escaped = backslashes > 0;
        if (endsWithBackslash) {
            throw new LineProtocolException(
                    "Measurements, tag keys and values, and field keys may not end with a"
                            + " backslash");
        }
        if (at - start - backslashes > MAX_TEXT_BYTES) {
            throw tooLarge();
        }
        return at > start;
    }

    private static LineProtocolException tooLarge() {
        return new LineProtocolException("String is greater than 1MB");
    }

    private String quoted(int from) {
        return from == end ? "end of input" : "`" + shown(from) + "`";
    }

    /** The beginning of what is left, as errors show it. */
    private String shown(int from) {
        if (end - from <= MAX_SHOWN_CHARS) {
            return Text.string(bytes, from, end);
        }
        String rest = Text.string(bytes, from, Math.min(end, from + MAX_SHOWN_CHARS * 4));
        int chars = rest.offsetByCodePoints(0, Math.min(MAX_SHOWN_CHARS, codePoints(rest)));
        return rest.substring(0, chars) + "...";
    }

    private static int codePoints(String text) {
        return text.codePointCount(0, text.length());
    }
}
