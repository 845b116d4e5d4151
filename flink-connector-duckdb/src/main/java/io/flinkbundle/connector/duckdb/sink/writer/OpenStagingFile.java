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

package io.flinkbundle.connector.duckdb.sink.writer;

import io.flinkbundle.connector.duckdb.client.DuckDbErrors;
import io.flinkbundle.connector.duckdb.client.DuckDbException;
import io.flinkbundle.connector.duckdb.client.PrivateDatabase;
import io.flinkbundle.connector.duckdb.client.StorageVersion;
import io.flinkbundle.connector.duckdb.sink.ColumnMapping;
import io.flinkbundle.connector.duckdb.sink.DuckDbSinkConfig;
import io.flinkbundle.connector.duckdb.sink.StagedColumns;
import io.flinkbundle.connector.duckdb.sink.committer.StagedFile;

import org.apache.flink.annotation.Internal;
import org.apache.flink.configuration.MemorySize;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.HashMap;
import java.util.Map;

/** A staging file that is being filled, in one transaction. */
@Internal
final class OpenStagingFile {

    private static final Logger LOG = LoggerFactory.getLogger(OpenStagingFile.class);

    /** Enough for the row group that is being filled; those that are full go to the disk. */
    private static final long LEAST_MEMORY = MemorySize.ofMebiBytes(64).getBytes();

    private final Path path;
    private final PrivateDatabase database;
    private final TableLoad load;

    private OpenStagingFile(Path path, PrivateDatabase database, TableLoad load) {
        this.path = path;
        this.database = database;
        this.load = load;
    }

    static OpenStagingFile create(Path path, DuckDbSinkConfig config) throws IOException {
        Map<String, String> properties = new HashMap<>(config.settings().properties());
        // The file is read once and deleted: looking for the best compression of each column would
        // cost more than a third of the time that it takes to write it.
        properties.put("force_compression", "uncompressed");
        PrivateDatabase database =
                PrivateDatabase.create(
                        config.settings()
                                .withPath(path.toString())
                                .withThreads(1)
                                .withMemoryLimit(share(config.settings().memoryLimit()))
                                .withStorageVersion(
                                        StorageVersion.oldestFor(
                                                ColumnMapping.types(config.columns())))
                                .withProperties(properties));
        try {
            execute(
                    database,
                    String.format(
                            "CREATE TABLE %s (%s)",
                            StagedFile.TABLE, StagedColumns.definitions(config)));
            execute(database, "BEGIN TRANSACTION");
            return new OpenStagingFile(
                    path,
                    database,
                    new TableLoad(
                            database.connection(),
                            path.toString(),
                            StagedFile.TABLE,
                            StagedColumns.of(config)));
        } catch (SQLException e) {
            discardAfter(e, database, path);
            throw DuckDbErrors.translate(path.toString(), "create the staging table", e);
        } catch (DuckDbException e) {
            discardAfter(e, database, path);
            throw e;
        }
    }

    /** A quarter: many of these may be open beside the target, which has the whole limit. */
    private static MemorySize share(MemorySize limit) {
        long quarter = limit.getBytes() / 4;
        return new MemorySize(Math.max(quarter, Math.min(LEAST_MEMORY, limit.getBytes())));
    }

    String path() {
        return path.toString();
    }

    void write(RowBatch batch) throws DuckDbException {
        load.write(batch);
    }

    void cancel() {
        load.cancel();
    }

    /** Makes the file durable, closes it, and returns how many rows it holds. */
    long finish() throws DuckDbException {
        try {
            execute(database, "COMMIT");
            load.close();
            database.close();
        } catch (SQLException e) {
            throw load.failure("finish the staging file", e);
        }
        return load.rows();
    }

    /** Closes and deletes the file. */
    void discard() throws IOException {
        try (database;
                load) {
            LOG.debug("Rolling back staging file '{}'.", path);
        } catch (SQLException e) {
            throw load.failure("give up the staging file", e);
        } finally {
            delete(path);
        }
    }

    private static void delete(Path path) throws IOException {
        Files.deleteIfExists(path);
        Files.deleteIfExists(path.resolveSibling(path.getFileName() + ".wal"));
    }

    private static void execute(PrivateDatabase database, String sql) throws SQLException {
        try (Statement statement = database.connection().createStatement()) {
            statement.execute(sql);
        }
    }

    private static void discardAfter(Exception cause, PrivateDatabase database, Path path) {
        try {
            database.close();
            delete(path);
        } catch (SQLException | IOException e) {
            cause.addSuppressed(e);
        }
    }
}
