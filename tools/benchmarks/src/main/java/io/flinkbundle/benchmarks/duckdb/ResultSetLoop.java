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
import org.apache.flink.table.data.TimestampData;

import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.LocalDateTime;
import java.util.Properties;

/** What a reader through plain JDBC does: a streaming {@code ResultSet}, row by row. */
@Internal
final class ResultSetLoop {

    static final String NAME = "JDBC ResultSet, streaming";

    private ResultSetLoop() {}

    static Measurement run(DuckDbFile file, RowSlots slots, long expected)
            throws SQLException, LostRowsException {
        Properties streaming = new Properties();
        streaming.setProperty("jdbc_stream_results", "true");
        RowDigest digest = new RowDigest();
        ClockReading start;
        ClockReading end;
        try (Connection connection =
                        DriverManager.getConnection("jdbc:duckdb:" + file.path(), streaming);
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery(
                                "SELECT id, quantity, price, name, event_time FROM "
                                        + DuckDbFile.TABLE)) {
            boolean more = rows.next();
            start = ClockReading.now();
            while (more) {
                digest.add(
                        GenericRowData.of(
                                rows.getLong(1),
                                rows.getInt(2),
                                rows.getDouble(3),
                                StringData.fromString(rows.getString(4)),
                                TimestampData.fromLocalDateTime(
                                        rows.getObject(5, LocalDateTime.class))));
                more = rows.next();
            }
            end = ClockReading.now();
        }
        LostRowsException.check("the ResultSet", slots.expectedDigest(expected), digest);
        return start.until(end, expected);
    }
}
