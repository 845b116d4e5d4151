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

import io.flinkbundle.connector.common.secret.Secret;

import org.apache.flink.annotation.Internal;

import org.duckdb.DuckDBConnection;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * A lease on a database file: the only way in.
 *
 * <pre>{@code
 * try (DuckDbDatabase database = DuckDbDatabase.open(settings, AccessMode.READ_ONLY, "job 'x'");
 *         DuckDBConnection connection = database.connect()) {
 *     ...
 * }
 * }</pre>
 *
 * <p>All leases of one file share the one instance of this JVM. A reader joins a writer's instance
 * if there is one, and opens the file {@link AccessMode#READ_ONLY} otherwise. The last lease closes
 * the file and releases it to other processes.
 *
 * <p>Thread-safe; a connection belongs to one thread at a time.
 *
 * @see <a href="https://duckdb.org/docs/stable/connect/concurrency">DuckDB on concurrency</a>
 */
@Internal
public final class DuckDbDatabase implements AutoCloseable {

    private final SharedInstance instance;
    private final Secret sessionInitSql;
    private final String holder;
    private final AtomicBoolean closed = new AtomicBoolean();

    private DuckDbDatabase(SharedInstance instance, Secret sessionInitSql, String holder) {
        this.instance = instance;
        this.sessionInitSql = sessionInitSql;
        this.holder = holder;
    }

    /**
     * Opens a database file, or joins the instance that is open. A file that somebody else holds is
     * tried again for {@link DuckDbSettings#maxWait()}; an interrupt ends the waiting. Nothing else
     * is retried.
     *
     * @param holder who asks, for the messages that others get while this lease lives
     */
    public static DuckDbDatabase open(DuckDbSettings settings, AccessMode mode, String holder)
            throws DuckDbException {
        SharedInstance instance =
                SharedInstance.acquire(
                        DatabasePath.resolve(settings.path(), mode), settings, mode, holder);
        return new DuckDbDatabase(instance, settings.sessionInitSql(), holder);
    }

    /**
     * Returns a new connection, which the caller closes before this lease. It has run the {@link
     * DuckDbSettings#sessionInitSql()} of this lease.
     */
    public DuckDBConnection connect() throws DuckDbException {
        checkOpen();
        return instance.connect(sessionInitSql);
    }

    /**
     * Makes sure that the path still names the file that is open: before a commit, since DuckDB
     * commits into a deleted file without an error.
     *
     * @throws DatabaseNotFoundException if it does not
     */
    public void checkFile() throws DuckDbException {
        checkOpen();
        instance.checkFile();
    }

    /**
     * Waits until nobody else in this JVM replaces rows of a table. To be taken before the
     * transaction begins, for it does not see what is committed later, and closed behind it.
     *
     * @param table the table, with its schema
     * @param timeout how long to wait; zero means without end
     * @throws DatabaseBusyException if the others took longer
     */
    public Turn takeTurn(String table, Duration timeout)
            throws DatabaseBusyException, InterruptedException {
        checkOpen();
        return instance.turns().take(instance.path().toString(), table, holder, timeout);
    }

    private void checkOpen() {
        if (closed.get()) {
            throw new IllegalStateException(
                    "The lease of DuckDB database '" + instance.path() + "' is closed.");
        }
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            instance.release(holder);
        }
    }
}
