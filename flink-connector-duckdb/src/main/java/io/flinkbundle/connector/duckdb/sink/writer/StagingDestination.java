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

import io.flinkbundle.connector.duckdb.client.LocalHost;
import io.flinkbundle.connector.duckdb.sink.DuckDbSinkConfig;
import io.flinkbundle.connector.duckdb.sink.committer.StagedFile;
import io.flinkbundle.connector.duckdb.sink.committer.StagedFileName;
import io.flinkbundle.connector.duckdb.sink.committer.StagedResult;

import org.apache.flink.annotation.Internal;

import java.io.IOException;
import java.util.Collection;
import java.util.List;

/**
 * Collects the rows between two checkpoints in a DuckDB file of its own. The file is on disk and
 * closed before the checkpoint's barrier goes on, so that a checkpoint that completes can always be
 * committed.
 */
@Internal
final class StagingDestination implements BatchDestination {

    private final DuckDbSinkConfig config;
    private final StagingFolder folder;
    private StagedFileName nextName;
    private volatile OpenStagingFile open;

    /**
     * @param firstName what the first file is called
     */
    StagingDestination(DuckDbSinkConfig config, StagingFolder folder, StagedFileName firstName) {
        this.config = config;
        this.folder = folder;
        this.nextName = firstName;
    }

    @Override
    public void write(RowBatch batch) throws IOException {
        open();
        open.write(batch);
    }

    private void open() throws IOException {
        if (open == null) {
            open = OpenStagingFile.create(folder.file(nextName), config);
            nextName = nextName.next();
        }
    }

    @Override
    public void flush(boolean endOfInput) throws IOException {
        // The file is closed in prepareCommit, which follows each flush.
        if (endOfInput && config.changes().overwrites() && nextName.subtask() == 0) {
            // Without a row there would be no commit, and all old rows would stay.
            open();
        }
    }

    @Override
    public Collection<StagedResult> prepareCommit() throws IOException {
        if (open == null) {
            return List.of();
        }
        StagedFile file =
                new StagedFile(open.path(), LocalHost.name(), nextName.subtask(), open.finish());
        open = null;
        return List.of(new StagedResult(file, config.primaryKey()));
    }

    @Override
    public void cancel() {
        OpenStagingFile current = open;
        if (current != null) {
            current.cancel();
        }
    }

    @Override
    public void close() throws IOException {
        if (open != null) {
            open.discard();
            open = null;
        }
    }
}
