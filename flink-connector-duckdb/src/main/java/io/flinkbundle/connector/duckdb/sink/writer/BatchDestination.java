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

import io.flinkbundle.connector.duckdb.sink.committer.StagedResult;

import org.apache.flink.annotation.Internal;

import java.io.IOException;
import java.util.Collection;
import java.util.List;

/**
 * Where the batches of one writer go, and when they become visible: one class for each way of
 * writing. A batch is written on the I/O thread; all else happens on the task thread while no batch
 * is under way, but for {@link #cancel()}.
 */
@Internal
interface BatchDestination extends AutoCloseable {

    void write(RowBatch batch) throws IOException, InterruptedException;

    /** All batches of a flush are written. */
    void flush(boolean endOfInput) throws IOException, InterruptedException;

    /** What has to be committed with the next checkpoint. */
    default Collection<StagedResult> prepareCommit() throws IOException {
        return List.of();
    }

    /** Ends a write that is under way. */
    void cancel();

    /** Gives up what is not committed, and releases all resources. */
    @Override
    void close() throws IOException;
}
