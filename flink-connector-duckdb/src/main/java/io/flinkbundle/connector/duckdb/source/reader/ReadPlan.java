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
import io.flinkbundle.connector.duckdb.source.SchemaMismatchException;
import io.flinkbundle.connector.duckdb.source.split.PositionKind;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.types.logical.RowType;

import org.duckdb.DuckDBConnection;
import org.duckdb.DuckDBDataChunkReader;
import org.duckdb.DuckDBReadableVector;

import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.LongStream;

/** How the declared columns are read from what is there. Immutable. */
@Internal
public final class ReadPlan {

    private final RelationColumns relation;
    private final ScanPredicate filter;
    private final List<String> names;
    private final boolean aggregates;
    private final List<String> keys;
    private final List<ColumnPlan> columns;
    private final String selectList;

    private ReadPlan(
            RelationColumns relation,
            ScanPredicate filter,
            boolean aggregates,
            List<String> keys,
            List<String> names,
            List<ColumnPlan> columns) {
        this.relation = relation;
        this.filter = filter;
        this.aggregates = aggregates;
        this.keys = List.copyOf(keys);
        this.names = List.copyOf(names);
        this.columns = List.copyOf(columns);
        this.selectList = selectList(readsRowIds(), columns);
    }

    private static String selectList(boolean withRowIds, List<ColumnPlan> columns) {
        List<String> expressions = new ArrayList<>();
        if (withRowIds) {
            expressions.add("rowid");
        }
        columns.forEach(column -> expressions.addAll(column.expressions()));
        // Rows without columns are counted, and still have to be selected.
        return expressions.isEmpty() ? "0" : String.join(", ", expressions);
    }

    /**
     * Compares the declared columns with what is there.
     *
     * @throws SchemaMismatchException if it is missing or does not fit; names every column
     */
    public static ReadPlan create(DuckDbScan scan, DuckDBConnection connection)
            throws IOException, SQLException {
        RelationColumns relation = RelationColumns.of(scan, connection);
        AggregationSql read = new AggregationSql(List.of(), List.of());
        Set<String> problems = new LinkedHashSet<>();
        if (scan.aggregation().isNone()) {
            read = rows(scan, relation, problems);
        } else {
            try {
                read = AggregationSql.of(scan.aggregation(), relation);
            } catch (MisfitException e) {
                problems.add(e.getMessage());
            }
        }
        ScanPredicate filter = scan.predicate();
        try {
            filter = filter.and(FilterSql.of(scan.filter(), relation));
        } catch (MisfitException e) {
            problems.add(e.getMessage());
        }
        if (!problems.isEmpty()) {
            throw SchemaMismatchException.of(
                    scan, "the declared columns do not fit: " + String.join("; ", problems) + '.');
        }
        return new ReadPlan(
                relation,
                filter,
                !scan.aggregation().isNone(),
                read.keys(),
                scan.columns().getFieldNames(),
                read.columns());
    }

    private static AggregationSql rows(
            DuckDbScan scan, RelationColumns relation, Set<String> problems) {
        List<ColumnPlan> plans = new ArrayList<>();
        for (RowType.RowField field : scan.columns().getFields()) {
            try {
                plans.add(
                        ColumnMapping.plan(relation, scan.path(field.getName()), field.getType()));
            } catch (MisfitException e) {
                problems.add(e.getMessage());
            }
        }
        return new AggregationSql(List.of(), plans);
    }

    /** The relation that was compared with the declared columns. */
    public RelationColumns relation() {
        return relation;
    }

    /** Which rows of the relation the scan wants. Every query of its rows has to ask for these. */
    public ScanPredicate filter() {
        return filter;
    }

    /** By what positions in the relation are told. */
    public PositionKind positionKind() {
        return readsRowIds() ? PositionKind.LAST_ROW_ID : PositionKind.ROWS_READ;
    }

    private boolean readsRowIds() {
        return relation.hasRowIds() && !aggregates;
    }

    /** Whether groups of rows are read in place of rows. */
    boolean aggregates() {
        return aggregates;
    }

    /** The expressions by which rows are grouped. */
    List<String> keys() {
        return keys;
    }

    /** The select list: the row id first, if there is one, then what the columns need. */
    String selectList() {
        return selectList;
    }

    /** The expression of a declared column of a scalar type, or its first one. */
    String firstExpression(String name) {
        return columns.get(names.indexOf(name)).expressions().get(0);
    }

    /** What the columns need, without the row id. */
    List<String> columnExpressions() {
        return columns.stream().flatMap(column -> column.expressions().stream()).toList();
    }

    /**
     * Copies a chunk out of DuckDB's memory.
     *
     * @param position the position before the chunk
     */
    RowChunk decode(DuckDBDataChunkReader chunk, long position) throws IOException {
        long[] positions = positions(chunk, position);
        ValueChunk source = new VectorChunk(chunk, readsRowIds() ? "rowid" : "number", positions);
        return new RowChunk(positions, decode(source, readsRowIds() ? 1 : 0));
    }

    /**
     * Decodes the columns of a chunk.
     *
     * @param first the first of the expressions that belong to the columns
     */
    Column[] decode(ValueChunk source, int first) throws IOException {
        int expression = first;
        Column[] values = new Column[columns.size()];
        for (int i = 0; i < values.length; i++) {
            ColumnPlan column = columns.get(i);
            values[i] = column.decoder().decode(source, expression);
            expression += column.width();
        }
        return values;
    }

    private long[] positions(DuckDBDataChunkReader chunk, long before) {
        int rows = (int) chunk.rowCount();
        if (!readsRowIds()) {
            return LongStream.rangeClosed(before + 1, before + rows).toArray();
        }
        DuckDBReadableVector rowIds = chunk.vector(0);
        long[] positions = new long[rows];
        for (int row = 0; row < rows; row++) {
            positions[row] = rowIds.getLong(row);
        }
        return positions;
    }
}
