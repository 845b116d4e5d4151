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
import io.flinkbundle.connector.duckdb.sink.ColumnMapping;

import org.apache.flink.annotation.Internal;

import org.duckdb.DuckDBConnection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.sql.SQLException;
import java.util.List;

/** Batches going into one table of one file, with the errors of the file's name. */
@Internal
final class TableLoad implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(TableLoad.class);

    private final String path;
    private final String table;
    private final RowBatchWriter writer;
    private long rows;

    /**
     * @param path the file, for messages
     * @param table the table's quoted name
     */
    TableLoad(DuckDBConnection connection, String path, String table, List<ColumnMapping> columns)
            throws DuckDbException {
        this.path = path;
        this.table = table;
        try {
            this.writer = TableFunctionBatchWriter.create(connection, table, columns);
        } catch (SQLException e) {
            throw failure("prepare the insert into " + table, e);
        }
    }

    void write(RowBatch batch) throws DuckDbException {
        batch.numberFrom(rows);
        try {
            writer.write(batch);
        } catch (SQLException e) {
            throw failure("write a batch of " + batch.rows() + " rows to table " + table, e);
        }
        rows += batch.rows();
    }

    /** How many rows were written. */
    long rows() {
        return rows;
    }

    void cancel() {
        try {
            writer.cancel();
        } catch (SQLException e) {
            // The write has ended by itself, which is as good.
            LOG.debug("No write into DuckDB file '{}' to cancel.", path, e);
        }
    }

    DuckDbException failure(String attempt, SQLException error) {
        return DuckDbErrors.translate(path, attempt, error);
    }

    @Override
    public void close() throws DuckDbException {
        try {
            writer.close();
        } catch (SQLException e) {
            throw failure("close the insert into " + table, e);
        }
    }
}
