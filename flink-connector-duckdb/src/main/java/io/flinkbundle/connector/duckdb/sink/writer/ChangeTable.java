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

import io.flinkbundle.connector.duckdb.client.DuckDbException;
import io.flinkbundle.connector.duckdb.sink.DuckDbSinkConfig;
import io.flinkbundle.connector.duckdb.sink.StagedColumns;
import io.flinkbundle.connector.duckdb.sink.TargetConnection;
import io.flinkbundle.connector.duckdb.sink.TargetTable;
import io.flinkbundle.connector.duckdb.sink.Upsert;

import org.apache.flink.annotation.Internal;
import org.apache.flink.util.IOUtils;

import java.io.IOException;
import java.sql.SQLException;

/**
 * Changes by key that wait in a temporary table beside the target, until a transaction applies them
 * all. Until then nothing of the target is touched, so that the transaction can be tried again.
 */
@Internal
final class ChangeTable implements AutoCloseable {

    private static final String NAME = "temp.main.flink_changes";

    private final TargetConnection target;
    private final TableLoad load;
    private final Upsert upsert;
    private long rows;

    private ChangeTable(TargetConnection target, TableLoad load, Upsert upsert) {
        this.target = target;
        this.load = load;
        this.upsert = upsert;
    }

    /** Opens the target of a sink, and creates the table beside it. */
    static ChangeTable open(DuckDbSinkConfig config, String holder, WriterMetrics metrics)
            throws IOException, InterruptedException {
        TargetConnection target = TargetConnection.open(config, holder, metrics::retried);
        try {
            return create(target, config.withColumns(TargetTable.columns(target, config)));
        } catch (IOException | RuntimeException e) {
            IOUtils.closeQuietly(target);
            throw e;
        }
    }

    private static ChangeTable create(TargetConnection target, DuckDbSinkConfig config)
            throws DuckDbException {
        try {
            target.execute(
                    "CREATE TEMP TABLE " + NAME + " (" + StagedColumns.definitions(config) + ")");
        } catch (SQLException e) {
            throw target.failure(
                    "create a temporary table beside table '" + config.tableName() + "'", e);
        }
        TableLoad load =
                new TableLoad(target.connection(), config.path(), NAME, StagedColumns.of(config));
        return new ChangeTable(target, load, new Upsert(target, config));
    }

    TargetConnection target() {
        return target;
    }

    void write(RowBatch batch) throws DuckDbException {
        load.write(batch);
        rows += batch.rows();
    }

    /** How many changes wait. */
    long rows() {
        return rows;
    }

    /** Applies the changes within the open transaction of the target. */
    void apply() throws SQLException {
        upsert.apply(NAME, rows);
    }

    /** Forgets the changes, which are applied. */
    void clear() throws DuckDbException {
        try {
            target.execute("TRUNCATE " + NAME);
        } catch (SQLException e) {
            throw target.failure("empty table '" + NAME + "'", e);
        }
        rows = 0;
    }

    /** Ends a write that is under way. */
    void cancel() {
        load.cancel();
    }

    @Override
    public void close() throws IOException {
        // The table goes with its connection.
        try (target) {
            load.close();
        }
    }
}
