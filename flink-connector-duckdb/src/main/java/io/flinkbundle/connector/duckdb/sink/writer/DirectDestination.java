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

import io.flinkbundle.connector.duckdb.sink.DuckDbSinkConfig;
import io.flinkbundle.connector.duckdb.sink.TargetConnection;

import org.apache.flink.annotation.Internal;

import java.io.IOException;

/**
 * Commits each batch by itself: at-least-once. The file stays open while batches follow each other,
 * and is released to other processes at each flush by time or checkpoint.
 */
@Internal
final class DirectDestination implements BatchDestination {

    private final DuckDbSinkConfig config;
    private final String holder;
    private final WriterMetrics metrics;
    private TargetConnection target;
    private volatile TableLoad load;

    DirectDestination(DuckDbSinkConfig config, String holder, WriterMetrics metrics) {
        this.config = config;
        this.holder = holder;
        this.metrics = metrics;
    }

    @Override
    public void write(RowBatch batch) throws IOException, InterruptedException {
        if (target == null) {
            target = TargetConnection.open(config, holder, metrics::retried);
            load =
                    new TableLoad(
                            target.connection(),
                            config.path(),
                            config.quotedTable(),
                            config.columns());
        }
        target.inTransaction(
                "commit a batch to table '" + config.tableName() + "'", () -> load.write(batch));
    }

    @Override
    public void flush(boolean endOfInput) throws IOException {
        close();
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
        TableLoad openLoad = load;
        TargetConnection openTarget = target;
        load = null;
        target = null;
        if (openTarget != null) {
            try (openTarget) {
                if (openLoad != null) {
                    openLoad.close();
                }
            }
        }
    }
}
