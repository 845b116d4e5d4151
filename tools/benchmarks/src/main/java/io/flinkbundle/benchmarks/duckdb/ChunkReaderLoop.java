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

package io.flinkbundle.benchmarks.duckdb;

import io.flinkbundle.benchmarks.measure.ClockReading;
import io.flinkbundle.benchmarks.measure.LostRowsException;
import io.flinkbundle.benchmarks.measure.Measurement;
import io.flinkbundle.benchmarks.rows.RowDigest;
import io.flinkbundle.benchmarks.rows.RowSlots;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;

import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBPreparedStatement;
import org.duckdb.DuckDBReadableVector;

import java.sql.SQLException;

/**
 * The fastest way out of DuckDB without Arrow: the chunk reader, each row made a {@code RowData}.
 */
@Internal
final class ChunkReaderLoop {

    static final String DESCRIPTION =
            "DuckDBPreparedStatement.query(), chunk by chunk, a GenericRowData for each row";

    /**
     * The chunk reader refuses raw access to a timestamp, so the engine hands it over as a number.
     */
    private static final String QUERY =
            "SELECT id, quantity, price, name, epoch_us(event_time) FROM ";

    private final RowSlots slots;

    ChunkReaderLoop(RowSlots slots) {
        this.slots = slots;
    }

    /** Reads the whole table; the rows are digested within the clock, as in the Flink job. */
    Measurement run(DuckDbFile file, long expected) throws SQLException, LostRowsException {
        RowDigest digest = new RowDigest();
        ClockReading start;
        ClockReading end;
        try (DuckDBConnection connection = file.connect();
                DuckDBPreparedStatement statement =
                        (DuckDBPreparedStatement)
                                connection.prepareStatement(QUERY + DuckDbFile.TABLE);
                DuckDBChunkedResult result = statement.query()) {
            boolean more = result.nextChunk();
            start = ClockReading.now();
            while (more) {
                digest(result.chunk(), digest);
                more = result.nextChunk();
            }
            end = ClockReading.now();
        }
        check(file, slots.expectedDigest(expected), digest);
        return start.until(end, expected);
    }

    /**
     * Reads a relation off the clock and fails unless it holds the rows expected.
     *
     * @param relation a table, or a query in parentheses, of the benchmark's columns
     */
    static void verify(DuckDbFile file, String relation, RowDigest expected)
            throws SQLException, LostRowsException {
        RowDigest digest = new RowDigest();
        try (DuckDBConnection connection = file.connect();
                DuckDBPreparedStatement statement =
                        (DuckDBPreparedStatement) connection.prepareStatement(QUERY + relation);
                DuckDBChunkedResult result = statement.query()) {
            while (result.nextChunk()) {
                digest(result.chunk(), digest);
            }
        }
        check(file, expected, digest);
    }

    private static void check(DuckDbFile file, RowDigest expected, RowDigest digest)
            throws LostRowsException {
        LostRowsException.check(
                "table %s of %s".formatted(DuckDbFile.TABLE, file.path()), expected, digest);
    }

    private static void digest(DuckDBDataChunkReader chunk, RowDigest digest) {
        DuckDBReadableVector ids = chunk.vector(0);
        DuckDBReadableVector quantities = chunk.vector(1);
        DuckDBReadableVector prices = chunk.vector(2);
        DuckDBReadableVector names = chunk.vector(3);
        DuckDBReadableVector eventTimes = chunk.vector(4);
        long rows = chunk.rowCount();
        for (long i = 0; i < rows; i++) {
            // No column holds NULL; reading one would fail loudly.
            GenericRowData row = new GenericRowData(5);
            row.setField(0, ids.getLong(i));
            row.setField(1, quantities.getInt(i));
            row.setField(2, prices.getDouble(i));
            row.setField(3, StringData.fromString(names.getString(i)));
            row.setField(4, RowSlots.timestamp(eventTimes.getLong(i)));
            digest.add(row);
        }
    }
}
