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

package io.flinkbundle.connector.bigquery.table.lookup;

import io.flinkbundle.connector.bigquery.client.RestConnections;
import io.flinkbundle.connector.bigquery.client.RestRowQueryClient;
import io.flinkbundle.connector.common.batching.BackpressureException;
import io.flinkbundle.connector.common.batching.RetryableIOException;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.RowData;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

/**
 * Looks up keys on threads of its own. A query takes about a second and costs the same for one key
 * as for many: keys that come while queries are under way wait for each other and are asked for
 * together. Thread-safe.
 */
@Internal
final class KeyLookup implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(KeyLookup.class);

    private static final int QUERIES_AT_A_TIME = 4;

    /** Keys of several columns are parameters of their own, and a query has no more than 10,000. */
    private static final int MAX_BATCH = 1000;

    private static final long FIRST_WAIT_MILLIS = 100;
    private static final int MAX_DOUBLINGS = 8;

    private final KeyQuery query;
    private final int maxRetries;
    private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
    private final List<Thread> workers = new ArrayList<>();
    private volatile boolean closed;

    /** Starts the threads. */
    KeyLookup(KeyQuery query, int maxRetries, int subtask) {
        this.query = query;
        this.maxRetries = maxRetries;
        for (int i = 0; i < QUERIES_AT_A_TIME; i++) {
            Thread worker = new Thread(this::run, "bigquery-lookup-" + subtask + "-" + i);
            worker.setDaemon(true);
            worker.start();
            workers.add(worker);
        }
    }

    /**
     * @throws IOException if the credentials cannot be loaded
     */
    static KeyLookup open(LookupConfig config, int subtask) throws IOException {
        RestRowQueryClient client =
                new RestRowQueryClient(
                        RestConnections.open(
                                config.scan().connection(), config.scan().payingProject()));
        return new KeyLookup(new KeyQuery(client, config), config.maxRetries(), subtask);
    }

    /** Looks up the rows of a key, which is free to be used again on return. */
    CompletableFuture<Collection<RowData>> find(RowData key) {
        List<Object> values = query.key(key);
        if (values.isEmpty()) {
            return CompletableFuture.completedFuture(List.of());
        }
        Request request = new Request(values, new CompletableFuture<>());
        requests.add(request);
        if (closed) {
            failWaiting();
        }
        return request.answer();
    }

    private void run() {
        List<Request> batch = new ArrayList<>();
        try {
            while (!closed) {
                batch.clear();
                batch.add(requests.take());
                requests.drainTo(batch, MAX_BATCH - 1);
                answer(batch);
            }
        } catch (InterruptedException e) {
            LOG.debug("The lookup was closed.", e);
        } finally {
            batch.forEach(Request::fail);
            failWaiting();
        }
    }

    private void answer(List<Request> batch) throws InterruptedException {
        try {
            Map<List<Object>, List<RowData>> found =
                    find(batch.stream().map(Request::key).collect(Collectors.toSet()));
            for (Request request : batch) {
                request.answer().complete(found.getOrDefault(request.key(), List.of()));
            }
        } catch (IOException | RuntimeException e) {
            batch.forEach(request -> request.answer().completeExceptionally(e));
        }
    }

    private Map<List<Object>, List<RowData>> find(Collection<List<Object>> keys)
            throws IOException, InterruptedException {
        for (int attempt = 0; ; attempt++) {
            try {
                return query.find(keys);
            } catch (RetryableIOException | BackpressureException e) {
                if (attempt >= maxRetries) {
                    throw e;
                }
                long millis =
                        Math.max(
                                FIRST_WAIT_MILLIS << Math.min(attempt, MAX_DOUBLINGS),
                                e instanceof BackpressureException busy
                                        ? busy.retryAfter().toMillis()
                                        : 0);
                LOG.warn("Retry {} of {} in {} ms.", attempt + 1, maxRetries, millis, e);
                TimeUnit.MILLISECONDS.sleep(millis);
            }
        }
    }

    private void failWaiting() {
        List<Request> waiting = new ArrayList<>();
        requests.drainTo(waiting);
        waiting.forEach(Request::fail);
    }

    /** Ends the queries that run, and fails the keys that wait. */
    @Override
    public void close() throws InterruptedException {
        closed = true;
        workers.forEach(Thread::interrupt);
        for (Thread worker : workers) {
            worker.join();
        }
        failWaiting();
    }

    private record Request(List<Object> key, CompletableFuture<Collection<RowData>> answer) {

        void fail() {
            answer.completeExceptionally(
                    new IOException("The lookup in BigQuery was closed before its answer."));
        }
    }
}
