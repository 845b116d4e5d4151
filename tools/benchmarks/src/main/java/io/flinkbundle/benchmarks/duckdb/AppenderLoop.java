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
import io.flinkbundle.benchmarks.measure.Measurement;
import io.flinkbundle.benchmarks.rows.RowSlots;

import org.apache.flink.annotation.Internal;

import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

import java.sql.SQLException;
import java.sql.Statement;

/**
 * The fastest row-wise way into DuckDB: the Appender in one explicit transaction, texts as bytes
 * and timestamps as microseconds.
 *
 * <p>The transaction is begun and committed by statements: the driver's own auto-commit flag does
 * not cover the Appender.
 */
@Internal
final class AppenderLoop {

    static final String DESCRIPTION =
            "DuckDB Appender in one BEGIN … COMMIT, byte[] texts and epoch micros, one thread";

    private final RowSlots slots;

    AppenderLoop(RowSlots slots) {
        this.slots = slots;
    }

    /** Appends the rows 0 to {@code rows} - 1, commits, and closes the file. */
    Measurement run(DuckDbFile file, long rows) throws SQLException {
        DuckDBConnection connection = file.connect();
        ClockReading start = ClockReading.now();
        try (connection;
                Statement statement = connection.createStatement()) {
            statement.execute("BEGIN TRANSACTION");
            append(connection, rows);
            statement.execute("COMMIT");
        }
        return start.until(ClockReading.now(), rows);
    }

    private void append(DuckDBConnection connection, long rows) throws SQLException {
        try (DuckDBAppender appender = connection.createAppender("main", DuckDbFile.TABLE)) {
            for (long id = 0; id < rows; id++) {
                int slot = RowSlots.slotOf(id);
                appender.beginRow()
                        .append(id)
                        .append(slots.quantity(slot))
                        .append(slots.price(slot))
                        .append(slots.name(slot))
                        .appendEpochMicros(slots.eventMicros(slot))
                        .endRow();
            }
            // Closing alone would keep silent about a failure.
            appender.flush();
        }
    }
}
