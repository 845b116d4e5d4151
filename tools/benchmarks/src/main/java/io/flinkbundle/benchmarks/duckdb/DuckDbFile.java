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

    private final Path folder;

    private DuckDbFile(Path folder) {
        this.folder = folder;
    }

    /** A file with an empty table of the benchmark's columns. */
    static DuckDbFile create(Path workDirectory) throws IOException, SQLException {
        DuckDbFile file = new DuckDbFile(Files.createTempDirectory(workDirectory, "duckdb-"));
        try (DuckDBConnection connection = file.connect();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "CREATE TABLE %s (%s)".formatted(TABLE, BenchmarkSchema.DUCKDB_COLUMNS));
        }
        return file;
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
    void repeatRows(long present, long wanted) throws SQLException {
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
