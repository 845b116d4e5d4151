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

package io.flinkbundle.connector.redis.client;

import org.apache.flink.annotation.Internal;
import org.apache.flink.annotation.PublicEvolving;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * An entry as the server sent it: an id, and pairs of field name and value in the order in which
 * the producer wrote them. A name may occur more than once.
 *
 * <p>Names and values are the arrays of the reply, not copies: they must not be changed, and they
 * may be kept.
 */
@PublicEvolving
public final class StreamEntry {

    /** The number of an entry that is not known. */
    static final long NOT_COUNTED = -1;

    private final String stream;
    private final long millis;
    private final long sequence;
    private final long number;
    private final List<?> namesAndValues;

    private StreamEntry(
            String stream, long millis, long sequence, long number, List<?> namesAndValues) {
        this.stream = stream;
        this.millis = millis;
        this.sequence = sequence;
        this.number = number;
        this.namesAndValues = namesAndValues;
    }

    /**
     * An entry made by hand, for tests of a deserialization schema.
     *
     * @param namesAndValues name, value, name, value, …
     */
    public static StreamEntry of(String stream, StreamId id, byte[]... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException(
                    "Fields are pairs of name and value, but "
                            + namesAndValues.length
                            + " arrays were given.");
        }
        return new StreamEntry(
                stream, id.millis(), id.sequence(), NOT_COUNTED, List.of(namesAndValues));
    }

    static StreamEntry ofReply(String stream, byte[] id, long number, List<?> namesAndValues) {
        int dash = StreamId.dashOf(id);
        return new StreamEntry(
                stream,
                StreamId.unsigned(id, 0, dash),
                StreamId.unsigned(id, dash + 1, id.length),
                number,
                namesAndValues);
    }

    /** The key of the stream. */
    public String stream() {
        return stream;
    }

    /** The id of the entry. */
    public StreamId id() {
        return new StreamId(millis, sequence);
    }

    /** The time part of the id, in milliseconds since the epoch where the server chose the id. */
    public long millis() {
        return millis;
    }

    /** The sequence part of the id. */
    public long sequence() {
        return sequence;
    }

    /**
     * How many entries were ever added to the stream up to this one and with it; empty if that is
     * not known.
     */
    @Internal
    public OptionalLong number() {
        return number == NOT_COUNTED ? OptionalLong.empty() : OptionalLong.of(number);
    }

    /** How many pairs of name and value the entry has. */
    public int fieldCount() {
        return namesAndValues.size() >> 1;
    }

    /** The name of the field at this place, counted from 0. */
    public byte[] name(int field) {
        return (byte[]) namesAndValues.get(field << 1);
    }

    /** The value of the field at this place, counted from 0. */
    public byte[] value(int field) {
        return (byte[]) namesAndValues.get((field << 1) + 1);
    }

    /** The value of the first field with this name. */
    public Optional<byte[]> value(byte[] name) {
        for (int field = 0; field < fieldCount(); field++) {
            if (Arrays.equals(name, name(field))) {
                return Optional.of(value(field));
            }
        }
        return Optional.empty();
    }

    /** The bytes of all names and values. */
    public int size() {
        int size = 0;
        for (int i = 0; i < namesAndValues.size(); i++) {
            size += ((byte[]) namesAndValues.get(i)).length;
        }
        return size;
    }

    /** Names the entry without its content. */
    @Override
    public String toString() {
        return "entry " + id() + " of stream '" + stream + "'";
    }

    /** Stream, id and fields for a dead letter, with names and values as they came. */
    public byte[] describe() {
        RawText text = new RawText().add(stream).add(" ").add(id().toBytes());
        for (int field = 0; field < fieldCount(); field++) {
            text.addField(name(field), value(field));
        }
        return text.toBytes();
    }
}
