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

package io.flinkbundle.emulators.influxdb3.sql;

import org.apache.flink.annotation.Internal;

import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBPreparedStatement;

import java.io.IOException;
import java.io.OutputStream;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * The rows of a query, which are read while they are written to the client. Not thread-safe.
 *
 * <p>DuckDB ends a result without an error when the query fails behind the first rows (measured),
 * so the query adds a row that is marked as the last, and a result without it is none.
 */
@Internal
public final class QueryResult implements AutoCloseable {

    private final DuckDBConnection connection;
    private final DuckDBPreparedStatement statement;
    private final DuckDBChunkedResult chunks;
    private final List<ResultColumn> columns;

    private ResultChunk chunk;
    private boolean taken;
    private boolean complete;

    /**
     * @param chunks the columns and, behind them, whether a row is the mark of the end
     */
    QueryResult(
            DuckDBConnection connection,
            DuckDBPreparedStatement statement,
            DuckDBChunkedResult chunks,
            List<ResultColumn> columns)
            throws SQLException {
        this.connection = connection;
        this.statement = statement;
        this.chunks = chunks;
        this.columns = List.copyOf(columns);
        this.chunk = nextChunk();
    }

    private ResultChunk nextChunk() throws SQLException {
        if (!chunks.nextChunk()) {
            throw new SQLException("DuckDB ended the result early, because the query failed.");
        }
        DuckDBDataChunkReader reader = chunks.chunk();
        int rows = (int) reader.rowCount();
        complete = rows > 0 && reader.vector(columns.size()).getBoolean(rows - 1);
        return new ResultChunk(reader, columns, complete ? rows - 1 : rows);
    }

    public List<ResultColumn> columns() {
        return columns;
    }

    /**
     * The next rows, valid until the next call; nothing behind the last.
     *
     * @throws IOException when the query fails while it is read
     */
    public Optional<ResultChunk> next() throws IOException {
        if (taken && complete) {
            return Optional.empty();
        }
        if (taken) {
            try {
                chunk = nextChunk();
            } catch (SQLException | RuntimeException e) {
                throw new IOException("The query failed while it was read: " + e.getMessage(), e);
            }
        }
        taken = true;
        return Optional.of(chunk);
    }

    /**
     * Writes all rows.
     *
     * @throws IOException when the client is gone, or the query fails while it is read
     */
    public void writeTo(OutputStream out, ResultFormat format) throws IOException {
        RowWriter rows = format.writer(columns);
        Utf8Buffer buffer = new Utf8Buffer();
        rows.begin(buffer, !complete || chunk.rows() > 0);
        try {
            for (Optional<ResultChunk> next = next(); next.isPresent(); next = next()) {
                rows.write(buffer, next.get());
                if (!complete) {
                    buffer.flushTo(out);
                }
            }
        } catch (RuntimeException e) {
            throw new IOException("The query failed while it was read: " + e.getMessage(), e);
        }
        rows.end(buffer);
        buffer.flushTo(out);
    }

    @Override
    public void close() throws SQLException {
        try (connection;
                statement) {
            chunks.close();
        }
    }
}
