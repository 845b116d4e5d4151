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
import org.duckdb.DuckDBDriver;

import java.sql.SQLException;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * The one copy of the DuckDB driver that a JVM may use.
 *
 * <p>Each class loader that loads the driver gets a native library and database instances of its
 * own. Two of them open one file for writing without an error and overwrite each other's pages, so
 * a second copy is refused while the first one has a database open.
 */
@Internal
final class DuckDbDriver implements AutoCloseable {

    private static final String CLAIM = "io.flinkbundle.connector.duckdb.driver";

    private final JvmClaim claim;
    private final AtomicBoolean closed = new AtomicBoolean();

    private DuckDbDriver(JvmClaim claim) {
        this.claim = claim;
    }

    /** Claims the driver for this JVM until {@link #close()}. */
    static DuckDbDriver acquire() throws DriverException {
        JvmClaim claim = new JvmClaim(CLAIM, driverLoader());
        Optional<String> other = claim.tryAcquire();
        if (other.isPresent()) {
            throw new DriverException(
                    String.format(
                            "The DuckDB driver is loaded twice in this JVM on host '%s': by class"
                                    + " loader %s and by %s. Two copies would overwrite each"
                                    + " other's data; remove duckdb_jdbc from the job's jar and"
                                    + " put it into Flink's lib/.",
                            LocalHost.name(), other.get(), driverLoader()));
        }
        return new DuckDbDriver(claim);
    }

    private static String driverLoader() throws DriverException {
        try {
            return JvmClaim.identity(DuckDBDriver.class.getClassLoader());
        } catch (LinkageError e) {
            throw new DriverException(
                    String.format(
                            "The DuckDB driver is missing on host '%s': put duckdb_jdbc into"
                                    + " Flink's lib/ and restart the process.",
                            LocalHost.name()),
                    e);
        }
    }

    /** Opens a database file, or joins the instance that this copy of the driver has open. */
    DuckDBConnection connect(String path, Properties properties)
            throws SQLException, DriverException {
        try {
            return (DuckDBConnection) new DuckDBDriver().connect("jdbc:duckdb:" + path, properties);
        } catch (LinkageError e) {
            throw new DriverException(
                    String.format(
                            "The native library of the DuckDB driver could not be loaded on host"
                                    + " '%s'. It is unpacked into '%s', which needs about 80 MB and"
                                    + " must allow execution; musl systems are not supported.",
                            LocalHost.name(), System.getProperty("java.io.tmpdir")),
                    e);
        }
    }

    /** Opens a file for writing, with the function by which rows get there. */
    DuckDBConnection connectToWrite(String path, Properties properties)
            throws SQLException, DriverException {
        DuckDBConnection connection = connect(path, properties);
        try {
            FeedFunction.register(connection);
            return connection;
        } catch (SQLException | RuntimeException e) {
            IOUtils.closeQuietly(connection);
            throw e;
        }
    }

    @Override
    public void close() {
        // A second release would drop the claim of somebody else in this JVM.
        if (closed.compareAndSet(false, true)) {
            claim.release();
        }
    }
}
