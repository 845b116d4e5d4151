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

import io.flinkbundle.connector.duckdb.client.DuckDbColumn;
import io.flinkbundle.connector.duckdb.client.Identifiers;
import io.flinkbundle.connector.duckdb.source.DuckDbScan;
import io.flinkbundle.connector.duckdb.source.ScanMode;
import io.flinkbundle.connector.duckdb.source.ScanPredicate;
import io.flinkbundle.connector.duckdb.source.ScanRelation;
import io.flinkbundle.connector.duckdb.source.ScanStartupMode;
import io.flinkbundle.connector.duckdb.source.SchemaMismatchException;
import io.flinkbundle.connector.duckdb.source.reader.ReadPlan;
import io.flinkbundle.connector.duckdb.source.reader.RelationQueries;
import io.flinkbundle.connector.duckdb.source.split.Cut;
import io.flinkbundle.connector.duckdb.source.split.SplitBounds;

import org.apache.flink.annotation.Internal;

import org.duckdb.DuckDBConnection;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;

/**
 * Finds rows by a column whose values only grow. Unless the table says that they are unique, more
 * rows with the highest value may still come: those that are there wait for a higher one.
 *
 * @param unique whether no two rows have the same value
 */
@Internal
record ColumnIncrements(
        DuckDbScan scan,
        ReadPlan plan,
        ScanStartupMode startup,
        DuckDbColumn column,
        boolean unique,
        DuckDBConnection connection)
        implements Increments {

    private static final String UNIQUE =
            "SELECT count(*) FROM duckdb_constraints() WHERE database_name = current_database()"
                    + " AND lower(schema_name) = lower(?) AND lower(table_name) = lower(?)"
                    + " AND constraint_type IN ('PRIMARY KEY', 'UNIQUE')"
                    + " AND len(constraint_column_names) = 1"
                    + " AND lower(constraint_column_names[1]) = lower(?)";

    static ColumnIncrements of(
            DuckDbScan scan, ScanMode.Unbounded mode, ReadPlan plan, DuckDBConnection connection)
            throws SchemaMismatchException, SQLException {
        DuckDbColumn column =
                plan.relation()
                        .column(mode.column())
                        .filter(RangeSplitter::accepts)
                        .orElseThrow(() -> unfit(scan, mode));
        return new ColumnIncrements(
                scan, plan, mode.startup(), column, isUnique(scan, column, connection), connection);
    }

    private static SchemaMismatchException unfit(DuckDbScan scan, ScanMode.Unbounded mode) {
        return SchemaMismatchException.of(
                scan,
                "it has no column '"
                        + mode.column()
                        + "' that is a number, a date or a time. Check"
                        + " 'scan.incremental.column'.");
    }

    private static boolean isUnique(
            DuckDbScan scan, DuckDbColumn column, DuckDBConnection connection) throws SQLException {
        if (!(scan.relation() instanceof ScanRelation.Table table)) {
            return false;
        }
        try (PreparedStatement statement = connection.prepareStatement(UNIQUE)) {
            statement.setString(1, table.schema());
            statement.setString(2, table.name());
            statement.setString(3, column.name());
            try (ResultSet constraints = statement.executeQuery()) {
                constraints.next();
                return constraints.getLong(1) > 0;
            }
        }
    }

    @Override
    public Discovery after(Progress progress) throws SQLException {
        Optional<String> highest = highest();
        if (highest.isEmpty()) {
            return Discovery.nothing(progress);
        }
        if (!progress.begun() && startup == ScanStartupMode.LATEST) {
            return Discovery.nothing(progress.upTo(Cut.behind(highest.get())));
        }
        Cut end = unique ? Cut.behind(highest.get()) : Cut.before(highest.get());
        if (progress.readTo().equals(Optional.of(end))) {
            return Discovery.nothing(progress);
        }
        List<SplitBounds> found =
                new RangeSplitter(column, scan.partitioning().size())
                        .split(
                                new RelationQueries(connection, scan, plan),
                                progress.readTo(),
                                Optional.of(end),
                                false);
        // Nothing may be found because the highest value has gone down: then the position stays.
        return found.isEmpty()
                ? Discovery.nothing(progress)
                : new Discovery(found, progress.upTo(end));
    }

    /** The highest value of all rows, whether the scan wants them or not. */
    private Optional<String> highest() throws SQLException {
        RelationQueries queries =
                new RelationQueries(connection, scan.relation(), ScanPredicate.ALL_ROWS);
        String max = "CAST(max(" + Identifiers.quote(column.name()) + ") AS VARCHAR)";
        try (PreparedStatement statement = queries.prepare(max, ScanPredicate.ALL_ROWS);
                ResultSet result = statement.executeQuery()) {
            result.next();
            return Optional.ofNullable(result.getString(1));
        }
    }
}
