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

import org.apache.flink.annotation.Internal;

import java.sql.SQLException;

/**
 * Puts batches into one table over one connection, within whatever transaction is open there. Used
 * by one thread at a time, but for {@link #cancel()}.
 */
@Internal
interface RowBatchWriter extends AutoCloseable {

    /** Writes all rows of a batch. */
    void write(RowBatch batch) throws SQLException;

    /** Ends a write that is under way on another thread; DuckDB does not heed interrupts. */
    void cancel() throws SQLException;

    @Override
    void close() throws SQLException;
}
