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

package io.flinkbundle.emulators.influxdb3.ingest;

import io.flinkbundle.emulators.influxdb3.engine.DuckEngine;
import io.flinkbundle.emulators.influxdb3.store.Catalog;
import io.flinkbundle.emulators.influxdb3.store.Catalog.TableWrite;
import io.flinkbundle.emulators.influxdb3.store.CatalogException;
import io.flinkbundle.emulators.influxdb3.write.RejectedWriteException;
import io.flinkbundle.emulators.influxdb3.write.WriteBatch;
import io.flinkbundle.emulators.influxdb3.write.WriteParser;
import io.flinkbundle.emulators.pubsub.time.EmulatorClock;

import org.apache.flink.annotation.Internal;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;

/** Takes in writes: parses them, changes schemas, and waits for the log. Thread-safe. */
@Internal
public final class WriteService {

    private static final long NANOS_PER_MILLI = 1_000_000;

    /** A table with so many points that wait is loaded, so that they do not fill the heap. */
    private static final int LOAD_AT_ROWS = 500_000;

    private final Catalog catalog;
    private final DuckEngine engine;
    private final WriteAheadLog log;
    private final EmulatorClock clock;
    private final boolean discardPoints;
    private final AtomicLong lastTime = new AtomicLong();

    /**
     * @param discardPoints whether points are checked and counted, but not kept
     */
    public WriteService(
            Catalog catalog,
            DuckEngine engine,
            WriteAheadLog log,
            EmulatorClock clock,
            boolean discardPoints) {
        this.catalog = catalog;
        this.engine = engine;
        this.log = log;
        this.clock = clock;
        this.discardPoints = discardPoints;
    }

    /**
     * Writes lines, and returns when that is confirmed.
     *
     * @param bytes valid UTF-8
     * @throws RejectedWriteException when a line is refused and lines may not be refused alone
     * @throws CatalogException when the database cannot be created
     * @throws WriteRefusedException when there is no line, or the log is full or was discarded
     */
    public WriteBatch write(WriteRequest request, byte[] bytes, int length)
            throws RejectedWriteException, CatalogException, WriteRefusedException {
        long time = serverTime();
        WriteBatch batch = parse(request, bytes, length, time);
        Optional<List<TableWrite>> targets = catalog.apply(request.database(), batch);
        while (targets.isEmpty()) {
            batch = parse(request, bytes, length, time);
            targets = catalog.apply(request.database(), batch);
        }
        if (batch.rows() > 0) {
            append(request, targets.get());
        }
        return batch;
    }

    private WriteBatch parse(WriteRequest request, byte[] bytes, int length, long time)
            throws RejectedWriteException, WriteRefusedException {
        WriteBatch batch =
                new WriteParser(
                                bytes,
                                length,
                                catalog.schemas(request.database()),
                                request.precision(),
                                time)
                        .parse(request.acceptPartial());
        if (batch.rows() == 0 && batch.errors().isEmpty()) {
            throw WriteRefusedException.empty();
        }
        return batch;
    }

    /**
     * The time of lines without one. No two writes get the same, though the clock counts
     * milliseconds only.
     */
    private long serverTime() {
        long now = clock.millis() * NANOS_PER_MILLI;
        return lastTime.updateAndGet(last -> Math.max(last + 1, now));
    }

    private void append(WriteRequest request, List<TableWrite> targets)
            throws WriteRefusedException {
        long now = clock.millis();
        CompletableFuture<Void> flushed =
                log.append(() -> targets.forEach(target -> apply(target, now)));
        if (!request.noSync()) {
            await(flushed);
        }
        targets.forEach(this::loadWhenMany);
    }

    private static void await(CompletableFuture<Void> flushed) throws WriteRefusedException {
        try {
            flushed.join();
        } catch (CancellationException e) {
            throw WriteRefusedException.failed("error from wal: it was discarded");
        }
    }

    private void apply(TableWrite target, long now) {
        if (discardPoints) {
            target.table().discard(target.batch());
        } else {
            target.table().add(target.batch(), now);
        }
    }

    private void loadWhenMany(TableWrite target) {
        if (target.table().pendingRows() >= LOAD_AT_ROWS) {
            engine.load(target.database(), target.table());
        }
    }
}
