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
import io.flinkbundle.benchmarks.rows.WideRows;

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
    private final int parts;

    /** Appends to the five columns that most benchmarks have. */
    AppenderLoop(RowSlots slots) {
        this(slots, 1);
    }

    /**
     * @param parts how many rows of five columns a row of the table holds, as {@link WideRows} does
     */
    AppenderLoop(RowSlots slots, int parts) {
        this.slots = slots;
        this.parts = parts;
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
            for (long number = 0; number < rows; number++) {
                appender.beginRow();
                for (int part = 0; part < parts; part++) {
                    append(appender, WideRows.partId(number, part));
                }
                appender.endRow();
            }
            // Closing alone would keep silent about a failure.
            appender.flush();
        }
    }

    private void append(DuckDBAppender appender, long id) throws SQLException {
        int slot = RowSlots.slotOf(id);
        appender.append(id)
                .append(slots.quantity(slot))
                .append(slots.price(slot))
                .append(slots.name(slot))
                .appendEpochMicros(slots.eventMicros(slot));
    }
}
