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
import org.apache.flink.util.IOUtils;

import org.duckdb.DuckDBConnection;

import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Properties;

/** A database file that is open in this JVM: driver, writer's lock and root connection. */
@Internal
final class OpenInstance implements AutoCloseable {

    private final AccessMode mode;
    private final DuckDbSettings settings;
    private final DuckDbDriver driver;
    private final Optional<SidecarLock> lock;
    private final DuckDBConnection root;
    private final FileIdentity file;

    private OpenInstance(
            AccessMode mode,
            DuckDbSettings settings,
            DuckDbDriver driver,
            Optional<SidecarLock> lock,
            DuckDBConnection root,
            FileIdentity file) {
        this.mode = mode;
        this.settings = settings;
        this.driver = driver;
        this.lock = lock;
        this.root = root;
        this.file = file;
    }

    /** Opens the file without waiting; a {@link DatabaseBusyException} is worth another attempt. */
    static OpenInstance open(Path path, DuckDbSettings settings, AccessMode mode, String holder)
            throws DuckDbException {
        DuckDbDriver driver = DuckDbDriver.acquire();
        Optional<SidecarLock> lock = Optional.empty();
        DuckDBConnection root = null;
        try {
            if (mode == AccessMode.READ_WRITE) {
                lock = SidecarLock.tryAcquire(path, holder);
                if (lock.isEmpty()) {
                    throw busy(path, null);
                }
            }
            Properties properties = settings.toDriverProperties(mode);
            root =
                    mode == AccessMode.READ_WRITE
                            ? driver.connectToWrite(path.toString(), properties)
                            : driver.connect(path.toString(), properties);
            checkStored(root, path);
            return new OpenInstance(mode, settings, driver, lock, root, FileIdentity.of(path));
        } catch (SQLException | DuckDbException | RuntimeException e) {
            IOUtils.closeQuietly(root);
            lock.ifPresent(SidecarLock::close);
            driver.close();
            throw translate(path, e);
        }
    }

    /**
     * For a data file named {@code .csv}, {@code .json} or {@code .parquet} DuckDB opens a database
     * in memory with a view of it, and all that is written there is gone at the end.
     */
    private static void checkStored(DuckDBConnection root, Path path)
            throws SQLException, CorruptDatabaseException {
        try (Statement statement = root.createStatement();
                ResultSet stored =
                        statement.executeQuery(
                                "SELECT path IS NOT NULL AND type = 'duckdb' FROM"
                                        + " duckdb_databases()"
                                        + " WHERE database_name = current_database()")) {
            if (!stored.next() || !stored.getBoolean(1)) {
                throw DuckDbErrors.otherFormat(path.toString(), null);
            }
        }
    }

    private static DuckDbException translate(Path path, Exception error) {
        if (error instanceof DuckDbException typed) {
            return typed;
        }
        return DuckDbErrors.isLockConflict(error)
                ? busy(path, error)
                : DuckDbErrors.translateOpening(path.toString(), error);
    }

    private static DatabaseBusyException busy(Path path, Exception cause) {
        Optional<String> sidecar = SidecarLock.holder(path);
        String named =
                cause == null
                        ? sidecar.orElse("another process")
                        : DuckDbErrors.lockHolder(String.valueOf(cause.getMessage()))
                                + sidecar.map(s -> "; last writer of a Flink job: " + s).orElse("");
        return new DatabaseBusyException(
                String.format(
                        "DuckDB database '%s' on host '%s' is held by %s.",
                        path, LocalHost.name(), named),
                named,
                cause);
    }

    AccessMode mode() {
        return mode;
    }

    DuckDbSettings settings() {
        return settings;
    }

    boolean allows(AccessMode wanted) {
        return mode == AccessMode.READ_WRITE || wanted == AccessMode.READ_ONLY;
    }

    DuckDBConnection connect() throws SQLException {
        return root.duplicate();
    }

    void checkFile() throws DatabaseNotFoundException {
        file.check();
    }

    @Override
    public void close() throws SQLException {
        try (driver) {
            root.close();
        } finally {
            lock.ifPresent(SidecarLock::close);
        }
    }
}
