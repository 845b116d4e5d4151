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
import io.flinkbundle.benchmarks.rows.LookupKeys;
import io.flinkbundle.benchmarks.rows.RowDigest;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.data.TimestampData;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDateTime;

/** Looks up one key after the other with a prepared statement, as any function would by itself. */
@Internal
final class LookupLoop {

    static final String DESCRIPTION = "a prepared SELECT for each key, one after the other";

    /** This many take a few seconds. */
    static final long ROW_LIMIT = 3_000;

    private LookupLoop() {}

    static Measurement run(DuckDbFile file, LookupKeys keys, long rows)
            throws SQLException, LostRowsException {
        RowDigest digest = new RowDigest();
        ClockReading start;
        ClockReading end;
        try (Connection connection = file.connect();
                PreparedStatement select =
                        connection.prepareStatement(
                                "SELECT id, quantity, price, name, event_time FROM "
                                        + DuckDbFile.TABLE
                                        + " WHERE id = ?")) {
            start = ClockReading.now();
            for (long number = 0; number < rows; number++) {
                select.setLong(1, keys.key(number));
                find(select, digest);
            }
            end = ClockReading.now();
        }
        LostRowsException.check("what was looked up", keys.expectedDigest(rows), digest);
        return start.until(end, rows);
    }

    private static void find(PreparedStatement select, RowDigest digest) throws SQLException {
        try (ResultSet found = select.executeQuery()) {
            while (found.next()) {
                digest.add(
                        GenericRowData.of(
                                found.getLong(1),
                                found.getInt(2),
                                found.getDouble(3),
                                StringData.fromString(found.getString(4)),
                                TimestampData.fromLocalDateTime(
                                        found.getObject(5, LocalDateTime.class))));
            }
        }
    }
}
