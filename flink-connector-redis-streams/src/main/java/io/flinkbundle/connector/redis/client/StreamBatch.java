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

import java.util.List;

/**
 * The entries that one read returned for one stream, at least one, in the order of their ids.
 *
 * <p>Holds the raw reply: entries are taken apart where they are used, so that the thread that
 * reads from the network does nothing else.
 */
@Internal
public final class StreamBatch {

    private final int position;
    private final List<?> entries;
    private final int size;
    private final long entriesBefore;

    /**
     * @param position the index of the stream among those that were asked for
     * @param entries the raw reply: lists of an id and a list of names and values
     */
    public StreamBatch(int position, List<?> entries) {
        this(position, entries, entries.size(), StreamEntry.NOT_COUNTED);
    }

    private StreamBatch(int position, List<?> entries, int size, long entriesBefore) {
        this.position = position;
        this.entries = entries;
        this.size = size;
        this.entriesBefore = entriesBefore;
    }

    /** The index of the stream among those that were asked for. */
    public int position() {
        return position;
    }

    public int size() {
        return size;
    }

    /**
     * @param stream the key of the stream, which the reply does not repeat with each entry
     */
    public StreamEntry entry(String stream, int index) {
        List<?> entry = (List<?>) entries.get(index);
        // A deleted entry can come back with its id alone.
        List<?> fields = entry.get(1) instanceof List<?> list ? list : List.of();
        long number =
                entriesBefore == StreamEntry.NOT_COUNTED
                        ? StreamEntry.NOT_COUNTED
                        : entriesBefore + index + 1;
        return StreamEntry.ofReply(stream, (byte[]) entry.get(0), number, fields);
    }

    public StreamId lastId() {
        return id(size - 1);
    }

    /** The entries whose id is not after {@code stop}. The result may be empty. */
    public StreamBatch upTo(StreamId stop) {
        int kept = size;
        while (kept > 0 && id(kept - 1).isAfter(stop)) {
            kept--;
        }
        return new StreamBatch(position, entries, kept, entriesBefore);
    }

    /**
     * The same entries with their numbers.
     *
     * @param entriesBefore how many entries were added to the stream before the first of these
     */
    public StreamBatch numbered(long entriesBefore) {
        return new StreamBatch(position, entries, size, entriesBefore);
    }

    private StreamId id(int index) {
        return StreamId.parse((byte[]) ((List<?>) entries.get(index)).get(0));
    }
}
