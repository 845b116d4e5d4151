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

package io.flinkbundle.connector.duckdb.sink;

import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;

import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Properties;

/** Another process that reads the table of a database file, without the connector. */
public final class ReaderProcess {

    private ReaderProcess() {}

    public static void main(String[] args) throws Exception {
        long rows = 0;
        // A commit may just be under way; the next one is a checkpoint away.
        for (int attempt = 0; attempt < 1000 && rows == 0; attempt++) {
            rows = tryToCount(args[0]);
        }
        System.out.println(rows);
    }

    private static long tryToCount(String file) {
        Properties readOnly = new Properties();
        readOnly.setProperty("access_mode", "READ_ONLY");
        try (DuckDBConnection connection =
                (DuckDBConnection) new DuckDBDriver().connect("jdbc:duckdb:" + file, readOnly)) {
            List<String> result = SinkFiles.query(connection, "SELECT count(*) FROM t");
            return Long.parseLong(result.get(0));
        } catch (SQLException e) {
            return 0;
        }
    }

    /** How many rows another process sees; zero if it could not open the file. */
    static long countRows(Path file) throws Exception {
        Process process =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-cp",
                                System.getProperty("java.class.path"),
                                ReaderProcess.class.getName(),
                                file.toString())
                        .redirectError(ProcessBuilder.Redirect.DISCARD)
                        .start();
        String line = process.inputReader().readLine();
        process.waitFor();
        return line == null ? 0 : Long.parseLong(line);
    }
}
