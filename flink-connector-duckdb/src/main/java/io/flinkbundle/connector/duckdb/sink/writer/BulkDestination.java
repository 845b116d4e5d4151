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

import io.flinkbundle.connector.duckdb.sink.CommitMarkers;
import io.flinkbundle.connector.duckdb.sink.DuckDbSinkConfig;
import io.flinkbundle.connector.duckdb.sink.TargetConnection;

import org.apache.flink.annotation.Internal;
import org.apache.flink.util.IOUtils;

import java.io.IOException;
import java.sql.SQLException;
import java.util.UUID;

/**
 * One transaction from the first row to the end of a bounded input: no checkpoint could resume it,
 * and none is taken. The marker of the run is written with the rows, so that an attempt that starts
 * again after the COMMIT knows that there is nothing left to do.
 */
@Internal
final class BulkDestination implements BatchDestination {

    /** No checkpoint belongs to a bulk load. */
    private static final long NO_CHECKPOINT = 0;

    private final TargetConnection target;
    private final CommitMarkers markers;
    private final UUID runId;
    private final TableLoad load;
    private final String tableName;
    private final String attempt;

    private BulkDestination(
            TargetConnection target,
            CommitMarkers markers,
            UUID runId,
            TableLoad load,
            String tableName,
            String attempt) {
        this.target = target;
        this.markers = markers;
        this.runId = runId;
        this.load = load;
        this.tableName = tableName;
        this.attempt = attempt;
    }

    /** Begins the transaction; the target, which is closed with the result, must be prepared. */
    static BulkDestination begin(
            TargetConnection target, CommitMarkers markers, UUID runId, DuckDbSinkConfig config)
            throws IOException {
        String attempt = "load table '" + config.tableName() + "'";
        try {
            target.begin();
        } catch (SQLException e) {
            throw target.failure(attempt, e);
        }
        TableLoad load =
                new TableLoad(
                        target.connection(), config.path(), config.quotedTable(), config.columns());
        return new BulkDestination(target, markers, runId, load, config.tableName(), attempt);
    }

    @Override
    public void write(RowBatch batch) throws IOException {
        load.write(batch);
    }

    @Override
    public void flush(boolean endOfInput) throws IOException, InterruptedException {
        if (!endOfInput) {
            throw UnfinishedBulkLoad.inSavepoint(tableName);
        }
        target.interruptibly(this::commit);
        markers.expire(runId);
    }

    private void commit() throws IOException {
        try {
            markers.add(runId, NO_CHECKPOINT, load.rows());
            target.commit();
        } catch (SQLException e) {
            throw target.failure(attempt, e);
        }
    }

    @Override
    public void cancel() {
        load.cancel();
    }

    @Override
    public void close() throws IOException {
        // A transaction that is still open is rolled back with its connection.
        try {
            IOUtils.closeAll(load, target);
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("Could not close the target of the bulk load.", e);
        }
    }
}
