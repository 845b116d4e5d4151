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

import io.flinkbundle.connector.redis.client.StreamInfo;
import io.flinkbundle.connector.redis.client.StreamReaderConnection;
import io.flinkbundle.connector.redis.source.DataLossPolicy;
import io.flinkbundle.connector.redis.source.ReadFrom;

import org.apache.flink.annotation.Internal;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Looks at the streams as a whole: before the first read, after each break of the connection, and
 * now and then. Tells how many entries wait, and notices those that are gone.
 */
@Internal
final class StreamWatch {

    private static final Logger LOG = LoggerFactory.getLogger(StreamWatch.class);

    /** Describing a stream costs the server about ten microseconds. */
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final LongSupplier nanoClock;
    private final DataLossPolicy policy;
    private final boolean serverMayBeBehind;
    private final ReaderMetrics metrics;
    private boolean changed = true;
    private long lastNanos;

    StreamWatch(LongSupplier nanoClock, ReaderConfig config, ReaderMetrics metrics) {
        this.nanoClock = nanoClock;
        this.policy = config.onDataLoss();
        this.serverMayBeBehind = config.readFrom() == ReadFrom.REPLICA;
        this.metrics = metrics;
    }

    /** The splits have changed, or the server may have. */
    void change() {
        changed = true;
    }

    /** To be called before a read: what has changed must be known before entries are handed on. */
    void lookIfChanged(StreamReaderConnection connection, Collection<SplitCursor> cursors)
            throws IOException {
        if (changed) {
            look(connection, cursors);
            changed = false;
        }
    }

    /** To be called after a read: where it has caught up, the counts of the server are exact. */
    void lookIfDue(StreamReaderConnection connection, Collection<SplitCursor> cursors)
            throws IOException {
        if (nanoClock.getAsLong() - lastNanos >= INTERVAL.toNanos()) {
            look(connection, cursors);
        }
    }

    private void look(StreamReaderConnection connection, Collection<SplitCursor> cursors)
            throws IOException {
        Iterator<StreamInfo> infos = describe(connection, cursors).iterator();
        long pending = 0;
        for (SplitCursor cursor : cursors) {
            StreamInfo info = infos.next();
            compare(cursor, info);
            pending += cursor.backlog(info);
        }
        metrics.pending(pending);
        lastNanos = nanoClock.getAsLong();
    }

    /**
     * The last look at splits that have come to their end. What was added behind it is no concern
     * of theirs, and hides what is missing before it.
     */
    void lookFinally(StreamReaderConnection connection, Collection<SplitCursor> cursors)
            throws IOException {
        Iterator<StreamInfo> infos = describe(connection, cursors).iterator();
        for (SplitCursor cursor : cursors) {
            StreamInfo info = infos.next();
            if (info.lastId().equals(cursor.position().after())) {
                compare(cursor, info);
            }
        }
    }

    private static List<StreamInfo> describe(
            StreamReaderConnection connection, Collection<SplitCursor> cursors) throws IOException {
        return connection.describe(
                cursors.stream().map(cursor -> cursor.position().key()).toList());
    }

    private void compare(SplitCursor cursor, StreamInfo info) throws DataLossException {
        if (serverMayBeBehind && cursor.position().after().isAfter(info.lastId())) {
            return;
        }
        Optional<DataLoss> loss = cursor.compareWith(info);
        if (loss.isPresent()) {
            metrics.lost(loss.get().count());
            if (policy == DataLossPolicy.FAIL) {
                throw new DataLossException(loss.get());
            }
            LOG.error("{} Reading goes on.", loss.get().describe());
        }
    }
}
