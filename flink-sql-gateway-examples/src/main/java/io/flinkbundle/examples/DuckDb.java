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

package io.flinkbundle.examples;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Properties;

/** Reads with DuckDB: a database file that a job writes, and CSV files. */
final class DuckDb {

    private DuckDb() {}

    /**
     * A table of a database file, in the order of its columns. Empty while there is nothing to
     * read: no file yet, no table yet, or a job that commits at this moment and so holds the file.
     */
    static Optional<ResultTable> poll(Path database, String table) {
        if (!Files.exists(database)) {
            return Optional.empty();
        }
        try {
            return Optional.of(readTable(database, table));
        } catch (SQLException e) {
            return Optional.empty();
        }
    }

    /** A table of a database file that nobody writes any more. */
    static ResultTable readTable(Path database, String table) throws SQLException {
        return read(database, "SELECT * FROM \"%s\" ORDER BY ALL".formatted(table));
    }

    /** The answer of a database file that nobody writes any more. */
    static ResultTable read(Path database, String sql) throws SQLException {
        Properties readOnly = new Properties();
        readOnly.setProperty("access_mode", "READ_ONLY");
        return query("jdbc:duckdb:" + database, readOnly, sql);
    }

    /** A CSV file with a header, every value as the text that stands there. */
    static ResultTable csv(Path file) {
        try {
            return query(
                    "SELECT * FROM read_csv('%s', header = true, all_varchar = true)"
                            .formatted(file.toString().replace("'", "''")));
        } catch (SQLException e) {
            throw new ExampleException("%s cannot be read: %s".formatted(file, RootCause.of(e)), e);
        }
    }

    /** The answer to a query that needs no database file. */
    static ResultTable query(String sql) throws SQLException {
        return query("jdbc:duckdb:", new Properties(), sql);
    }

    private static ResultTable query(String url, Properties properties, String sql)
            throws SQLException {
        try (Connection connection = DriverManager.getConnection(url, properties);
                Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(sql)) {
            ResultSetMetaData types = result.getMetaData();
            List<String> columns = new ArrayList<>();
            for (int i = 1; i <= types.getColumnCount(); i++) {
                columns.add(types.getColumnName(i));
            }
            List<List<String>> rows = new ArrayList<>();
            while (result.next()) {
                List<String> row = new ArrayList<>();
                for (int i = 1; i <= columns.size(); i++) {
                    row.add(String.valueOf(result.getString(i)));
                }
                rows.add(row);
            }
            return new ResultTable(columns, rows);
        } catch (LinkageError e) {
            throw new ExampleException(
                    "DuckDB does not run on this machine: " + RootCause.of(e), e);
        }
    }
}
