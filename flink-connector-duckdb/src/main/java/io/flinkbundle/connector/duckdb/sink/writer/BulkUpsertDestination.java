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

import java.io.IOException;
import java.sql.SQLException;
import java.util.UUID;

/**
 * Collects the changes of a bounded input, and applies them in one transaction at its end, with the
 * marker of the run. The file is opened with the first batch.
 */
@Internal
final class BulkUpsertDestination implements BatchDestination {

    /** No checkpoint belongs to a bulk load. */
    private static final long NO_CHECKPOINT = 0;

    private final DuckDbSinkConfig config;
    private final UUID runId;
    private final String holder;
    private final WriterMetrics metrics;
    private volatile ChangeTable changes;

    /**
     * @param config of a target that is prepared
     * @param runId identifies the load, which is not in the table yet
     */
    BulkUpsertDestination(
            DuckDbSinkConfig config, UUID runId, String holder, WriterMetrics metrics) {
        this.config = config;
        this.runId = runId;
        this.holder = holder;
        this.metrics = metrics;
    }

    @Override
    public void write(RowBatch batch) throws IOException, InterruptedException {
        open();
        changes.write(batch);
    }

    private void open() throws IOException, InterruptedException {
        if (changes == null) {
            changes = ChangeTable.open(config, holder, metrics);
        }
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
        if (changes != null) {
            TargetConnection target = changes.target();
            CommitMarkers markers = new CommitMarkers(target, config);
            target.inTurn(
                    "apply the changes to table '" + config.tableName() + "'",
                    () -> apply(target, markers));
            markers.expire(runId);
        }
    }

    private void apply(TargetConnection target, CommitMarkers markers) throws SQLException {
        if (config.changes().overwrites()) {
            target.execute("DELETE FROM " + config.quotedTable());
        }
        changes.apply();
        markers.add(runId, NO_CHECKPOINT, changes.rows());
    }

    @Override
    public void cancel() {
        ChangeTable current = changes;
        if (current != null) {
            current.cancel();
        }
    }

    @Override
    public void close() throws IOException {
        if (changes != null) {
            changes.close();
        }
    }
}
