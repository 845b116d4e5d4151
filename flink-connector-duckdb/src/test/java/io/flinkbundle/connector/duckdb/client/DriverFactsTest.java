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

package io.flinkbundle.connector.duckdb.client;

import io.flinkbundle.connector.duckdb.DuckDbFiles;

import org.duckdb.DuckDBAppender;
import org.duckdb.DuckDBChunkedResult;
import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBPreparedStatement;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/**
 * What the connector knows about the driver and builds around. A failure here after an upgrade of
 * the driver is news: some guard may not be needed any more, or not suffice.
 */
class DriverFactsTest {

    @TempDir private Path folder;

    private Path file;

    @BeforeEach
    void createDatabase() throws Exception {
        file =
                DuckDbFiles.execute(
                        folder.resolve("t.duckdb"),
                        "CREATE TABLE t (k INTEGER PRIMARY KEY, s VARCHAR)");
    }

    @Test
    void anAppenderIgnoresThatAutoCommitIsOff() throws Exception {
        try (DuckDBConnection connection = connect()) {
            connection.setAutoCommit(false);
            append(connection, 1);
            connection.rollback();

            assertThat(count(connection)).isEqualTo(1);
        }
    }

    @Test
    void anAppenderObeysATransactionBegunBySql() throws Exception {
        try (DuckDBConnection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("BEGIN TRANSACTION");
            append(connection, 1);
            statement.execute("ROLLBACK");

            assertThat(count(connection)).isZero();
        }
    }

    @Test
    void closingAnAppenderSwallowsWhatFlushingReports() throws Exception {
        try (DuckDBConnection connection = connect()) {
            append(connection, 1);
            DuckDBAppender closed = appender(connection, 1);
            closed.close();
            DuckDBAppender flushed = appender(connection, 1);

            assertThatThrownBy(flushed::flush).isInstanceOf(SQLException.class);
            assertThat(count(connection)).isEqualTo(1);
            flushed.close();
        }
    }

    @Test
    void twoConnectionsToOneFileNeedTheSameSettings() throws Exception {
        Properties others = new Properties();
        others.put("threads", "1");
        try (DuckDBConnection connection = connect()) {
            assertThatThrownBy(() -> DuckDbFiles.connect(file, others))
                    .hasMessageContaining("different configuration");
            assertThat(connection.isClosed()).isFalse();
        }
    }

    /** So the markers of commits have to stand in the file that they are about. */
    @Test
    void oneTransactionWritesOneAttachedDatabaseOnly() throws Exception {
        Path other = DuckDbFiles.execute(folder.resolve("o.duckdb"), "CREATE TABLE o (k INTEGER)");
        try (DuckDBConnection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute("ATTACH '" + other + "' AS o");
            statement.execute("BEGIN TRANSACTION");
            statement.execute("INSERT INTO t VALUES (1, 'a')");

            assertThatThrownBy(() -> statement.execute("INSERT INTO o.o VALUES (1)"))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("a single transaction can only write to a single");
        }
    }

    /** So a changelog has to be reduced to the last row of each key before it is written. */
    @Test
    void anUpsertWithOneKeyTwiceDoesNotKeepTheLastRow() throws Exception {
        try (DuckDBConnection connection = connect();
                Statement statement = connection.createStatement()) {
            statement.execute(
                    "INSERT INTO t VALUES (1, 'first'), (1, 'last')"
                            + " ON CONFLICT (k) DO UPDATE SET s = excluded.s");
            try (ResultSet result = statement.executeQuery("SELECT s FROM t")) {
                result.next();

                assertThat(result.getString(1)).isEqualTo("first");
            }
        }
    }

    @Test
    void aStreamOfChunksThatFailsInTheMiddleJustEnds() throws Exception {
        String failing =
                "SELECT CASE WHEN range = 39000 THEN error('boom') ELSE range END,"
                        + " repeat('x', 1000) FROM range(40000)";
        Properties oneThread = new Properties();
        oneThread.put("threads", "1");
        try (Connection connection = DuckDbFiles.connect(file, oneThread);
                DuckDBPreparedStatement statement =
                        connection.prepareStatement(failing).unwrap(DuckDBPreparedStatement.class);
                DuckDBChunkedResult result = statement.query()) {
            long rows = 0;
            while (result.nextChunk()) {
                rows += result.chunk().rowCount();
            }

            assertThat(rows).isLessThan(40_000);
        }
    }

    @Test
    void theEpochOfInfinityIsNull() throws Exception {
        assertThat(DuckDbFiles.query(file, "SELECT epoch_us('infinity'::TIMESTAMP) IS NULL"))
                .containsExactly("true");
    }

    private DuckDBConnection connect() throws SQLException {
        Connection connection = DuckDbFiles.connect(file, new Properties());
        return connection.unwrap(DuckDBConnection.class);
    }

    private static DuckDBAppender appender(DuckDBConnection connection, int key)
            throws SQLException {
        DuckDBAppender appender = connection.createAppender("t");
        appender.beginRow().append(key).append("x").endRow();
        return appender;
    }

    private static void append(DuckDBConnection connection, int key) throws SQLException {
        try (DuckDBAppender appender = appender(connection, key)) {
            appender.flush();
        }
    }

    private static long count(DuckDBConnection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("SELECT count(*) FROM t")) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
