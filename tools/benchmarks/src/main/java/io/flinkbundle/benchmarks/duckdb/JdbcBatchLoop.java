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

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** What a sink through plain JDBC does: prepared inserts, executed in batches of a few thousand. */
@Internal
final class JdbcBatchLoop {

    static final String NAME = "JDBC prepared statement batches of 5000";

    /** DuckDB executes a batch statement by statement: this many take some five seconds. */
    static final long ROW_LIMIT = 30_000;

    private static final int BATCH = 5_000;

    private JdbcBatchLoop() {}

    static Measurement run(DuckDbFile file, RowSlots slots, long rows) throws SQLException {
        Connection connection = file.connect();
        ClockReading start = ClockReading.now();
        try (connection) {
            connection.setAutoCommit(false);
            insert(connection, slots, rows);
            connection.commit();
        }
        return start.until(ClockReading.now(), rows);
    }

    private static void insert(Connection connection, RowSlots slots, long rows)
            throws SQLException {
        try (PreparedStatement insert =
                connection.prepareStatement(
                        "INSERT INTO " + DuckDbFile.TABLE + " VALUES (?, ?, ?, ?, ?)")) {
            for (long id = 0; id < rows; id++) {
                int slot = RowSlots.slotOf(id);
                insert.setLong(1, id);
                insert.setInt(2, slots.quantity(slot));
                insert.setDouble(3, slots.price(slot));
                insert.setString(4, new String(slots.name(slot), StandardCharsets.US_ASCII));
                insert.setObject(5, RowSlots.timestamp(slots.eventMicros(slot)).toLocalDateTime());
                insert.addBatch();
                if ((id + 1) % BATCH == 0 || id + 1 == rows) {
                    insert.executeBatch();
                }
            }
        }
    }
}
