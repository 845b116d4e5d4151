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

package io.flinkbundle.connector.duckdb.client;

import org.apache.flink.annotation.Internal;

import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Lets transactions that replace rows of a table follow each other within this JVM.
 *
 * <p>Each transaction of DuckDB sees the rows that were there when it began. Two that replace rows
 * at the same time would both find no row of a new key, and both add one: without an index DuckDB
 * sees no conflict in that. Transactions of other JVMs cannot come in between, because they cannot
 * open the file for writing. Thread-safe.
 */
@Internal
final class Turns {

    private final Map<String, Queue> queues = new ConcurrentHashMap<>();

    /** Those who wait for one table, first come, first served. */
    private static final class Queue {
        private final Semaphore free = new Semaphore(1, true);
        private volatile String holder = "";
    }

    /**
     * Waits for the turn, which the caller gives back by closing it, on any thread.
     *
     * @param database the file, for messages
     * @param table the table, whose name is compared without case
     * @param holder who asks, for the messages of others
     * @param timeout how long to wait; zero means without end
     * @throws DatabaseBusyException if the others took longer
     */
    Turn take(String database, String table, String holder, Duration timeout)
            throws DatabaseBusyException, InterruptedException {
        Queue queue = queues.computeIfAbsent(table.toLowerCase(Locale.ROOT), key -> new Queue());
        if (timeout.isZero()) {
            queue.free.acquire();
        } else if (!queue.free.tryAcquire(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
            throw busy(database, table, queue.holder, timeout);
        }
        queue.holder = holder;
        AtomicBoolean over = new AtomicBoolean();
        return () -> {
            if (over.compareAndSet(false, true)) {
                queue.free.release();
            }
        };
    }

    private static DatabaseBusyException busy(
            String database, String table, String holder, Duration timeout) {
        return new DatabaseBusyException(
                String.format(
                        "Rows of table '%s' in DuckDB database '%s' are being replaced by %s."
                                + " Transactions that replace rows of one table take turns. Gave"
                                + " up after %d ms: 'sink.retry.timeout' limits how long a sink"
                                + " waits.",
                        table, database, holder, timeout.toMillis()),
                holder,
                null);
    }
}
