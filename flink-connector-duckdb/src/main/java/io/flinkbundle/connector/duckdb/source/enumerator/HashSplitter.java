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
import io.flinkbundle.connector.duckdb.source.ScanPredicate;
import io.flinkbundle.connector.duckdb.source.reader.RelationQueries;
import io.flinkbundle.connector.duckdb.source.split.SplitBounds;

import org.apache.flink.annotation.Internal;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Deals rows out by the hash of a column.
 *
 * @param size about how many rows a split has
 */
@Internal
record HashSplitter(DuckDbColumn column, long size) implements Splitter {

    /** Each split evaluates the whole relation, so that many of them cost more than they bring. */
    private static final long MAX_SPLITS = 256;

    @Override
    public List<SplitBounds> split(RelationQueries queries) throws SQLException {
        int splits = (int) Math.min(MAX_SPLITS, (count(queries) + size - 1) / size);
        return IntStream.range(0, splits)
                .<SplitBounds>mapToObj(i -> new SplitBounds.Hash(column.name(), splits, i))
                .toList();
    }

    private static long count(RelationQueries queries) throws SQLException {
        try (PreparedStatement statement = queries.prepare("count(*)", ScanPredicate.ALL_ROWS);
                ResultSet rows = statement.executeQuery()) {
            rows.next();
            return rows.getLong(1);
        }
    }
}
