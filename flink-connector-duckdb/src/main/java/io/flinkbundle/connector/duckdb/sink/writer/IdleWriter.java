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
import org.apache.flink.api.connector.sink2.CommittingSinkWriter;

import java.util.Collection;
import java.util.List;

/** A subtask beside the one that writes: all rows are routed past it. */
@Internal
final class IdleWriter<T> implements CommittingSinkWriter<T, StagedResult> {

    private final int subtask;

    IdleWriter(int subtask) {
        this.subtask = subtask;
    }

    @Override
    public void write(T element, Context context) {
        throw new IllegalStateException(
                "Subtask "
                        + subtask
                        + " of the DuckDB sink got a record, but only the first one may write the"
                        + " file. Set the parallelism of the sink to 1.");
    }

    @Override
    public void flush(boolean endOfInput) {
        // There is nothing to flush.
    }

    @Override
    public Collection<StagedResult> prepareCommit() {
        return List.of();
    }

    @Override
    public void close() {
        // There is nothing to close.
    }
}
