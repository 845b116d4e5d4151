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

import io.flinkbundle.connector.duckdb.sink.ColumnMapping;

import org.apache.flink.annotation.Internal;

import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;
import org.duckdb.DuckDBFunctions;
import org.duckdb.DuckDBTableFunctionBuilder;

import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.UUID;

/**
 * Writes a batch as {@code INSERT INTO table SELECT ... FROM feed()}, where the feed is a table
 * function in Java that hands out the batch in vectors. It takes about half the time of DuckDB's
 * appender, can leave columns out, and lets DuckDB convert to the column's type.
 */
@Internal
final class TableFunctionBatchWriter implements RowBatchWriter {

    private final BatchFeed feed;
    private final PreparedStatement insert;

    private TableFunctionBatchWriter(BatchFeed feed, PreparedStatement insert) {
        this.feed = feed;
        this.insert = insert;
    }

    /**
     * @param connection where the table is; it may be in the middle of a transaction
     * @param table the table's quoted name
     * @param columns the columns to write; others get their defaults
     */
    static TableFunctionBatchWriter create(
            DuckDBConnection connection, String table, List<ColumnMapping> columns)
            throws SQLException {
        // All connections to a file share their functions.
        String function = "flink_feed_" + UUID.randomUUID().toString().replace('-', '_');
        BatchFeed feed = new BatchFeed(columns);
        try (DuckDBTableFunctionBuilder builder = DuckDBFunctions.tableFunction()) {
            builder.withName(function).withFunction(feed).register(connection);
        }
        // The driver keeps a list of all functions ever registered, for display only; a job that
        // stages at each checkpoint would make it grow for ever.
        DuckDBDriver.clearFunctionsRegistry();
        PreparedStatement insert =
                connection.prepareStatement(
                        String.format(
                                "INSERT INTO %s (%s) SELECT %s FROM %s()",
                                table, ColumnMapping.names(columns), feed.expressions(), function));
        return new TableFunctionBatchWriter(feed, insert);
    }

    @Override
    public void write(RowBatch batch) throws SQLException {
        feed.offer(batch);
        try {
            int inserted = insert.executeUpdate();
            if (inserted != batch.rows()) {
                throw new SQLException(
                        "DuckDB took " + inserted + " of " + batch.rows() + " rows of a batch");
            }
        } finally {
            feed.clear();
        }
    }

    @Override
    public void cancel() throws SQLException {
        insert.cancel();
    }

    @Override
    public void close() throws SQLException {
        insert.close();
    }
}
