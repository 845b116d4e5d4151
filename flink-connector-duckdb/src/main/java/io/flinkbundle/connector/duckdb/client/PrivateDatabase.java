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

import org.duckdb.DuckDBConnection;

import java.sql.SQLException;

/**
 * A new database file that nobody else knows, such as a staging file: it needs no lock beside it,
 * and its one connection need not be shared.
 */
@Internal
public final class PrivateDatabase implements AutoCloseable {

    private final DuckDbDriver driver;
    private final DuckDBConnection connection;

    private PrivateDatabase(DuckDbDriver driver, DuckDBConnection connection) {
        this.driver = driver;
        this.connection = connection;
    }

    /**
     * Creates the file that the settings name; its folder must exist.
     *
     * @throws DuckDbException if the folder cannot be written, or a setting is unknown
     */
    public static PrivateDatabase create(DuckDbSettings settings) throws DuckDbException {
        DuckDbDriver driver = DuckDbDriver.acquire();
        try {
            return new PrivateDatabase(
                    driver,
                    driver.connectToWrite(
                            settings.path(), settings.toDriverProperties(AccessMode.READ_WRITE)));
        } catch (SQLException e) {
            driver.close();
            throw DuckDbErrors.translate(settings.path(), "create the file", e);
        } catch (DuckDbException | RuntimeException e) {
            driver.close();
            throw e;
        }
    }

    public DuckDBConnection connection() {
        return connection;
    }

    /** Writes everything into the file and closes it; after that it can be attached elsewhere. */
    @Override
    public void close() throws SQLException {
        try {
            connection.close();
        } finally {
            driver.close();
        }
    }
}
