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

import io.flinkbundle.connector.duckdb.source.DuckDbScan;
import io.flinkbundle.connector.duckdb.source.ScanPredicate;
import io.flinkbundle.connector.duckdb.source.ScanRelation;

import org.apache.flink.annotation.Internal;

import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBPreparedStatement;

import java.io.Serializable;
import java.sql.SQLException;

/** Prepares queries of what a scan reads. The predicate of the scan applies to each of them. */
@Internal
public final class RelationQueries {

    private final DuckDBConnection connection;
    private final ScanRelation relation;
    private final ScanPredicate predicate;

    /**
     * @param plan the plan for the scan, which knows its filter
     */
    public RelationQueries(DuckDBConnection connection, DuckDbScan scan, ReadPlan plan) {
        this(connection, scan.relation(), plan.filter());
    }

    /**
     * @param predicate applies to each query
     */
    public RelationQueries(
            DuckDBConnection connection, ScanRelation relation, ScanPredicate predicate) {
        this.connection = connection;
        this.relation = relation;
        this.predicate = predicate;
    }

    /** Prepares {@code SELECT selectList} for the rows that fulfil a condition. */
    public DuckDBPreparedStatement prepare(String selectList, ScanPredicate condition)
            throws SQLException {
        return prepare(selectList, condition, "");
    }

    /**
     * Prepares a query.
     *
     * @param rest what stands behind the condition, such as an order; may be empty
     */
    public DuckDBPreparedStatement prepare(String selectList, ScanPredicate condition, String rest)
            throws SQLException {
        ScanPredicate where = predicate.and(condition);
        DuckDBPreparedStatement statement =
                connection
                        .prepareStatement(
                                "SELECT "
                                        + selectList
                                        + " FROM "
                                        + relation.fromClause()
                                        + " WHERE "
                                        + where.sql()
                                        + rest)
                        .unwrap(DuckDBPreparedStatement.class);
        int index = 1;
        for (Serializable parameter : where.parameters()) {
            statement.setObject(index++, parameter);
        }
        return statement;
    }
}
