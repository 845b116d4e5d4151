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
    private boolean gapReported;
    private boolean hasRead;

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
        StreamBatch batch = read;
        if (entriesBefore.isPresent()) {
            batch = read.numbered(entriesBefore.getAsLong());
            entriesBefore = OptionalLong.of(entriesBefore.getAsLong() + read.size());
        }
        moveTo(read.lastId());
        gapReported = false;
        hasRead = true;
        return stop.isPresent() ? batch.upTo(stop.get()) : batch;
    }

    private void moveTo(StreamId id) {
        position = new StreamPosition(position.key(), id);
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
     * Compares the position with the stream, and corrects it by what the server counts. Redis never
     * tells a reader that entries are missing: it goes on with the next that is there.
     *
     * @return what is lost, once
     */
    Optional<DataLoss> compareWith(StreamInfo info) {
        StreamId after = position.after();
        if (!info.exists()) {
            return compareWithNothing(info);
        }
        OptionalLong removed = info.entriesRemoved();
        if (removed.isEmpty()) {
            entriesBefore = removed;
        }
        if (entriesBefore.isEmpty()) {
            return compareUncounted(info);
        }
        long before = entriesBefore.getAsLong();
        long added = info.entriesAdded().getAsLong();
        // All that was read is gone if the stream begins later: as many must have been removed.
        if (added < before || (info.beginsAfter(after) && removed.getAsLong() < before)) {
            return Optional.of(madeAnew(info));
        }
        if (info.lastId().isAfter(after)) {
            entriesBefore = OptionalLong.of(Math.max(before, removed.getAsLong()));
            return missing(removed.getAsLong() - before, info);
        }
        entriesBefore = OptionalLong.of(added);
        // Entries below a position that lies ahead were not to be read.
        return info.lastId().equals(after) ? missing(added - before, info) : Optional.empty();
    }

    private Optional<DataLoss> missing(long count, StreamInfo info) {
        return count > 0
                ? Optional.of(loss(DataLoss.Kind.ENTRIES_REMOVED, OptionalLong.of(count), info))
                : Optional.empty();
    }

    /**
     * A stream that never existed has lost nothing, and one from which nothing was read neither.
     */
    private Optional<DataLoss> compareWithNothing(StreamInfo info) {
        if (position.after().equals(StreamId.ZERO) || entriesBefore.equals(OptionalLong.of(0))) {
            return Optional.empty();
        }
        DataLoss loss = loss(DataLoss.Kind.STREAM_REMOVED, OptionalLong.empty(), info);
        beginAnew(info);
        return Optional.of(loss);
    }

    private Optional<DataLoss> compareUncounted(StreamInfo info) {
        StreamId after = position.after();
        if (after.equals(StreamId.ZERO)) {
            // The beginning is where the stream begins at the first look.
            entriesBefore = info.entriesRemoved();
            return Optional.empty();
        }
        if (!info.lastId().isAfter(after)) {
            entriesBefore = info.entriesAdded();
            return hasRead && after.isAfter(info.lastId())
                    ? Optional.of(madeAnew(info))
                    : Optional.empty();
        }
        if (!info.beginsAfter(after) || gapReported) {
            return Optional.empty();
        }
        gapReported = true;
        DataLoss loss = loss(DataLoss.Kind.ENTRIES_MAY_BE_REMOVED, OptionalLong.empty(), info);
        entriesBefore = info.entriesRemoved();
        return Optional.of(loss);
    }

    private DataLoss madeAnew(StreamInfo info) {
        DataLoss loss = loss(DataLoss.Kind.STREAM_MADE_ANEW, OptionalLong.empty(), info);
        beginAnew(info);
        return loss;
    }

    private DataLoss loss(DataLoss.Kind kind, OptionalLong count, StreamInfo info) {
        return new DataLoss(stream, kind, count, position.after(), info);
    }

    /**
     * Takes what is there for what follows. A server that fell back to an older state still holds
     * entries that were read, which must not be read twice; a stream that was made anew holds later
     * ones only, as long as the server chooses the ids.
     */
    private void beginAnew(StreamInfo info) {
        if (info.beginsAfter(position.after())) {
            moveTo(info.length() == 0 ? info.lastId() : position.after());
            entriesBefore = info.entriesRemoved();
        } else if (info.lastId().isAfter(position.after())) {
            entriesBefore = OptionalLong.empty();
        } else {
            moveTo(info.lastId());
            entriesBefore = info.entriesAdded();
        }
    }

    /** How many entries are still to be read; the length of the stream where it is not known. */
    long backlog(StreamInfo info) {
        if (!info.lastId().isAfter(position.after())) {
            return 0;
        }
        if (entriesBefore.isEmpty()) {
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
