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

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.util.Collection;
import java.util.List;

/** Reads an input to its end whose rows an earlier attempt of the same run has committed. */
@Internal
final class DrainingWriter<T> implements CommittingSinkWriter<T, StagedResult> {

    private static final Logger LOG = LoggerFactory.getLogger(DrainingWriter.class);

    private final String table;
    private long rows;

    DrainingWriter(String table) {
        this.table = table;
    }

    @Override
    public void write(T element, Context context) {
        rows++;
    }

    @Override
    public void flush(boolean endOfInput) throws IOException {
        if (!endOfInput) {
            throw UnfinishedBulkLoad.inSavepoint(table);
        }
        LOG.info("{} rows were in table '{}' already.", rows, table);
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
