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
import org.apache.flink.util.IOUtils;

import org.duckdb.DuckDBConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The one instance of a database file in this JVM, and who uses it. DuckDB demands identical
 * settings from all connections of a process to one file, so that every lease shares one root
 * connection: the settings of the lease that opened it hold until the last one is gone.
 */
@Internal
final class SharedInstance {

    private static final Logger LOG = LoggerFactory.getLogger(SharedInstance.class);

    /** The files of this JVM. Static, because DuckDB's own state is: it belongs to the process. */
    private static final Map<Path, SharedInstance> INSTANCES = new ConcurrentHashMap<>();

    private static final long RETRY_NANOS = Duration.ofMillis(100).toNanos();

    private final Path path;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition released = lock.newCondition();
    private final Turns turns = new Turns();
    private final List<String> holders = new ArrayList<>();
    private OpenInstance open;
    private int users;

    private SharedInstance(Path path) {
        this.path = path;
    }

    /** Joins the instance of a file, or opens it, waiting for others as the settings say. */
    static SharedInstance acquire(
            Path path, DuckDbSettings settings, AccessMode mode, String holder)
            throws DuckDbException {
        SharedInstance instance = INSTANCES.compute(path, (key, found) -> enter(key, found));
        boolean acquired = false;
        try {
            instance.join(settings.withThreadsUnlessSet(TaskManagerSlots.count()), mode, holder);
            acquired = true;
        } finally {
            if (!acquired) {
                leave(path);
            }
        }
        return instance;
    }

    private static SharedInstance enter(Path path, SharedInstance found) {
        SharedInstance instance = found == null ? new SharedInstance(path) : found;
        instance.users++;
        return instance;
    }

    private static void leave(Path path) {
        INSTANCES.computeIfPresent(path, (key, found) -> --found.users == 0 ? null : found);
    }

    private void join(DuckDbSettings settings, AccessMode mode, String holder)
            throws DuckDbException {
        long deadline = System.nanoTime() + settings.maxWait().toNanos();
        boolean waiting = false;
        lockUnlessInterrupted();
        try {
            while (true) {
                try {
                    if (open == null) {
                        open = OpenInstance.open(path, settings, mode, holder);
                    }
                    if (open.allows(mode)) {
                        addHolder(settings, holder);
                        return;
                    }
                    throw readersHere();
                } catch (DatabaseBusyException e) {
                    long left = deadline - System.nanoTime();
                    if (left <= 0) {
                        throw gaveUp(settings, e);
                    }
                    if (!waiting) {
                        LOG.info("Waiting up to {}: {}", settings.maxWait(), e.getMessage());
                        waiting = true;
                    }
                    await(Math.min(left, RETRY_NANOS), e);
                }
            }
        } finally {
            lock.unlock();
        }
    }

    /** Somebody else may be opening the file, which takes as long as it has to be recovered. */
    private void lockUnlessInterrupted() throws DatabaseBusyException {
        try {
            lock.lockInterruptibly();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseBusyException(
                    "Interrupted while another thread opens DuckDB database '" + path + "'.",
                    "another thread of this JVM",
                    e);
        }
    }

    private void await(long nanos, DatabaseBusyException busy) throws DatabaseBusyException {
        try {
            released.awaitNanos(nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new DatabaseBusyException(
                    "Interrupted while waiting: " + busy.getMessage(), busy.holder(), e);
        }
    }

    private void addHolder(DuckDbSettings settings, String holder) {
        if (!holders.isEmpty() && !opensAlike(open.settings(), settings)) {
            LOG.info(
                    "DuckDB database '{}' is already open in this JVM ({}): {} uses it with {}.",
                    path,
                    holders,
                    holder,
                    open.settings());
        }
        holders.add(holder);
    }

    /** As for readers, because a file that is open has its storage version. */
    private static boolean opensAlike(DuckDbSettings one, DuckDbSettings other) {
        return one.toDriverProperties(AccessMode.READ_ONLY)
                .equals(other.toDriverProperties(AccessMode.READ_ONLY));
    }

    private DatabaseBusyException readersHere() {
        String who = "readers of this JVM: " + String.join("; ", holders);
        return new DatabaseBusyException(
                String.format(
                        "DuckDB database '%s' cannot be opened for writing: it is open for reading"
                                + " only by %s. Those who read a file join its writer, but a"
                                + " writer cannot join them.",
                        path, who),
                who,
                null);
    }

    private static DatabaseBusyException gaveUp(DuckDbSettings settings, DatabaseBusyException e) {
        return new DatabaseBusyException(
                String.format(
                        "%s Gave up after %d ms: 'connection.max-wait' limits how long a source"
                                + " waits, 'sink.retry.timeout' how long a sink does. DuckDB lets"
                                + " only one process write a file, and no other read it"
                                + " meanwhile: let jobs that read and write one file run one"
                                + " after the other, or on one TaskManager with the sink started"
                                + " first; a job that reads what it writes needs two files.",
                        e.getMessage(), settings.maxWait().toMillis()),
                e.holder(),
                e);
    }

    /** One connection at a time, so that "IF NOT EXISTS" in the SQL means what it says. */
    DuckDBConnection connect(Secret sessionInitSql) throws DuckDbException {
        lock.lock();
        try {
            open.checkFile();
            return initialized(open.connect(), sessionInitSql);
        } catch (SQLException e) {
            throw DuckDbErrors.translate(path.toString(), "open a connection", e);
        } finally {
            lock.unlock();
        }
    }

    private DuckDBConnection initialized(DuckDBConnection connection, Secret sessionInitSql)
            throws DuckDbException {
        try {
            SessionInit.run(connection, path.toString(), sessionInitSql);
            return connection;
        } catch (DuckDbException | RuntimeException e) {
            IOUtils.closeQuietly(connection);
            throw e;
        }
    }

    void checkFile() throws DuckDbException {
        lock.lock();
        try {
            open.checkFile();
        } finally {
            lock.unlock();
        }
    }

    /** Gives a lease back; the last one closes the file. */
    void release(String holder) {
        lock.lock();
        try {
            holders.remove(holder);
            if (holders.isEmpty()) {
                OpenInstance last = open;
                open = null;
                last.close();
            }
            released.signalAll();
        } catch (SQLException e) {
            // Committed data is safe in the write-ahead log, and nobody is left to be told.
            LOG.warn("DuckDB database '{}' could not be closed cleanly.", path, e);
        } finally {
            lock.unlock();
            leave(path);
        }
    }

    Turns turns() {
        return turns;
    }

    Path path() {
        return path;
    }
}
