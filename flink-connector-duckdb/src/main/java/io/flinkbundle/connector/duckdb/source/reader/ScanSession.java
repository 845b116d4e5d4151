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

package io.flinkbundle.connector.duckdb.source.reader;

import io.flinkbundle.connector.duckdb.client.AccessMode;
import io.flinkbundle.connector.duckdb.client.DuckDbDatabase;
import io.flinkbundle.connector.duckdb.client.DuckDbErrors;
import io.flinkbundle.connector.duckdb.source.DuckDbScan;
import io.flinkbundle.connector.duckdb.source.split.DuckDbSplit;

import org.apache.flink.annotation.Internal;
import org.apache.flink.util.IOUtils;

import org.duckdb.DuckDBConnection;

import java.io.IOException;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;

/**
 * What a fetcher needs for its splits: the lease, its connection and the plan for the table. Flink
 * ends a fetcher that has no split, so that the file is free for others while a reader waits.
 */
@Internal
final class ScanSession implements AutoCloseable {

    private final DuckDbScan scan;
    private final DuckDbDatabase database;
    private final DuckDBConnection connection;
    private final ReadPlan plan;

    private ScanSession(
            DuckDbScan scan, DuckDbDatabase database, DuckDBConnection connection, ReadPlan plan) {
        this.scan = scan;
        this.database = database;
        this.connection = connection;
        this.plan = plan;
    }

    static ScanSession open(DuckDbScan scan, String holder) throws IOException {
        DuckDbDatabase database =
                DuckDbDatabase.open(scan.settings(), AccessMode.READ_ONLY, holder);
        DuckDBConnection connection = null;
        try {
            connection = database.connect();
            ReadPlan plan = ReadPlan.create(scan, connection);
            if (plan.relation().hasRowIds()) {
                checkOrder(scan, connection);
            }
            return new ScanSession(scan, database, connection, plan);
        } catch (IOException | SQLException | RuntimeException e) {
            IOUtils.closeAllQuietly(connection, database);
            throw e instanceof IOException typed
                    ? typed
                    : DuckDbErrors.translate(scan.settings().path(), "look up " + scan, e);
        }
    }

    /** Without the order of row ids, the last one would be no position to resume from. */
    private static void checkOrder(DuckDbScan scan, DuckDBConnection connection)
            throws IOException, SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet setting =
                        statement.executeQuery(
                                "SELECT current_setting('preserve_insertion_order')")) {
            setting.next();
            if (!setting.getBoolean(1)) {
                throw new IOException(
                        String.format(
                                "Cannot read %s of DuckDB database '%s' in order:"
                                        + " 'preserve_insertion_order' is false. Remove"
                                        + " 'properties.preserve_insertion_order'.",
                                scan, scan.settings().path()));
            }
        }
    }

    SplitScan scan(DuckDbSplit split) {
        RelationQueries queries = new RelationQueries(connection, scan, plan);
        return new SplitScan(
                scan, plan, split, new SplitQuery(queries, plan, split, scan.resumable()));
    }

    @Override
    public void close() throws SQLException {
        try {
            connection.close();
        } finally {
            database.close();
        }
    }
}
