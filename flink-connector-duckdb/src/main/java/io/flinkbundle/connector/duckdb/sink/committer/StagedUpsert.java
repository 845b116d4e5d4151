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
import io.flinkbundle.connector.duckdb.sink.Upsert;

import org.apache.flink.annotation.Internal;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Applies the rows of all files by their key; the last change of a key wins. The files stand in the
 * order of their checkpoints. Within a checkpoint no key is in two of them.
 */
@Internal
final class StagedUpsert implements StagedRowsApplication {

    private final TargetConnection target;
    private final DuckDbSinkConfig config;

    StagedUpsert(TargetConnection target, DuckDbSinkConfig config) {
        this.target = target;
        this.config = config;
    }

    @Override
    public void apply(List<AttachedFile> files) throws SQLException {
        List<String> selections = new ArrayList<>();
        long rows = 0;
        for (AttachedFile file : files) {
            StagedRows.check(file, target.count(file.table()));
            selections.add(StagedRows.select(config, file, rows));
            rows += file.file().rows();
        }
        new Upsert(target, config).apply('(' + String.join(" UNION ALL ", selections) + ')', rows);
    }
}
