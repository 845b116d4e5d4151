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

import io.flinkbundle.connector.duckdb.client.DuckDbColumn;
import io.flinkbundle.connector.duckdb.client.DuckDbTable;
import io.flinkbundle.connector.duckdb.source.DuckDbScan;
import io.flinkbundle.connector.duckdb.source.ScanRelation;
import io.flinkbundle.connector.duckdb.source.SchemaMismatchException;

import org.apache.flink.annotation.Internal;

import org.duckdb.DuckDBConnection;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What the database says about the relation of a scan.
 *
 * @param columns its columns
 * @param hasRowIds whether its rows have ids: those of a table have, those of views and queries not
 */
@Internal
public record RelationColumns(List<DuckDbColumn> columns, boolean hasRowIds) {

    public RelationColumns {
        columns = List.copyOf(columns);
    }

    /**
     * Asks the database.
     *
     * @throws SchemaMismatchException if there is no such table, or the query is rejected
     */
    static RelationColumns of(DuckDbScan scan, DuckDBConnection connection)
            throws SchemaMismatchException, SQLException {
        if (scan.relation() instanceof ScanRelation.Table named) {
            DuckDbTable table =
                    DuckDbTable.find(connection, named.schema(), named.name())
                            .orElseThrow(
                                    () ->
                                            SchemaMismatchException.of(
                                                    scan,
                                                    "there is no such table. Check 'table-name',"
                                                            + " 'schema' and 'path'."));
            return new RelationColumns(table.columns(), !table.view());
        }
        try {
            return new RelationColumns(describe(scan.relation(), connection), false);
        } catch (SQLException e) {
            throw SchemaMismatchException.of(
                    scan, "it has to be one SELECT. DuckDB says: " + e.getMessage());
        }
    }

    private static List<DuckDbColumn> describe(ScanRelation query, DuckDBConnection connection)
            throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows =
                        statement.executeQuery("DESCRIBE SELECT * FROM " + query.fromClause())) {
            List<DuckDbColumn> columns = new ArrayList<>();
            while (rows.next()) {
                columns.add(
                        new DuckDbColumn(rows.getString(1), rows.getString(2), true, false, true));
            }
            return columns;
        }
    }

    /** Finds a column without regard to case. */
    public Optional<DuckDbColumn> column(String name) {
        return columns.stream().filter(c -> c.name().equalsIgnoreCase(name)).findFirst();
    }
}
