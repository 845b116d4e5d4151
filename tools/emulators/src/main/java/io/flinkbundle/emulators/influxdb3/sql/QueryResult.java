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

/** The rows of a query, which are read while they are written to the client. Not thread-safe. */
@Internal
public final class QueryResult implements AutoCloseable {

    private final DuckDBConnection connection;
    private final DuckDBPreparedStatement statement;
    private final DuckDBChunkedResult chunks;
    private final List<ResultColumn> columns;

    private boolean hasChunk;

    QueryResult(
            DuckDBConnection connection,
            DuckDBPreparedStatement statement,
            DuckDBChunkedResult chunks,
            List<ResultColumn> columns) {
        this.connection = connection;
        this.statement = statement;
        this.chunks = chunks;
        this.columns = List.copyOf(columns);
        this.hasChunk = chunks.nextChunk();
    }

    /**
     * Writes all rows.
     *
     * @throws IOException when the client is gone, or DuckDB fails while it reads
     */
    public void writeTo(OutputStream out, ResultFormat format) throws IOException {
        RowWriter rows = format.writer(columns);
        Utf8Buffer buffer = new Utf8Buffer();
        rows.begin(buffer, hasChunk);
        try {
            while (hasChunk) {
                DuckDBDataChunkReader chunk = chunks.chunk();
                rows.write(buffer, new ResultChunk(chunk, columns));
                buffer.flushTo(out);
                hasChunk = chunks.nextChunk();
            }
        } catch (RuntimeException e) {
            throw new IOException("DuckDB failed while its rows were read: " + e.getMessage(), e);
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
