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
import org.apache.flink.table.types.logical.RowType;

import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDataChunkReader;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** How the declared columns are read from the table that is there. Immutable. */
@Internal
public final class ReadPlan {

    private final List<ColumnPlan> columns;
    private final String selectList;

    private ReadPlan(List<ColumnPlan> columns) {
        this.columns = List.copyOf(columns);
        this.selectList =
                columns.stream()
                        .flatMap(column -> column.expressions().stream())
                        .map(expression -> ", " + expression)
                        .collect(Collectors.joining());
    }

    /**
     * Compares the declared columns with the table.
     *
     * @throws SchemaMismatchException if the table is missing or does not fit; names every column
     */
    public static ReadPlan create(DuckDbScan scan, DuckDBConnection connection)
            throws IOException, SQLException {
        if (!(scan.relation() instanceof ScanRelation.Table named)) {
            throw mismatch(scan, "it has no row ids to split and resume by.");
        }
        DuckDbTable table =
                DuckDbTable.find(connection, named.schema(), named.name())
                        .orElseThrow(
                                () ->
                                        mismatch(
                                                scan,
                                                "there is no such table. Check 'table-name',"
                                                        + " 'schema' and 'path'."));
        if (table.view()) {
            throw mismatch(scan, "it is a view, which has no row ids to split and resume by.");
        }
        List<ColumnPlan> plans = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        for (RowType.RowField field : scan.columns().getFields()) {
            Optional<DuckDbColumn> found = table.column(field.getName());
            Optional<ColumnPlan> plan =
                    found.flatMap(column -> ColumnMapping.plan(column, field.getType()));
            plan.ifPresentOrElse(plans::add, () -> problems.add(problem(field, found)));
        }
        if (!problems.isEmpty()) {
            throw mismatch(
                    scan,
                    "the declared columns do not fit those of the table: "
                            + String.join("; ", problems)
                            + '.');
        }
        return new ReadPlan(plans);
    }

    private static String problem(RowType.RowField field, Optional<DuckDbColumn> found) {
        return String.format(
                "column '%s' is declared as %s, but %s",
                field.getName(),
                field.getType().copy(true).asSummaryString(),
                found.map(column -> "is " + column.typeName()).orElse("does not exist"));
    }

    private static SchemaMismatchException mismatch(DuckDbScan scan, String reason) {
        return new SchemaMismatchException(
                String.format(
                        "Cannot read %s of DuckDB database '%s': %s",
                        scan, scan.settings().path(), reason));
    }

    /** The select list: the row id first, then what the columns need. */
    String selectList() {
        return "rowid" + selectList;
    }

    /** Copies a chunk out of DuckDB's memory. */
    RowChunk decode(DuckDBDataChunkReader chunk) throws IOException {
        long[] rowIds = ColumnDecoders.longValues(chunk.vector(0), (int) chunk.rowCount());
        Column[] values = new Column[columns.size()];
        int vector = 1;
        for (int i = 0; i < values.length; i++) {
            ColumnPlan column = columns.get(i);
            values[i] = column.decoder().decode(chunk, vector);
            vector += column.expressions().size();
        }
        return new RowChunk(rowIds, values);
    }
}
