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
import io.flinkbundle.benchmarks.rows.BenchmarkSchema;
import io.flinkbundle.benchmarks.rows.KeyedChanges;
import io.flinkbundle.benchmarks.rows.RowSlots;

import org.apache.flink.annotation.Internal;

import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBConnection;

import java.sql.SQLException;
import java.sql.Statement;

/**
 * The fastest hand-written way to bring changes by key into a table: they are appended to a file of
 * their own, then one transaction deletes what has changed and inserts the last change of each key.
 *
 * <p>{@code MERGE} and {@code ON CONFLICT} are slower, with and without an index on the key.
 */
@Internal
final class UpsertLoop {

    static final String DESCRIPTION =
            "Appender into a staging file, then DELETE USING + INSERT in one transaction";

    private static final String STAGED =
            "number BIGINT, deleted BOOLEAN, " + BenchmarkSchema.DUCKDB_COLUMNS;
    private static final String COLUMNS = String.join(", ", BenchmarkSchema.COLUMNS);

    private final RowSlots slots;
    private final KeyedChanges changes;

    UpsertLoop(RowSlots slots, KeyedChanges changes) {
        this.slots = slots;
        this.changes = changes;
    }

    /** Applies the changes 0 to {@code count} - 1 to the table of {@code target}. */
    Measurement run(DuckDbFile target, DuckDbFile staging, long count) throws SQLException {
        ClockReading start = ClockReading.now();
        stage(staging, count);
        apply(target, staging);
        return start.until(ClockReading.now(), count);
    }

    private void stage(DuckDbFile staging, long count) throws SQLException {
        try (DuckDBConnection connection = staging.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE changes (" + STAGED + ")");
            statement.execute("BEGIN TRANSACTION");
            try (DuckDBAppender appender = connection.createAppender("main", "changes")) {
                for (long number = 0; number < count; number++) {
                    append(appender, number);
                }
                // Closing alone would keep silent about a failure.
                appender.flush();
            }
            statement.execute("COMMIT");
        }
    }

    private void append(DuckDBAppender appender, long number) throws SQLException {
        int slot = KeyedChanges.slot(number);
        appender.beginRow()
                .append(number)
                .append(changes.deletes(number))
                .append(changes.key(number))
                .append(slots.quantity(slot))
                .append(slots.price(slot))
                .append(slots.name(slot))
                .appendEpochMicros(slots.eventMicros(slot))
                .endRow();
    }

    private static void apply(DuckDbFile target, DuckDbFile staging) throws SQLException {
        try (DuckDBConnection connection = target.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("ATTACH '" + staging.path() + "' AS staging (READ_ONLY)");
            statement.execute("BEGIN TRANSACTION");
            // Grouping keys and numbers alone is cheaper than a window over whole rows.
            statement.execute(
                    "CREATE TEMP TABLE last_changes AS"
                            + " SELECT id, max(number) AS number FROM staging.changes GROUP BY id");
            statement.execute(
                    "DELETE FROM %s AS t USING last_changes AS l WHERE t.id = l.id"
                            .formatted(DuckDbFile.TABLE));
            statement.execute(
                    ("INSERT INTO %s SELECT %s FROM staging.changes WHERE NOT deleted"
                                    + " AND number IN (SELECT number FROM last_changes)")
                            .formatted(DuckDbFile.TABLE, COLUMNS));
            statement.execute("COMMIT");
        }
    }
}
