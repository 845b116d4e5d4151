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

package io.flinkbundle.connector.influxdb3.table.lookup;

import io.flinkbundle.connector.common.batching.BackpressureException;
import io.flinkbundle.connector.common.batching.RetryableIOException;
import io.flinkbundle.connector.influxdb3.client.HttpLink;
import io.flinkbundle.connector.influxdb3.client.HttpQueryClient;
import io.flinkbundle.connector.influxdb3.client.QueryClient;
import io.flinkbundle.connector.influxdb3.client.SqlQuery;
import io.flinkbundle.connector.influxdb3.client.TooManyFilesException;
import io.flinkbundle.connector.influxdb3.source.reader.LastPointQuery;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.typeutils.TypeSerializer;
import org.apache.flink.table.data.RowData;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;

/** Looks up keys, each by a query of its own, of which many are under way. Thread-safe. */
@Internal
final class PointLookup implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(PointLookup.class);

    private static final long FIRST_WAIT_MILLIS = 100;

    private final LookupConfig config;
    private final QueryClient client;
    private final LastPointQuery lastPoint;
    private final TypeSerializer<RowData> serializer;

    private PointLookup(LookupConfig config, QueryClient client, LastPointQuery lastPoint) {
        this.config = config;
        this.client = client;
        this.lastPoint = lastPoint;
        this.serializer = config.rowSerializer();
    }

    static PointLookup open(LookupConfig config) throws IOException {
        QueryClient client = new HttpQueryClient(new HttpLink(config.scan().connection()));
        try {
            return new PointLookup(
                    config,
                    client,
                    LastPointQuery.open(
                            client,
                            config.scan(),
                            Optional.of(config.lastCache()).filter(name -> !name.isEmpty()),
                            Optional.of(config.maxAge()).filter(age -> !age.isZero()),
                            config.key()));
        } catch (InterruptedException e) {
            client.close();
            Thread.currentThread().interrupt();
            throw new InterruptedIOException("Interrupted while a lookup was opened.");
        } catch (IOException | RuntimeException e) {
            client.close();
            throw e;
        }
    }

    /** Looks up the rows of a key, which is free to be used again on return. */
    CompletableFuture<Collection<RowData>> find(RowData key) {
        return lastPoint
                .of(key)
                .map(query -> ask(query, 0))
                .orElseGet(() -> CompletableFuture.completedFuture(List.of()));
    }

    /** The last rows of all keys. */
    CompletableFuture<Collection<RowData>> findAll() {
        return ask(lastPoint.ofAll(), 0);
    }

    private CompletableFuture<Collection<RowData>> ask(SqlQuery query, int attempt) {
        CompletableFuture<byte[]> answer;
        try {
            answer = client.ask(query);
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
        return answer.<CompletableFuture<Collection<RowData>>>handle(
                        (bytes, failure) ->
                                failure == null
                                        ? rows(bytes)
                                        : askAgain(query, attempt, causeOf(failure)))
                .thenCompose(result -> result);
    }

    private static Throwable causeOf(Throwable failure) {
        return failure instanceof CompletionException && failure.getCause() != null
                ? failure.getCause()
                : failure;
    }

    private CompletableFuture<Collection<RowData>> rows(byte[] bytes) {
        try {
            List<RowData> rows = new ArrayList<>();
            for (RowData row : lastPoint.rows(bytes)) {
                // A serializer is for one thread, answers come in several.
                rows.add(serializer.duplicate().copy(row));
            }
            return CompletableFuture.completedFuture(rows);
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private CompletableFuture<Collection<RowData>> askAgain(
            SqlQuery query, int attempt, Throwable failure) {
        if (failure instanceof TooManyFilesException) {
            return CompletableFuture.failedFuture(
                    new IOException(
                            "The table has too long a history for a lookup: name a last-value cache"
                                    + " in 'lookup.last-cache', or set 'lookup.max-age'.",
                            failure));
        }
        boolean mayPass =
                failure instanceof RetryableIOException || failure instanceof BackpressureException;
        if (!mayPass || attempt >= config.maxRetries()) {
            return CompletableFuture.failedFuture(failure);
        }
        Duration wait =
                failure instanceof BackpressureException pause ? pause.retryAfter() : Duration.ZERO;
        long millis = wait.toMillis() + (FIRST_WAIT_MILLIS << Math.min(attempt, 8));
        LOG.warn("Retry {} of {} in {} ms.", attempt + 1, config.maxRetries(), millis, failure);
        Executor later = CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS);
        return CompletableFuture.supplyAsync(() -> ask(query, attempt + 1), later)
                .thenCompose(result -> result);
    }

    @Override
    public void close() {
        client.close();
    }
}
