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
import io.flinkbundle.connector.duckdb.source.DuckDbScan;
import io.flinkbundle.connector.duckdb.source.ScanMode;
import io.flinkbundle.connector.duckdb.source.reader.ReadPlan;
import io.flinkbundle.connector.duckdb.source.split.DuckDbSplit;

import org.apache.flink.annotation.Internal;

import org.duckdb.DuckDBConnection;

import java.io.IOException;
import java.sql.SQLException;
import java.util.List;

/**
 * Looks for rows that have been added. Holds the file only for that long, because a process that
 * writes it keeps readers out and they keep it out.
 */
@Internal
public final class FilePoller {

    private final DuckDbScan scan;
    private final ScanMode.Unbounded mode;

    public FilePoller(DuckDbScan scan, ScanMode.Unbounded mode) {
        this.scan = scan;
        this.mode = mode;
    }

    /** What a look has brought, and behind what it looked. */
    record Poll(Progress before, Progress after, List<DuckDbSplit> splits) {}

    Poll poll(Progress progress) throws IOException {
        try (DuckDbDatabase database =
                        DuckDbDatabase.open(
                                scan.settings(), AccessMode.READ_ONLY, "look for rows in " + scan);
                DuckDBConnection connection = database.connect()) {
            ReadPlan plan = ReadPlan.create(scan, connection);
            Discovery discovery = Increments.of(scan, mode, plan, connection).after(progress);
            List<DuckDbSplit> splits =
                    discovery.found().stream()
                            .map(bounds -> DuckDbSplit.unread(bounds, plan.positionKind()))
                            .toList();
            return new Poll(progress, discovery.progress(), splits);
        } catch (SQLException e) {
            throw DuckDbErrors.translate(scan.settings().path(), "look for new rows in " + scan, e);
        }
    }
}
