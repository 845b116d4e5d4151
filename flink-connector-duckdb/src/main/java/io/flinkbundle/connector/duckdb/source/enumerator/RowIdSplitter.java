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

import io.flinkbundle.connector.duckdb.source.ScanPredicate;
import io.flinkbundle.connector.duckdb.source.reader.RelationQueries;
import io.flinkbundle.connector.duckdb.source.split.SplitBounds;

import org.apache.flink.annotation.Internal;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Cuts a table into ranges of row ids, along its row groups, so that no group is read twice.
 *
 * @param size rows in a split, rounded up to whole row groups
 */
@Internal
record RowIdSplitter(long size) implements Splitter {

    /** DuckDB stores a table in groups of this many rows, and skips groups a query rules out. */
    static final long ROW_GROUP = 122_880;

    @Override
    public List<SplitBounds> split(RelationQueries queries) throws SQLException {
        try (PreparedStatement statement =
                        queries.prepare("min(rowid), max(rowid)", ScanPredicate.ALL_ROWS);
                ResultSet bounds = statement.executeQuery()) {
            bounds.next();
            long min = bounds.getLong(1);
            return bounds.wasNull() ? List.of() : cut(min, bounds.getLong(2));
        }
    }

    /** Cuts the ids from one to another, both of which belong to the result. */
    List<SplitBounds> cut(long first, long last) {
        long step = Math.max(1, (size + ROW_GROUP - 1) / ROW_GROUP) * ROW_GROUP;
        List<SplitBounds> ranges = new ArrayList<>();
        long from = first;
        while (from <= last) {
            long to = Math.min(from - from % ROW_GROUP + step, last + 1);
            ranges.add(new SplitBounds.RowIds(from, to));
            from = to;
        }
        return ranges;
    }
}
