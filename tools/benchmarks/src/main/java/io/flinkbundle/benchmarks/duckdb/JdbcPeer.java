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

import io.flinkbundle.benchmarks.flink.ConnectorTable;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.types.logical.RowType;

import java.util.List;
import java.util.Map;

/**
 * Flink's JDBC connector on a DuckDB file, with the dialect that {@link
 * io.flinkbundle.benchmarks.peer.DuckDbJdbcFactory} adds to it.
 */
@Internal
final class JdbcPeer {

    static final String SINK = "Flink's JDBC connector, batches of 5000";

    static final String LOOKUP = "Flink's JDBC connector, one query a key";

    private JdbcPeer() {}

    /**
     * @param primaryKey makes the sink write upserts; the table must have it as a constraint
     */
    static ConnectorTable table(RowType rowType, List<String> primaryKey, DuckDbFile file) {
        return ConnectorTable.of(
                rowType,
                primaryKey,
                Map.of(
                        "connector",
                        "jdbc",
                        "url",
                        "jdbc:duckdb:" + file.path(),
                        "table-name",
                        DuckDbFile.TABLE,
                        "sink.buffer-flush.max-rows",
                        "5000",
                        "sink.buffer-flush.interval",
                        "0s"));
    }
}
