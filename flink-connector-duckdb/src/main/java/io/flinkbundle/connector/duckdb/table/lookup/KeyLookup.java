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

package io.flinkbundle.connector.duckdb.table.lookup;

import io.flinkbundle.connector.duckdb.client.DatabaseBusyException;
import io.flinkbundle.connector.duckdb.source.reader.KeyField;
import io.flinkbundle.connector.duckdb.source.reader.KeyQuery;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.table.data.RowData;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;

/**
 * Answers keys from a thread of its own. The keys that come in while a query runs are asked for
 * together by the next one, so that a lone key waits for nobody and many keys cost little more than
 * one.
 *
 * <p>The file is released when no key has come for a while, and now and then even if keys keep
 * coming: others may want to write it. It is opened again by the next key.
 *
 * <p>{@link #find} and {@link #close()} may be called from any thread.
 */
@Internal
final class KeyLookup implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KeyLookup.class);

    private static final int MAX_BATCH = 2048;
    private static final long IDLE_MILLIS = 100;
    private static final long MOST_NANOS_OPEN = TimeUnit.SECONDS.toNanos(2);

    /** Longer than a writer waits between two attempts to get the file. */
    private static final long MILLIS_FOR_OTHERS = 120;

    private static final long CANCEL_MILLIS = 100;

    private final LookupConfig config;
    private final TypeSerializer<RowData> serializer;
    private final String holder;
    private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
    private final CountDownLatch closing = new CountDownLatch(1);
    private final Thread worker;

    // Volatile for the thread that closes.
    private volatile KeyQuery query;
    private long openedAt;

    /**
     * Starts the thread.
     *
     * @param holder who asks, for those who find the file in use
     */
    KeyLookup(LookupConfig config, String holder) {
        this.config = config;
        this.serializer = config.rowSerializer().duplicate();
        this.holder = holder;
        this.worker = new Thread(this::run, "duckdb-" + holder.replace(' ', '-'));
        worker.setDaemon(true);
        worker.start();
    }

    /** Looks up the rows of a key, which is free to be used again on return. */
    CompletableFuture<Collection<RowData>> find(RowData key) {
        List<KeyField> fields = config.key();
        Object[] values = new Object[fields.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = fields.get(i).value(key, i);
            if (values[i] == null) {
                // NULL equals nothing.
                return CompletableFuture.completedFuture(List.of());
            }
        }
        Request request = new Request(values, new ArrayList<>(1), new CompletableFuture<>());
        requests.add(request);
        if (isClosed()) {
            failWaiting();
        }
        return request.answer();
    }

    private boolean isClosed() {
        return closing.getCount() == 0;
    }

    private void run() {
        List<Request> batch = new ArrayList<>();
        try {
            while (!isClosed()) {
                batch.clear();
                next(batch);
                answer(batch);
                giveWayToOthers();
            }
        } catch (InterruptedException e) {
            LOG.debug("The lookup was closed.", e);
        } finally {
            release();
            fail(batch, closedBeforeAnswer());
            failWaiting();
        }
    }

    /** Waits for keys, and releases the file if that takes long. */
    private void next(List<Request> batch) throws InterruptedException {
        Request first = requests.poll();
        if (first == null && query != null && !config.holdsFile()) {
            first = requests.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
            if (first == null) {
                release();
            }
        }
        batch.add(first == null ? requests.take() : first);
        requests.drainTo(batch, MAX_BATCH - 1);
    }

    private void answer(List<Request> batch) {
        List<Object[]> keys = batch.stream().map(Request::key).toList();
        try {
            findWithRetries(keys, batch);
        } catch (IOException | RuntimeException e) {
            release();
            fail(batch, e);
            return;
        }
        batch.forEach(request -> request.answer().complete(request.rows()));
    }

    private void findWithRetries(List<Object[]> keys, List<Request> batch) throws IOException {
        for (int attempt = 0; ; attempt++) {
            try {
                if (query == null) {
                    query = KeyQuery.open(config.scan(), config.key(), holder);
                    openedAt = System.nanoTime();
                }
                query.find(keys, (key, row) -> batch.get(key).rows().add(serializer.copy(row)));
                return;
            } catch (DatabaseBusyException e) {
                if (attempt == config.maxRetries() || isClosed()) {
                    throw e;
                }
                LOG.warn("Retry {} of {}.", attempt + 1, config.maxRetries(), e);
            }
        }
    }

    private void giveWayToOthers() throws InterruptedException {
        if (query != null
                && !config.holdsFile()
                && System.nanoTime() - openedAt > MOST_NANOS_OPEN) {
            release();
            closing.await(MILLIS_FOR_OTHERS, TimeUnit.MILLISECONDS);
        }
    }

    private void release() {
        KeyQuery open = query;
        query = null;
        if (open != null) {
            try {
                open.close();
            } catch (SQLException e) {
                LOG.warn("Could not release {} cleanly after a lookup.", config.scan(), e);
            }
        }
    }

    private void failWaiting() {
        List<Request> waiting = new ArrayList<>();
        requests.drainTo(waiting);
        fail(waiting, closedBeforeAnswer());
    }

    private IOException closedBeforeAnswer() {
        return new IOException("The lookup in " + config.scan() + " was closed before its answer.");
    }

    private static void fail(List<Request> batch, Exception failure) {
        batch.forEach(request -> request.answer().completeExceptionally(failure));
    }

    /** Ends a query that runs, and fails the keys that wait. */
    @Override
    public void close() throws InterruptedException {
        closing.countDown();
        worker.interrupt();
        do {
            // Again and again, because a query that is about to start misses a cancellation.
            cancel();
            worker.join(CANCEL_MILLIS);
        } while (worker.isAlive());
    }

    private void cancel() {
        KeyQuery running = query;
        if (running != null) {
            try {
                running.cancel();
            } catch (SQLException e) {
                LOG.debug("The query had ended before it could be cancelled.", e);
            }
        }
    }

    private record Request(
            Object[] key, List<RowData> rows, CompletableFuture<Collection<RowData>> answer) {}
}
