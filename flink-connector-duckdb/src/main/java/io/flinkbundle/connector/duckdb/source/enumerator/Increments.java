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

package io.flinkbundle.connector.duckdb.source.enumerator;

import io.flinkbundle.connector.duckdb.source.DuckDbScan;
import io.flinkbundle.connector.duckdb.source.ScanMode;
import io.flinkbundle.connector.duckdb.source.SchemaMismatchException;
import io.flinkbundle.connector.duckdb.source.reader.ReadPlan;

import org.apache.flink.annotation.Internal;

import org.duckdb.DuckDBConnection;

import java.io.IOException;
import java.sql.SQLException;

/** Finds what has been added to a relation. */
@Internal
@FunctionalInterface
interface Increments {

    /**
     * Looks behind what is known.
     *
     * @throws IOException if rows have been removed in a way that makes the position worthless
     */
    Discovery after(Progress progress) throws IOException, SQLException;

    /**
     * What finds the additions of a scan.
     *
     * @throws SchemaMismatchException if the incremental column does not fit what is read
     */
    static Increments of(
            DuckDbScan scan, ScanMode.Unbounded mode, ReadPlan plan, DuckDBConnection connection)
            throws SchemaMismatchException, SQLException {
        if (!mode.byRowId()) {
            return ColumnIncrements.of(scan, mode, plan, connection);
        }
        if (!plan.relation().hasRowIds()) {
            throw SchemaMismatchException.of(
                    scan,
                    "its rows have no ids by which what is added could be told. Set"
                            + " 'scan.incremental.column' to a column whose values only grow.");
        }
        return new RowIdIncrements(scan, mode.startup(), connection);
    }
}
