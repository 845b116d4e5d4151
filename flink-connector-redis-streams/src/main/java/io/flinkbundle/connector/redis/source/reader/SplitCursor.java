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

package io.flinkbundle.connector.redis.source.reader;

import io.flinkbundle.connector.redis.client.StreamBatch;
import io.flinkbundle.connector.redis.client.StreamId;
import io.flinkbundle.connector.redis.client.StreamInfo;
import io.flinkbundle.connector.redis.client.StreamPosition;
import io.flinkbundle.connector.redis.source.split.RedisStreamsSplit;

import org.apache.flink.annotation.Internal;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.OptionalLong;

/** How far the fetcher thread has read a split. */
@Internal
final class SplitCursor {

    private final String stream;
    private final Optional<StreamId> stop;
    private StreamPosition position;
    private OptionalLong entriesBefore;
    private OptionalLong entriesUpToStop = OptionalLong.empty();
    private boolean stopPassed;

    SplitCursor(RedisStreamsSplit split) {
        this.stream = split.stream();
        this.stop = split.stop();
        this.position = new StreamPosition(stream.getBytes(StandardCharsets.UTF_8), split.after());
        this.entriesBefore = split.entriesBefore();
    }

    String stream() {
        return stream;
    }

    StreamPosition position() {
        return position;
    }

    boolean isBounded() {
        return stop.isPresent();
    }

    /** Moves behind the batch, and returns the part of it that belongs to the split. */
    StreamBatch advance(StreamBatch read) {
        StreamBatch batch = stop.map(read::upTo).orElse(read);
        position = new StreamPosition(position.key(), read.lastId());
        if (entriesBefore.isPresent()) {
            entriesBefore = OptionalLong.of(entriesBefore.getAsLong() + read.size());
        }
        return batch;
    }

    /** Whether everything up to the stop has been read. */
    boolean isDone() {
        return stop.isPresent() && !stop.get().isAfter(position.after());
    }

    /**
     * Remembers whether the stream has grown past the stop. Only a read that begins after this is
     * known and finds nothing proves that nothing is left: entries may have come before the
     * question was asked and after the last read.
     *
     * <p>A stream that does not exist may still be created before the time of the stop. Only where
     * the stop is an entry, which has gone with its stream, nothing more can come up to it.
     *
     * @param serverTimeMillis the clock of the server, asked no later than {@code info}
     */
    void learn(StreamInfo info, long serverTimeMillis) {
        stopPassed =
                stop.isPresent()
                        && (!stop.get().isAfter(info.lastId())
                                || (!info.exists() && !stop.get().isLastOfItsMillisecond())
                                || Long.compareUnsigned(serverTimeMillis, stop.get().millis()) > 0);
    }

    boolean isStopPassed() {
        return stopPassed;
    }

    /**
     * Whether the stream has fewer entries behind it than were read from it: it was removed and
     * made anew, or the server fell back to an older state. What follows may have ids that were
     * read before, and would be left out.
     */
    boolean isAheadOf(StreamInfo info) {
        return info.exists()
                && position.after().isAfter(info.lastId())
                && entriesBefore.isPresent()
                && info.entriesAdded().isPresent()
                && info.entriesAdded().getAsLong() < entriesBefore.getAsLong();
    }

    /** How many entries are still to be read; the length of the stream where it is not known. */
    long backlog(StreamInfo info) {
        if (!info.lastId().isAfter(position.after())) {
            entriesBefore = info.entriesAdded();
            return 0;
        }
        if (entriesBefore.isEmpty() || info.entriesAdded().isEmpty()) {
            return info.length();
        }
        // Entries that were removed unread do not wait any more.
        return Math.max(0, Math.min(info.length(), upToStop(info) - entriesBefore.getAsLong()));
    }

    /** Entries behind the stop are never read; how many stand before it was seen at first. */
    private long upToStop(StreamInfo info) {
        if (stop.isEmpty()) {
            return info.entriesAdded().getAsLong();
        }
        if (entriesUpToStop.isEmpty() || !info.lastId().isAfter(stop.get())) {
            entriesUpToStop = info.entriesAdded();
        }
        return entriesUpToStop.getAsLong();
    }
}
