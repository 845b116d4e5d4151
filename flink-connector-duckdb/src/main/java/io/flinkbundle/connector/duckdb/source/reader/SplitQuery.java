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
import io.flinkbundle.connector.duckdb.source.split.PositionKind;

import org.apache.flink.annotation.Internal;

import org.duckdb.DuckDBPreparedStatement;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;

/**
 * The queries of one split, from any position in it to its end.
 *
 * <p>Rows of a table come by their ids, which are their positions. Rows of a view or a query have
 * no ids: they are sorted by everything that is selected, so that only rows which are the same in
 * all of it may change places, and the number of rows before one is its position.
 */
@Internal
final class SplitQuery {

    /** No limit. */
    static final long ALL = Long.MAX_VALUE;

    private final RelationQueries queries;
    private final ReadPlan plan;
    private final ScanPredicate bounds;
    private final boolean byRowId;
    private final boolean resumable;

    /**
     * @param resumable whether rows without ids are sorted; if not, only the start is a position
     */
    SplitQuery(RelationQueries queries, ReadPlan plan, DuckDbSplit split, boolean resumable) {
        this.queries = queries;
        this.plan = plan;
        this.bounds = split.bounds().condition();
        this.byRowId = split.positionKind() == PositionKind.LAST_ROW_ID;
        this.resumable = resumable;
    }

    /** Whether the rows behind a position can be asked for. */
    boolean canStartAt(long position) {
        return byRowId || resumable || position == 0;
    }

    /**
     * Prepares the query of the rows, in their order.
     *
     * @param position where to begin
     * @param limit the highest number of rows, or {@link #ALL}
     */
    DuckDBPreparedStatement rows(long position, long limit) throws SQLException {
        return queries.prepare(plan.selectList(), behind(position), rest(position, limit));
    }

    private String rest(long position, long limit) {
        return (plan.keys().isEmpty() ? "" : " GROUP BY " + String.join(", ", plan.keys()))
                + (byRowId || !resumable ? "" : " ORDER BY ALL")
                + (limit == ALL ? "" : " LIMIT " + limit)
                + (byRowId || position == 0 ? "" : " OFFSET " + position);
    }

    /** Counts the rows behind a position. */
    long count(long position) throws SQLException {
        if (plan.aggregates() && plan.keys().isEmpty()) {
            return 1 - position;
        }
        try (PreparedStatement count = queries.prepare(counted(), behind(position));
                ResultSet left = count.executeQuery()) {
            left.next();
            return left.getLong(1) - (byRowId ? 0 : position);
        }
    }

    /** A row of keys is never null, so that each group counts. */
    private String counted() {
        return plan.aggregates()
                ? "count(DISTINCT row(" + String.join(", ", plan.keys()) + "))"
                : "count(*)";
    }

    /**
     * Computes every value behind a position and keeps none.
     *
     * @throws SQLException if that fails: here the reason surfaces which a stream conceals
     */
    void check(long position) throws SQLException {
        if (plan.aggregates()) {
            try (PreparedStatement groups = rows(position, ALL)) {
                groups.executeQuery().close();
            }
            return;
        }
        String hash = "max(hash(" + plan.selectList() + "))";
        try (PreparedStatement values = queries.prepare(hash, behind(position))) {
            values.executeQuery().close();
        }
    }

    private ScanPredicate behind(long position) {
        return byRowId ? bounds.and(new ScanPredicate("rowid > ?", List.of(position))) : bounds;
    }
}
