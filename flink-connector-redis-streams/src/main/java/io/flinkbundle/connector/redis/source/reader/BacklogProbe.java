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

import org.apache.flink.annotation.Internal;

import java.io.IOException;
import java.time.Duration;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.function.LongSupplier;

/** Asks now and then how many entries wait, so that it is known before the first one is read. */
@Internal
final class BacklogProbe {

    /** Describing a stream costs the server about ten microseconds. */
    private static final Duration INTERVAL = Duration.ofSeconds(5);

    private final LongSupplier nanoClock;
    private final ReaderMetrics metrics;
    private long dueNanos;

    BacklogProbe(LongSupplier nanoClock, ReaderMetrics metrics) {
        this.nanoClock = nanoClock;
        this.metrics = metrics;
        makeDue();
    }

    /** The splits have changed. */
    void makeDue() {
        dueNanos = nanoClock.getAsLong();
    }

    void probeIfDue(StreamReaderConnection connection, Collection<SplitCursor> cursors)
            throws IOException {
        long now = nanoClock.getAsLong();
        if (now - dueNanos < 0) {
            return;
        }
        List<byte[]> keys = cursors.stream().map(cursor -> cursor.position().key()).toList();
        Iterator<StreamInfo> infos = connection.describe(keys).iterator();
        long pending = 0;
        for (SplitCursor cursor : cursors) {
            StreamInfo info = infos.next();
            if (cursor.isAheadOf(info)) {
                throw new IOException(
                        "Stream '"
                                + cursor.stream()
                                + "' was read up to "
                                + cursor.position().after()
                                + ", but its last entry is "
                                + info.lastId()
                                + ": it was made anew, or the server has lost entries. Start the"
                                + " source without its checkpoint, or wait for newer entries.");
            }
            pending += cursor.backlog(info);
        }
        metrics.pending(pending);
        dueNanos = now + INTERVAL.toNanos();
    }
}
