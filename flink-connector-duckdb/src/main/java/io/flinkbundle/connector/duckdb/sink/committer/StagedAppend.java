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

package io.flinkbundle.connector.duckdb.sink.committer;

import io.flinkbundle.connector.duckdb.sink.DuckDbSinkConfig;
import io.flinkbundle.connector.duckdb.sink.TargetConnection;

import org.apache.flink.annotation.Internal;

import java.sql.SQLException;
import java.util.List;

/** Adds the rows of all files to the table. */
@Internal
final class StagedAppend implements StagedRowsApplication {

    private final TargetConnection target;
    private final DuckDbSinkConfig config;

    StagedAppend(TargetConnection target, DuckDbSinkConfig config) {
        this.target = target;
        this.config = config;
    }

    @Override
    public void apply(List<AttachedFile> files) throws SQLException {
        for (AttachedFile file : files) {
            StagedRows.copy(target, config, file, config.quotedTable(), 0);
        }
    }
}
