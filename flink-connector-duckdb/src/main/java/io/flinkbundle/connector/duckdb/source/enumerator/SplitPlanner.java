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

package io.flinkbundle.connector.duckdb.source.enumerator;

import io.flinkbundle.connector.duckdb.client.AccessMode;
import io.flinkbundle.connector.duckdb.client.DuckDbDatabase;
import io.flinkbundle.connector.duckdb.client.DuckDbErrors;
import io.flinkbundle.connector.duckdb.client.FileVersion;
import io.flinkbundle.connector.duckdb.source.DuckDbScan;
import io.flinkbundle.connector.duckdb.source.reader.ReadPlan;
import io.flinkbundle.connector.duckdb.source.reader.RelationQueries;
import io.flinkbundle.connector.duckdb.source.split.DuckDbSplit;

import org.apache.flink.annotation.Internal;

import org.duckdb.DuckDBConnection;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;

/**
 * Looks at what is read once, when a job starts: whether it has the declared columns, and how it
 * can be cut. Holds the file only for that long.
 */
@Internal
public final class SplitPlanner implements Callable<SplitPlan> {

    private final DuckDbScan scan;

    public SplitPlanner(DuckDbScan scan) {
        this.scan = scan;
    }

    @Override
    public SplitPlan call() throws IOException {
        try (DuckDbDatabase database =
                        DuckDbDatabase.open(
                                scan.settings(), AccessMode.READ_ONLY, "planning of " + scan);
                DuckDBConnection connection = database.connect()) {
            ReadPlan plan = ReadPlan.create(scan, connection);
            Splitter splitter = Splitter.of(scan, plan.relation());
            List<DuckDbSplit> splits =
                    splitter.split(new RelationQueries(connection, scan, plan)).stream()
                            .map(bounds -> DuckDbSplit.unread(bounds, plan.positionKind()))
                            .toList();
            return new SplitPlan(splits, FileVersion.of(scan.settings().path()));
        } catch (SQLException e) {
            throw DuckDbErrors.translate(scan.settings().path(), "split " + scan, e);
        }
    }
}
