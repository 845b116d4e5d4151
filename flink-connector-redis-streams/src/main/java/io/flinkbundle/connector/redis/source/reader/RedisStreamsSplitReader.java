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

import io.flinkbundle.connector.common.ratelimit.RecordRateLimiter;
import io.flinkbundle.connector.common.retry.RetryPolicy;
import io.flinkbundle.connector.redis.client.Interruption;
import io.flinkbundle.connector.redis.client.RedisStreamsClient;
import io.flinkbundle.connector.redis.client.RedisUnavailableException;
import io.flinkbundle.connector.redis.client.StreamBatch;
import io.flinkbundle.connector.redis.client.StreamEntry;
import io.flinkbundle.connector.redis.client.StreamInfo;
import io.flinkbundle.connector.redis.client.StreamReaderConnection;
import io.flinkbundle.connector.redis.source.ReadFrom;
import io.flinkbundle.connector.redis.source.split.RedisStreamsSplit;

import org.apache.flink.annotation.Internal;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsChange;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsRemoval;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Reads all streams of a reader over one connection, with one {@code XREAD} for all.
 *
 * <p>A read that waits cannot be woken up without a second connection; it waits no longer than the
 * block timeout instead, and with it whatever Flink wants to tell the reader.
 */
@Internal
final class RedisStreamsSplitReader implements SplitReader<StreamEntry, RedisStreamsSplit> {

    private final Duration blockTimeout;
    private final Optional<RecordRateLimiter> rateLimiter;
    private final ReaderMetrics metrics;
    private final ReaderLink<StreamReaderConnection> link;
    private final StreamWatch watch;
    private final IdleStop idleStop;
    private final FetchSize fetchSize;
    private final SplitCursors cursors = new SplitCursors();
    private final WakeUpSignal wakeUpSignal = new WakeUpSignal();

    RedisStreamsSplitReader(
            RedisStreamsClient client,
            ReaderConfig config,
            RetryPolicy retryPolicy,
            LongSupplier nanoClock,
            ReaderMetrics metrics) {
        this.blockTimeout = config.blockTimeout();
        this.metrics = metrics;
        this.link =
                new ReaderLink<>(
                        client.address(),
                        () ->
                                config.readFrom() == ReadFrom.REPLICA
                                        ? client.openReplicaReader(blockTimeout)
                                        : client.openReader(blockTimeout),
                        retryPolicy,
                        metrics);
        this.watch = new StreamWatch(nanoClock, config, metrics);
        this.idleStop = new IdleStop(config.idleTimeout(), nanoClock);
        this.rateLimiter = config.rateLimiter();
        this.fetchSize = new FetchSize(config.largestBatch());
    }

    @Override
    public RecordsWithSplitIds<StreamEntry> fetch() throws IOException {
        List<SplitCursor> active = cursors.rotate();
        List<StreamRecords.Part> parts = new ArrayList<>();
        try {
            // The backlog of paused streams grows, so they are looked at too.
            if (!cursors.all().isEmpty()) {
                watch.lookIfChanged(link.connection(), cursors.all());
            }
            if (!active.isEmpty()) {
                read(active, parts);
            } else if (!cursors.hasFinished()) {
                wakeUpSignal.await(blockTimeout);
            }
            if (!cursors.all().isEmpty()) {
                watch.lookIfDue(link.connection(), cursors.all());
            }
        } catch (RedisUnavailableException e) {
            // What was read before is handed on: the cursors are behind it already.
            watch.change();
            idleStop.restart();
            link.broke(e);
        } catch (InterruptedException e) {
            throw Interruption.of("Interrupted while waiting to read.", e);
        }
        if (cursors.all().isEmpty()) {
            metrics.pending(0);
        }
        return new StreamRecords(parts, cursors.takeFinished());
    }

    private void read(List<SplitCursor> active, List<StreamRecords.Part> parts)
            throws IOException, InterruptedException {
        StreamReaderConnection connection = link.connection();
        List<StreamBatch> batches =
                connection.read(
                        SplitCursors.positions(active), fetchSize.perStream(), longestWait(active));
        link.worked();
        BitSet busy = new BitSet(active.size());
        List<SplitCursor> done = new ArrayList<>();
        int entries = 0;
        int largest = 0;
        long newest = 0;
        for (StreamBatch read : batches) {
            SplitCursor cursor = active.get(read.position());
            busy.set(read.position());
            StreamBatch batch = cursor.advance(read);
            parts.add(new StreamRecords.Part(cursor.stream(), batch));
            entries += read.size();
            largest = Math.max(largest, read.size());
            newest = Math.max(newest, read.lastId().millis());
            if (cursor.isDone()) {
                done.add(cursor);
                cursors.finish(cursor);
            }
        }
        finishIdle(active, busy, connection);
        if (!done.isEmpty()) {
            watch.lookFinally(connection, done);
        }
        if (entries > 0) {
            idleStop.restart();
            fetchSize.learn(entries, batches.size(), largest);
            metrics.fetched(entries, System.currentTimeMillis() - newest);
            if (rateLimiter.isPresent()) {
                rateLimiter.get().acquire(entries);
            }
        } else if (cursors.hasPaused()) {
            idleStop.restart();
        } else if (idleStop.isReached()) {
            cursors.finishAll();
        }
    }

    private Duration longestWait(List<SplitCursor> active) {
        boolean impatient =
                cursors.hasFinished() || active.stream().anyMatch(SplitCursor::isStopPassed);
        return impatient ? Duration.ZERO : idleStop.atMost(blockTimeout);
    }

    /** Ends the splits in which nothing is left although their last entry is below the stop. */
    private void finishIdle(
            List<SplitCursor> active, BitSet busy, StreamReaderConnection connection)
            throws IOException {
        List<SplitCursor> undecided = new ArrayList<>();
        for (int i = 0; i < active.size(); i++) {
            SplitCursor cursor = active.get(i);
            if (cursor.isBounded() && !busy.get(i)) {
                if (cursor.isStopPassed()) {
                    cursors.finish(cursor);
                } else {
                    undecided.add(cursor);
                }
            }
        }
        if (!undecided.isEmpty()) {
            long serverTime = connection.serverTimeMillis();
            List<StreamInfo> infos =
                    connection.describe(
                            undecided.stream().map(cursor -> cursor.position().key()).toList());
            for (int i = 0; i < undecided.size(); i++) {
                undecided.get(i).learn(infos.get(i), serverTime);
            }
        }
    }

    @Override
    public void handleSplitsChanges(SplitsChange<RedisStreamsSplit> change) {
        if (change instanceof SplitsAddition) {
            cursors.add(change.splits());
            fetchSize.streamsAdded(cursors.all().size());
        } else if (change instanceof SplitsRemoval) {
            cursors.remove(change.splits());
        } else {
            throw new IllegalArgumentException(
                    "A change of splits of the type " + change.getClass() + " is not known.");
        }
        watch.change();
        idleStop.restart();
    }

    @Override
    public void pauseOrResumeSplits(
            Collection<RedisStreamsSplit> splitsToPause,
            Collection<RedisStreamsSplit> splitsToResume) {
        cursors.pauseOrResume(splitsToPause, splitsToResume);
    }

    @Override
    public void wakeUp() {
        wakeUpSignal.signal();
        rateLimiter.ifPresent(RecordRateLimiter::wakeUp);
    }

    @Override
    public void close() throws IOException {
        link.close();
    }
}
