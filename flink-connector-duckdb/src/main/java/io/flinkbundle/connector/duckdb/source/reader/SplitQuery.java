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

package io.flinkbundle.connector.duckdb.source.reader;

import io.flinkbundle.connector.duckdb.source.ScanPredicate;
import io.flinkbundle.connector.duckdb.source.split.DuckDbSplit;

import org.apache.flink.annotation.Internal;

import org.duckdb.DuckDBPreparedStatement;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/** The queries of one split, from any position in it to its end. */
@Internal
final class SplitQuery {

    /** No limit. */
    static final long ALL = Long.MAX_VALUE;

    private final RelationQueries queries;
    private final ReadPlan plan;
    private final DuckDbSplit split;

    SplitQuery(RelationQueries queries, ReadPlan plan, DuckDbSplit split) {
        this.queries = queries;
        this.plan = plan;
        this.split = split;
    }

    /**
     * Prepares the query of the rows, in their order.
     *
     * @param lastRowId the row behind which to begin
     * @param limit the highest number of rows, or {@link #ALL}
     */
    DuckDBPreparedStatement rows(long lastRowId, long limit) throws SQLException {
        return queries.prepare(
                plan.selectList(), behind(lastRowId), limit == ALL ? "" : " LIMIT " + limit);
    }

    /** Counts the rows behind a row. */
    long count(long lastRowId) throws SQLException {
        try (PreparedStatement count = queries.prepare("count(*)", behind(lastRowId));
                ResultSet left = count.executeQuery()) {
            left.next();
            return left.getLong(1);
        }
    }

    private ScanPredicate behind(long lastRowId) {
        return new ScanPredicate("rowid > ? AND rowid < ?", List.of(lastRowId, split.toRowId()));
    }
}
