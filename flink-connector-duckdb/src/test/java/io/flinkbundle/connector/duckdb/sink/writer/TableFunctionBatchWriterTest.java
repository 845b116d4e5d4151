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

package io.flinkbundle.connector.duckdb.sink.writer;

import io.flinkbundle.connector.duckdb.client.FeedFunction;
import io.flinkbundle.connector.duckdb.sink.ColumnMapping;
import io.flinkbundle.connector.duckdb.sink.SinkFiles;

import org.apache.flink.table.data.GenericRowData;
import org.apache.flink.table.data.StringData;
import org.apache.flink.table.types.logical.RowType;

import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDriver;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class TableFunctionBatchWriterTest {

    private static final List<ColumnMapping> COLUMNS =
            ColumnMapping.of((RowType) SinkFiles.ROWS.getLogicalType());

    @TempDir private Path folder;

    private DuckDBConnection connection;

    @BeforeEach
    void open() throws Exception {
        connection = (DuckDBConnection) SinkFiles.connect(folder.resolve("t.duckdb"));
        FeedFunction.register(connection);
    }

    @AfterEach
    void close() throws Exception {
        connection.close();
    }

    @Test
    void writesOneBatchAfterAnother() throws Exception {
        execute("CREATE TABLE t (id BIGINT, name VARCHAR)");

        try (RowBatchWriter writer = TableFunctionBatchWriter.create(connection, "t", COLUMNS)) {
            RowBatch batch = batch(1, 2);
            writer.write(batch);
            batch.clear();
            append(batch, 3);
            writer.write(batch);
        }

        assertThat(SinkFiles.query(connection, "FROM t ORDER BY id"))
                .containsExactly("1|n1", "2|n2", "3|n3");
    }

    @Test
    void matchesColumnsByNameAndFillsInDefaults() throws Exception {
        execute("CREATE TABLE t (more INTEGER DEFAULT 7, NAME VARCHAR, ID BIGINT)");

        try (RowBatchWriter writer = TableFunctionBatchWriter.create(connection, "t", COLUMNS)) {
            writer.write(batch(1));
        }

        assertThat(SinkFiles.query(connection, "FROM t")).containsExactly("7|n1|1");
    }

    @Test
    void takesPartInTheOpenTransaction() throws Exception {
        execute("CREATE TABLE t (id BIGINT, name VARCHAR)");
        execute("BEGIN TRANSACTION");

        try (RowBatchWriter writer = TableFunctionBatchWriter.create(connection, "t", COLUMNS)) {
            writer.write(batch(1));
        }
        execute("ROLLBACK");

        assertThat(SinkFiles.query(connection, "FROM t")).isEmpty();
    }

    @Test
    void reportsARowThatBreaksAConstraint() throws Exception {
        execute("CREATE TABLE t (id BIGINT PRIMARY KEY, name VARCHAR)");

        try (RowBatchWriter writer = TableFunctionBatchWriter.create(connection, "t", COLUMNS)) {
            assertThatThrownBy(() -> writer.write(batch(1, 1)))
                    .isInstanceOf(SQLException.class)
                    .hasMessageContaining("duplicate key");
        }

        assertThat(SinkFiles.query(connection, "FROM t")).isEmpty();
    }

    /** DuckDB drops functions only with the file, which may stay open for months. */
    @Test
    void aFileHasOneFunctionHoweverManyWritersItHad() throws Exception {
        execute("CREATE TABLE t (id BIGINT, name VARCHAR)");
        for (int i = 0; i < 10; i++) {
            FeedFunction.register(connection);
            TableFunctionBatchWriter.create(connection, "t", COLUMNS).close();
        }

        assertThat(
                        SinkFiles.query(
                                connection,
                                "SELECT function_name FROM duckdb_functions()"
                                        + " WHERE function_name LIKE 'flink%'"))
                .containsExactly("flink_feed");
    }

    @Test
    void twoWritersOfAFileHaveTheirOwnRows() throws Exception {
        execute("CREATE TABLE t (id BIGINT, name VARCHAR)");

        try (RowBatchWriter first = TableFunctionBatchWriter.create(connection, "t", COLUMNS);
                RowBatchWriter second = TableFunctionBatchWriter.create(connection, "t", COLUMNS)) {
            first.write(batch(1));
            second.write(batch(2));
            first.write(batch(3));
        }

        assertThat(SinkFiles.query(connection, "FROM t ORDER BY id"))
                .containsExactly("1|n1", "2|n2", "3|n3");
    }

    @Test
    void leavesNoTraceInTheDriversListOfFunctions() {
        assertThat(DuckDBDriver.registeredFunctions()).isEmpty();
    }

    private static RowBatch batch(long... ids) throws Exception {
        RowBatch batch = new RowBatch(COLUMNS);
        for (long id : ids) {
            append(batch, id);
        }
        return batch;
    }

    private static void append(RowBatch batch, long id) throws Exception {
        batch.append(GenericRowData.of(id, StringData.fromString("n" + id)));
    }

    private void execute(String sql) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }
}
