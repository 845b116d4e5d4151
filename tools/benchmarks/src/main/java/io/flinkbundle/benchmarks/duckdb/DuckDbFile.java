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

import io.flinkbundle.benchmarks.rows.BenchmarkSchema;
import io.flinkbundle.benchmarks.rows.RowSlots;

import org.apache.flink.annotation.Internal;

import org.duckdb.DuckDBConnection;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Comparator;
import java.util.stream.Stream;

/** A database file in a folder of its own, removed with all that stands beside it. */
@Internal
final class DuckDbFile implements AutoCloseable {

    static final String TABLE = "bench_rows";

    /**
     * A whole number of rounds through the slots, so that a copy under a new id is the right row.
     */
    private static final long FIRST_ROWS = 16L * RowSlots.COUNT;

    private final Path folder;

    private DuckDbFile(Path folder) {
        this.folder = folder;
    }

    /** A file with an empty table of the columns that most benchmarks have. */
    static DuckDbFile create(Path workDirectory) throws IOException, SQLException {
        return create(workDirectory, BenchmarkSchema.DUCKDB_COLUMNS);
    }

    /**
     * @param columns the columns of the table, with their types and constraints
     */
    static DuckDbFile create(Path workDirectory, String columns) throws IOException, SQLException {
        DuckDbFile file = new DuckDbFile(Files.createTempDirectory(workDirectory, "duckdb-"));
        try (DuckDBConnection connection = file.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE %s (%s)".formatted(TABLE, columns));
        }
        return file;
    }

    /** A copy of this file, which nobody may have open. */
    DuckDbFile copy(Path workDirectory) throws IOException {
        DuckDbFile copy = new DuckDbFile(Files.createTempDirectory(workDirectory, "duckdb-"));
        Files.copy(path(), copy.path());
        return copy;
    }

    /** A copy of this file whose table has the identifier as its primary key. */
    DuckDbFile withKey(Path workDirectory) throws IOException, SQLException {
        DuckDbFile keyed =
                create(workDirectory, BenchmarkSchema.DUCKDB_COLUMNS + ", PRIMARY KEY (id)");
        try (DuckDBConnection connection = keyed.connect();
                Statement statement = connection.createStatement()) {
            statement.execute("ATTACH '" + path() + "' AS original (READ_ONLY)");
            statement.execute("INSERT INTO %1$s FROM original.%1$s".formatted(TABLE));
        }
        return keyed;
    }

    Path path() {
        return folder.resolve("bench.duckdb");
    }

    /** With DuckDB's own defaults, as the raw loops use it. */
    DuckDBConnection connect() throws SQLException {
        return (DuckDBConnection) DriverManager.getConnection("jdbc:duckdb:" + path());
    }

    /**
     * Brings the table from {@code present} rows to {@code wanted} by copying them within DuckDB,
     * which is faster than appending them from Java.
     */
    private void repeatRows(long present, long wanted) throws SQLException {
        try (DuckDBConnection connection = connect();
                Statement statement = connection.createStatement()) {
            long rows = present;
            while (rows < wanted) {
                long copied = Math.min(rows, wanted - rows);
                statement.execute(
                        "INSERT INTO %1$s SELECT * REPLACE (id + %2$d AS id) FROM %1$s WHERE id < %3$d"
                                .formatted(TABLE, rows, copied));
                rows += copied;
            }
        }
    }

    /** Fills the empty table with the rows 0 to {@code rows} - 1. */
    void fill(RowSlots slots, long rows) throws SQLException {
        long appended = Math.min(rows, FIRST_ROWS);
        new AppenderLoop(slots).run(this, appended);
        repeatRows(appended, rows);
    }

    @Override
    public void close() throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            files.sorted(Comparator.reverseOrder()).forEach(DuckDbFile::delete);
        }
    }

    private static void delete(Path path) {
        try {
            Files.deleteIfExists(path);
        } catch (IOException e) {
            throw new UncheckedIOException("Cannot remove " + path + " after a run", e);
        }
    }
}
