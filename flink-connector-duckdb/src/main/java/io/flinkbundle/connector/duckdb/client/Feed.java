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

import org.apache.flink.annotation.Internal;

import org.duckdb.DuckDBDataChunkWriter;
import org.duckdb.DuckDBTableFunctionBindInfo;

import java.sql.SQLException;

/** Rows that a query reads from Java by means of {@link FeedFunction}. */
@Internal
public interface Feed {

    /** Says which columns the rows have. */
    void describe(DuckDBTableFunctionBindInfo info) throws SQLException;

    /** Starts at the first row, once for each execution of the query. */
    Cursor open();

    /** A reading of the rows, by one thread. */
    @FunctionalInterface
    interface Cursor {

        /** Fills a chunk with the next rows, and returns how many there were; zero at the end. */
        long next(DuckDBDataChunkWriter chunk);
    }
}
