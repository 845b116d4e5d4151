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

package io.flinkbundle.connector.duckdb.catalog;

import io.flinkbundle.connector.duckdb.client.AccessMode;
import io.flinkbundle.connector.duckdb.client.DuckDbDatabase;
import io.flinkbundle.connector.duckdb.client.DuckDbErrors;
import io.flinkbundle.connector.duckdb.client.DuckDbException;
import io.flinkbundle.connector.duckdb.client.DuckDbSettings;
import io.flinkbundle.connector.duckdb.client.StorageVersion;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.catalog.exceptions.CatalogException;

import org.duckdb.DuckDBConnection;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The file behind a catalog, which is open for a call only: in between, jobs and other processes
 * can use it. A file that is missing has no tables, and comes into being with the first change.
 */
@Internal
final class DatabaseFile {

    private final DuckDbSettings settings;
    private final String holder;

    DatabaseFile(DuckDbSettings settings, String holder) {
        this.settings = settings;
        this.holder = holder;
    }

    String path() {
        return settings.path();
    }

    /** A look at the name only: opening the file by other means would drop DuckDB's lock. */
    boolean exists() {
        return Files.exists(Path.of(settings.path()));
    }

    /**
     * Asks the database.
     *
     * @param attempt what is tried, as in "could not list tables"
     * @param missing the answer where there is no file
     */
    <T> T read(String attempt, T missing, Query<T> query) {
        if (!exists()) {
            return missing;
        }
        try (DuckDbDatabase database = DuckDbDatabase.open(settings, AccessMode.READ_ONLY, holder);
                DuckDBConnection connection = database.connect()) {
            return query.run(connection);
        } catch (DuckDbException e) {
            throw failure(e);
        } catch (SQLException e) {
            throw failure(DuckDbErrors.translate(path(), attempt, e));
        }
    }

    /**
     * Changes the database in one transaction.
     *
     * @param attempt what is tried, as in "could not create table 'main.t'"
     * @param types the DuckDB types that the file has to hold, if it is created
     */
    void change(String attempt, List<String> types, List<String> statements) {
        DuckDbSettings creating =
                settings.withStorageVersionUnlessSet(StorageVersion.oldestFor(types));
        try (DuckDbDatabase database =
                        DuckDbDatabase.open(creating, AccessMode.READ_WRITE, holder);
                DuckDBConnection connection = database.connect()) {
            execute(connection, "BEGIN TRANSACTION");
            for (String statement : statements) {
                execute(connection, statement);
            }
            // Without it, closing the connection rolls back.
            execute(connection, "COMMIT");
        } catch (DuckDbException e) {
            throw failure(e);
        } catch (SQLException e) {
            throw failure(DuckDbErrors.translate(path(), attempt, e));
        }
    }

    private static void execute(DuckDBConnection connection, String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private static CatalogException failure(DuckDbException cause) {
        return new CatalogException(cause.getMessage(), cause);
    }

    /** A question to the database. */
    @FunctionalInterface
    interface Query<T> {
        T run(DuckDBConnection connection) throws SQLException;
    }
}
