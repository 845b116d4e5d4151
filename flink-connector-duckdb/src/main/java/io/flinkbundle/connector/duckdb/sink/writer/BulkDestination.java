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

import io.flinkbundle.connector.duckdb.client.Turn;
import io.flinkbundle.connector.duckdb.sink.CommitMarkers;
import io.flinkbundle.connector.duckdb.sink.DuckDbSinkConfig;
import io.flinkbundle.connector.duckdb.sink.TargetConnection;

import org.apache.flink.annotation.Internal;
import org.apache.flink.util.IOUtils;

import javax.annotation.Nullable;

import java.io.IOException;
import java.sql.SQLException;
import java.util.UUID;

/**
 * One transaction from the first row to the end of a bounded input: no checkpoint could resume it,
 * and none is taken. The marker of the run is written with the rows, so that an attempt that starts
 * again after the COMMIT knows that there is nothing left to do.
 *
 * <p>The file is opened with the first batch. A source of the same job may have to plan its splits
 * from the same file, in another process, before there can be a row.
 */
@Internal
final class BulkDestination implements BatchDestination {

    /** No checkpoint belongs to a bulk load. */
    private static final long NO_CHECKPOINT = 0;

    private final DuckDbSinkConfig config;
    private final UUID runId;
    private final String holder;
    private final WriterMetrics metrics;
    private final String attempt;
    private TargetConnection target;

    /** Held where the load replaces rows, until its transaction has ended. */
    @Nullable private Turn turn;

    private volatile TableLoad load;

    /**
     * @param config of a target that is prepared
     * @param runId identifies the load, which is not in the table yet
     */
    BulkDestination(DuckDbSinkConfig config, UUID runId, String holder, WriterMetrics metrics) {
        this.config = config;
        this.runId = runId;
        this.holder = holder;
        this.metrics = metrics;
        this.attempt = "load table '" + config.tableName() + "'";
    }

    @Override
    public void write(RowBatch batch) throws IOException, InterruptedException {
        open();
        load.write(batch);
    }

    private void open() throws IOException, InterruptedException {
        if (target == null) {
            target = TargetConnection.open(config, holder, metrics::retried);
            if (config.changes().overwrites()) {
                turn = target.takeTurn();
            }
            target.interruptibly(this::begin);
        }
    }

    private void begin() throws IOException {
        try {
            target.begin();
            if (config.changes().overwrites()) {
                target.execute("DELETE FROM " + config.quotedTable());
            }
        } catch (SQLException e) {
            throw target.failure(attempt, e);
        }
        load =
                new TableLoad(
                        target.connection(), config.path(), config.quotedTable(), config.columns());
    }

    @Override
    public void flush(boolean endOfInput) throws IOException, InterruptedException {
        if (!endOfInput) {
            throw UnfinishedBulkLoad.inSavepoint(config.tableName());
        }
        if (config.changes().overwrites()) {
            open();
        }
        // Without a row there is nothing that a restart could repeat.
        if (target != null) {
            target.interruptibly(this::commit);
            new CommitMarkers(target, config).expire(runId);
        }
    }

    private void commit() throws IOException {
        try {
            new CommitMarkers(target, config).add(runId, NO_CHECKPOINT, load.rows());
            target.commit();
        } catch (SQLException e) {
            throw target.failure(attempt, e);
        }
    }

    @Override
    public void cancel() {
        TableLoad current = load;
        if (current != null) {
            current.cancel();
        }
    }

    @Override
    public void close() throws IOException {
        // A transaction that is still open is rolled back with its connection.
        try {
            IOUtils.closeAll(load, target, turn);
        } catch (IOException | RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IOException("Could not close the target of the bulk load.", e);
        }
    }
}
