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

package io.flinkbundle.connector.duckdb.source.reader;

import io.flinkbundle.connector.common.ratelimit.RecordRateLimiter;
import io.flinkbundle.connector.duckdb.client.DuckDbErrors;
import io.flinkbundle.connector.duckdb.source.DuckDbScan;
import io.flinkbundle.connector.duckdb.source.split.DuckDbSplit;

import org.apache.flink.annotation.Internal;
import org.apache.flink.connector.base.source.reader.RecordsWithSplitIds;
import org.apache.flink.connector.base.source.reader.splitreader.SplitReader;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsAddition;
import org.apache.flink.connector.base.source.reader.splitreader.SplitsChange;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.HashSet;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;

/** Reads the splits it is given one after the other, a chunk at a fetch. */
@Internal
final class DuckDbSplitReader implements SplitReader<ChunkRow, DuckDbSplit> {

    private final DuckDbScan scan;
    private final String holder;
    private final Optional<RecordRateLimiter> rateLimiter;
    private final Queue<DuckDbSplit> splits = new ArrayDeque<>();
    private final Set<String> pausedSplits = new HashSet<>();
    private final WakeUpSignal wakeUp = new WakeUpSignal();

    private ScanSession session;
    // Volatile for the thread that wakes this reader up.
    private volatile SplitScan current;

    /**
     * @param holder who reads, for those who find the file in use
     */
    DuckDbSplitReader(DuckDbScan scan, String holder) {
        this.scan = scan;
        this.holder = holder;
        this.rateLimiter =
                scan.isRateLimited()
                        ? Optional.of(new RecordRateLimiter(scan.recordsPerSecond()))
                        : Optional.empty();
    }

    @Override
    public RecordsWithSplitIds<ChunkRow> fetch() throws IOException {
        if (wakeUp.consume() || !hasSplit() || isPaused()) {
            return ChunkRecords.nothing();
        }
        Optional<RowChunk> chunk;
        try {
            chunk = current.next();
        } catch (IOException e) {
            if (wakeUp.consume()) {
                // A cancelled query; a failure of another kind comes back with the next fetch.
                return ChunkRecords.nothing();
            }
            throw e;
        }
        return chunk.isPresent() ? emit(chunk.get()) : finish();
    }

    /** Makes sure that there is a scan, unless there is nothing to scan or a wake-up came. */
    private boolean hasSplit() throws IOException {
        if (current != null) {
            return true;
        }
        if (splits.isEmpty()) {
            return false;
        }
        if (session == null) {
            try {
                session = wakeUp.interruptibly(() -> ScanSession.open(scan, holder));
            } catch (IOException e) {
                if (wakeUp.consume()) {
                    return false;
                }
                throw e;
            }
        }
        current = session.scan(splits.remove());
        return true;
    }

    private boolean isPaused() throws IOException {
        if (!pausedSplits.contains(current.split().splitId())) {
            return false;
        }
        try {
            wakeUp.await();
            return true;
        } catch (InterruptedException e) {
            throw interrupted(e);
        }
    }

    private ChunkRecords emit(RowChunk chunk) throws IOException {
        if (rateLimiter.isPresent()) {
            try {
                rateLimiter.get().acquire(chunk.rows());
            } catch (InterruptedException e) {
                throw interrupted(e);
            }
        }
        return ChunkRecords.rows(current.split().splitId(), chunk);
    }

    private ChunkRecords finish() throws IOException {
        String finished = current.split().splitId();
        closeCurrent();
        return ChunkRecords.endOf(finished);
    }

    private void closeCurrent() throws IOException {
        SplitScan closing = current;
        current = null;
        if (closing != null) {
            try {
                closing.close();
            } catch (SQLException e) {
                throw DuckDbErrors.translate(scan.settings().path(), "finish reading " + scan, e);
            }
        }
    }

    private static InterruptedIOException interrupted(InterruptedException cause) {
        Thread.currentThread().interrupt();
        InterruptedIOException e = new InterruptedIOException("Interrupted while reading a split.");
        e.initCause(cause);
        return e;
    }

    @Override
    public void handleSplitsChanges(SplitsChange<DuckDbSplit> change) {
        if (!(change instanceof SplitsAddition)) {
            throw new IllegalArgumentException(
                    "Splits of a table are only ever added, but got " + change.getClass());
        }
        splits.addAll(change.splits());
    }

    @Override
    public void pauseOrResumeSplits(
            Collection<DuckDbSplit> toPause, Collection<DuckDbSplit> toResume) {
        toPause.forEach(split -> pausedSplits.add(split.splitId()));
        toResume.forEach(split -> pausedSplits.remove(split.splitId()));
    }

    @Override
    public void wakeUp() {
        wakeUp.raise();
        rateLimiter.ifPresent(RecordRateLimiter::wakeUp);
        SplitScan running = current;
        if (running != null) {
            running.cancel();
        }
    }

    @Override
    public void close() throws Exception {
        try {
            closeCurrent();
        } finally {
            if (session != null) {
                session.close();
            }
        }
    }
}
