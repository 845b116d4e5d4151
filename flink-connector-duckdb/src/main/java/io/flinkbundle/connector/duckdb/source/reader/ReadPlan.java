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

import io.flinkbundle.connector.duckdb.client.DuckDbTable;
import io.flinkbundle.connector.duckdb.source.DuckDbScan;
import io.flinkbundle.connector.duckdb.source.SchemaMismatchException;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.types.logical.RowType;

import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDataChunkReader;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** How the declared columns are read from the table that is there. Immutable. */
@Internal
public final class ReadPlan {

    private final String quotedTable;
    private final List<ColumnPlan> columns;
    private final String selectList;

    private ReadPlan(String quotedTable, List<ColumnPlan> columns) {
        this.quotedTable = quotedTable;
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
        DuckDbTable table =
                DuckDbTable.find(connection, scan.schema(), scan.tableName())
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
            try {
                plans.add(ColumnMapping.plan(table.column(field.getName()), field));
            } catch (MisfitException e) {
                problems.add(e.getMessage());
            }
        }
        if (!problems.isEmpty()) {
            throw mismatch(
                    scan,
                    "the declared columns do not fit those of the table: "
                            + String.join("; ", problems)
                            + '.');
        }
        return new ReadPlan(table.quotedName(), plans);
    }

    private static SchemaMismatchException mismatch(DuckDbScan scan, String reason) {
        return new SchemaMismatchException(
                String.format(
                        "Cannot read %s of DuckDB database '%s': %s",
                        scan, scan.settings().path(), reason));
    }

    public String quotedTable() {
        return quotedTable;
    }

    /** The select list: the row id first, then what the columns need. */
    String selectList() {
        return "rowid" + selectList;
    }

    /** Copies a chunk out of DuckDB's memory. */
    RowChunk decode(DuckDBDataChunkReader chunk) throws IOException {
        ValueChunk source = new VectorChunk(chunk);
        long[] rowIds = ColumnDecoders.longValues(source.values(0), source.count());
        Column[] values = new Column[columns.size()];
        int expression = 1;
        for (int i = 0; i < values.length; i++) {
            ColumnPlan column = columns.get(i);
            values[i] = column.decoder().decode(source, expression);
            expression += column.width();
        }
        return new RowChunk(rowIds, values);
    }
}
