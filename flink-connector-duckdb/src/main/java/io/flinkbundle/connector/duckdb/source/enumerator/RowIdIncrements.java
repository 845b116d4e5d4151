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

import io.flinkbundle.connector.duckdb.source.DuckDbScan;
import io.flinkbundle.connector.duckdb.source.ScanPredicate;
import io.flinkbundle.connector.duckdb.source.ScanStartupMode;
import io.flinkbundle.connector.duckdb.source.reader.RelationQueries;
import io.flinkbundle.connector.duckdb.source.split.Cut;

import org.apache.flink.annotation.Internal;

import org.duckdb.DuckDBConnection;

import java.io.IOException;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Finds rows by their ids, which DuckDB gives out in the order of commits. It gives an id again
 * once the rows at the end of a table are gone, and nothing but a smaller highest id shows that.
 */
@Internal
record RowIdIncrements(DuckDbScan scan, ScanStartupMode startup, DuckDBConnection connection)
        implements Increments {

    private static final long NO_ROW = -1;

    @Override
    public Discovery after(Progress progress) throws IOException, SQLException {
        long last = progress.readTo().map(cut -> Long.parseLong(cut.value())).orElse(NO_ROW);
        long highest = highest();
        if (highest < last) {
            throw new IOException(
                    String.format(
                            "Row ids of %s of DuckDB database '%s' have gone down, from %d to %d:"
                                    + " rows were deleted or the table was replaced, and new rows"
                                    + " may get ids that count as read. Start the job without its"
                                    + " state, and set 'scan.incremental.column' to a column whose"
                                    + " values only grow if rows are deleted there.",
                            scan, scan.settings().path(), last, highest));
        }
        if (highest == last) {
            return Discovery.nothing(progress);
        }
        Progress reached = progress.upTo(Cut.behind(Long.toString(highest)));
        return !progress.begun() && startup == ScanStartupMode.LATEST
                ? Discovery.nothing(reached)
                : new Discovery(
                        new RowIdSplitter(scan.partitioning().size()).cut(last + 1, highest),
                        reached);
    }

    /** The highest id of all rows, whether the scan wants them or not. */
    private long highest() throws SQLException {
        RelationQueries queries =
                new RelationQueries(connection, scan.relation(), ScanPredicate.ALL_ROWS);
        try (PreparedStatement statement = queries.prepare("max(rowid)", ScanPredicate.ALL_ROWS);
                ResultSet result = statement.executeQuery()) {
            result.next();
            long highest = result.getLong(1);
            return result.wasNull() ? NO_ROW : highest;
        }
    }
}
