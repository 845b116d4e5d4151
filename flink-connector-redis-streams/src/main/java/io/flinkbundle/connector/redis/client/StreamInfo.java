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

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.OptionalLong;

/**
 * What the server knows about a stream as a whole.
 *
 * @param exists whether the key exists; all else is zero when not
 * @param length how many entries the stream holds now
 * @param firstId the id of the oldest entry that it holds; {@link StreamId#ZERO} if it holds none
 * @param lastId the id of the last entry that was ever added
 * @param entriesAdded how many entries were ever added; servers before 7.0 do not count them
 * @see <a href="https://redis.io/docs/latest/commands/xinfo-stream/">XINFO STREAM</a>
 */
@Internal
public record StreamInfo(
        boolean exists, long length, StreamId firstId, StreamId lastId, OptionalLong entriesAdded) {

    /** A key that does not exist: the stream begins with the first entry that is added. */
    public static final StreamInfo MISSING =
            new StreamInfo(false, 0, StreamId.ZERO, StreamId.ZERO, OptionalLong.of(0));

    /** Reads the names and values of a reply. */
    static StreamInfo parse(List<?> namesAndValues) {
        long length = 0;
        StreamId firstId = StreamId.ZERO;
        StreamId lastId = StreamId.ZERO;
        OptionalLong entriesAdded = OptionalLong.empty();
        for (int i = 0; i + 1 < namesAndValues.size(); i += 2) {
            Object value = namesAndValues.get(i + 1);
            switch (new String((byte[]) namesAndValues.get(i), StandardCharsets.US_ASCII)) {
                case "length" -> length = (Long) value;
                case "first-entry" -> firstId = idOf(value);
                case "last-generated-id" -> lastId = StreamId.parse((byte[]) value);
                case "entries-added" -> entriesAdded = OptionalLong.of((Long) value);
                default -> {
                    // Structure of the stream's memory; of no use here.
                }
            }
        }
        return new StreamInfo(true, length, firstId, lastId, entriesAdded);
    }

    /** An entry is a list of its id and its fields, and nil where there is none. */
    private static StreamId idOf(Object entry) {
        return entry instanceof List<?> parts
                ? StreamId.parse((byte[]) parts.get(0))
                : StreamId.ZERO;
    }

    /** How many entries were removed in whatever way, where the server counts. */
    public OptionalLong entriesRemoved() {
        return entriesAdded.isPresent()
                ? OptionalLong.of(entriesAdded.getAsLong() - length)
                : entriesAdded;
    }

    /** Whether the stream holds nothing up to the id, because it is empty or begins later. */
    public boolean beginsAfter(StreamId id) {
        return length == 0 || firstId.isAfter(id);
    }
}
