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

package io.flinkbundle.connector.duckdb.sink;

import org.apache.flink.api.common.functions.MapFunction;
import org.apache.flink.api.common.state.CheckpointListener;
import org.apache.flink.table.data.RowData;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Fails the job once, when its second checkpoint is complete and has been committed or not. */
final class CrashAfterCheckpoint implements MapFunction<RowData, RowData>, CheckpointListener {

    private static final long serialVersionUID = 1L;
    private static final long CHECKPOINT = 2;

    private final String marker;

    /**
     * @param marker a file that shows that the job has failed
     */
    CrashAfterCheckpoint(Path marker) {
        this.marker = marker.toString();
    }

    @Override
    public RowData map(RowData row) {
        return row;
    }

    @Override
    public void notifyCheckpointComplete(long checkpointId) throws IOException {
        if (checkpointId >= CHECKPOINT && !Files.exists(Path.of(marker))) {
            Files.createFile(Path.of(marker));
            throw new IOException("crash after checkpoint " + checkpointId);
        }
    }
}
