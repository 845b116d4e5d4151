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

import io.flinkbundle.benchmarks.measure.LostRowsException;
import io.flinkbundle.benchmarks.rows.BenchmarkSchema;
import io.flinkbundle.benchmarks.rows.GeneratedRows;
import io.flinkbundle.benchmarks.rows.NarrowRows;
import io.flinkbundle.benchmarks.rows.RowSlots;
import io.flinkbundle.benchmarks.rows.WideRows;

import org.apache.flink.annotation.Internal;

import java.sql.SQLException;

/**
 * The rows that are appended to a table.
 *
 * @param generated the rows of Flink's side
 * @param parts how many rows of five columns one of them holds
 * @param duckDbColumns the columns of the table
 * @param digested the table as a relation of five columns, to be read back
 * @param referenceCpuNanos what a row costs the Appender on two quiet cores
 * @param jdbcRowLimit how many take some five seconds through JDBC
 */
@Internal
record AppendedRows(
        GeneratedRows generated,
        int parts,
        String duckDbColumns,
        String digested,
        double referenceCpuNanos,
        long jdbcRowLimit) {

    static final AppendedRows NARROW =
            new AppendedRows(
                    new NarrowRows(RowSlots.DEFAULT_SEED),
                    1,
                    BenchmarkSchema.DUCKDB_COLUMNS,
                    DuckDbFile.TABLE,
                    1_020,
                    30_000);

    static final AppendedRows WIDE =
            new AppendedRows(
                    new WideRows(RowSlots.DEFAULT_SEED),
                    WideRows.PARTS,
                    WideRows.duckDbColumns(),
                    WideRows.partsOf(DuckDbFile.TABLE),
                    3_800,
                    10_000);

    /** Fails unless the table of a file holds the rows 0 to {@code rows} - 1. */
    void verify(DuckDbFile file, long rows) throws SQLException, LostRowsException {
        ChunkReaderLoop.verify(file, digested, generated.expectedDigest(rows));
    }
}
