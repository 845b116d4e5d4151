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

import org.apache.flink.annotation.Internal;

import java.io.IOException;

/**
 * Applies each batch of changes by itself. A batch that is repeated after a failure changes nothing
 * in the end, because the last change of a key wins. The file stays open while batches follow each
 * other, and is released to other processes at each flush by time or checkpoint.
 */
@Internal
final class DirectUpsertDestination implements BatchDestination {

    private final DuckDbSinkConfig config;
    private final String holder;
    private final WriterMetrics metrics;
    private volatile ChangeTable changes;

    DirectUpsertDestination(DuckDbSinkConfig config, String holder, WriterMetrics metrics) {
        this.config = config;
        this.holder = holder;
        this.metrics = metrics;
    }

    @Override
    public void write(RowBatch batch) throws IOException, InterruptedException {
        if (changes == null) {
            changes = ChangeTable.open(config, holder, metrics);
        }
        changes.write(batch);
        changes.target()
                .inTurn(
                        "apply a batch of changes to table '" + config.tableName() + "'",
                        changes::apply);
        changes.clear();
    }

    @Override
    public void flush(boolean endOfInput) throws IOException {
        close();
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
        ChangeTable current = changes;
        changes = null;
        if (current != null) {
            current.close();
        }
    }
}
