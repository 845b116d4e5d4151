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
import io.flinkbundle.connector.duckdb.source.DuckDbScan;
import io.flinkbundle.connector.duckdb.source.PartitionStrategy;
import io.flinkbundle.connector.duckdb.source.SchemaMismatchException;
import io.flinkbundle.connector.duckdb.source.reader.RelationColumns;
import io.flinkbundle.connector.duckdb.source.reader.RelationQueries;
import io.flinkbundle.connector.duckdb.source.split.SplitBounds;

import org.apache.flink.annotation.Internal;

import java.sql.SQLException;
import java.util.List;

/** Cuts a relation into bounds that hold each of its rows once. */
@Internal
@FunctionalInterface
interface Splitter {

    List<SplitBounds> split(RelationQueries queries) throws SQLException;

    /**
     * The splitter for a scan.
     *
     * @throws SchemaMismatchException if the strategy or its column does not fit what is read
     */
    static Splitter of(DuckDbScan scan, RelationColumns relation) throws SchemaMismatchException {
        long size = scan.partitioning().size();
        return switch (strategy(scan, relation)) {
            case ROWID -> new RowIdSplitter(size);
            case RANGE -> new RangeSplitter(rangeColumn(scan, relation), size);
            case HASH -> new HashSplitter(column(scan, relation), size);
            default -> queries -> List.of(new SplitBounds.Everything());
        };
    }

    private static PartitionStrategy strategy(DuckDbScan scan, RelationColumns relation)
            throws SchemaMismatchException {
        PartitionStrategy strategy = scan.partitioning().strategy();
        if (strategy == PartitionStrategy.ROWID && !relation.hasRowIds()) {
            throw SchemaMismatchException.of(
                    scan,
                    "its rows have no ids to partition by. Set 'scan.partition.strategy' to 'auto',"
                            + " 'range' or 'hash'.");
        }
        if (strategy != PartitionStrategy.AUTO) {
            return strategy;
        }
        if (relation.hasRowIds()) {
            return PartitionStrategy.ROWID;
        }
        if (scan.partitioning().column().isEmpty()) {
            return PartitionStrategy.NONE;
        }
        return RangeSplitter.accepts(column(scan, relation))
                ? PartitionStrategy.RANGE
                : PartitionStrategy.HASH;
    }

    private static DuckDbColumn column(DuckDbScan scan, RelationColumns relation)
            throws SchemaMismatchException {
        String name = scan.partitioning().columnName();
        return relation.column(name)
                .orElseThrow(
                        () ->
                                SchemaMismatchException.of(
                                        scan,
                                        "it has no column '"
                                                + name
                                                + "'. Check 'scan.partition.column'."));
    }

    private static DuckDbColumn rangeColumn(DuckDbScan scan, RelationColumns relation)
            throws SchemaMismatchException {
        DuckDbColumn column = column(scan, relation);
        if (!RangeSplitter.accepts(column)) {
            throw SchemaMismatchException.of(
                    scan,
                    String.format(
                            "column '%s' of type %s cannot be cut into ranges. Choose a number, a"
                                    + " date or a time as 'scan.partition.column', or set"
                                    + " 'scan.partition.strategy' to 'hash'.",
                            column.name(), column.typeName()));
        }
        return column;
    }
}
