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

package io.flinkbundle.chaos.scenario;

import io.flinkbundle.chaos.process.Layout;
import io.flinkbundle.chaos.process.SmallDisk;
import io.flinkbundle.chaos.verdict.Verdict;

import org.apache.flink.annotation.Internal;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Optional;
import java.util.Properties;

/** A table in a file that both TaskManagers reach. */
@Internal
final class DuckDbTarget implements Target {

    private final Path file;
    private final Path staging;
    private final Optional<SmallDisk> disk;

    DuckDbTarget(Layout layout) throws InterruptedException {
        this.file = layout.folder("duckdb").resolve("target.duckdb");
        this.staging = layout.folder("duckdb-staging");
        this.disk = SmallDisk.mount(staging);
    }

    @Override
    public String definition() {
        return """
                CREATE TABLE rows_out (n BIGINT, k INT, c BIGINT) WITH (
                  'connector' = 'duckdb', 'path' = '%s', 'table-name' = 'rows_out',
                  'sink.id' = 'chaos', 'sink.delivery-guarantee' = 'exactly-once',
                  'sink.staging.path' = '%s')"""
                .formatted(file, staging.toUri());
    }

    @Override
    public Optional<Verdict> read() {
        Properties readOnly = new Properties();
        readOnly.setProperty("duckdb.read_only", "true");
        try (Connection connection = DriverManager.getConnection("jdbc:duckdb:" + file, readOnly);
                Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("SELECT n, k, c FROM rows_out ORDER BY rowid")) {
            Verdict verdict = new Verdict();
            while (rows.next()) {
                verdict.add(rows.getLong(1), rows.getInt(2), rows.getLong(3));
            }
            return Optional.of(verdict);
        } catch (SQLException e) {
            return Optional.empty(); // the committer has the file now: asked again
        }
    }

    @Override
    public Optional<SmallDisk> disk() {
        return disk;
    }

    @Override
    public void close() {
        disk.ifPresent(SmallDisk::close);
    }
}
