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

package io.flinkbundle.connector.duckdb.sink.writer;

import io.flinkbundle.connector.duckdb.client.Feed;
import io.flinkbundle.connector.duckdb.sink.ColumnMapping;

import org.apache.flink.annotation.Internal;

import org.duckdb.DuckDBDataChunkWriter;
import org.duckdb.DuckDBLogicalType;
import org.duckdb.DuckDBTableFunctionBindInfo;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/** Hands out the rows of the batch that was offered last. */
@Internal
final class BatchFeed implements Feed {

    /** Shows how the columns look; holds no rows. */
    private final RowBatch shape;

    private volatile RowBatch batch;

    BatchFeed(List<ColumnMapping> columns) {
        this.shape = new RowBatch(columns);
        this.batch = shape;
    }

    void offer(RowBatch next) {
        batch = next;
    }

    /** Lets go of the batch, which is filled again meanwhile. */
    void clear() {
        batch = shape;
    }

    /** The columns of the function's result, each turned into its own type. */
    String expressions() {
        return IntStream.range(0, shape.columns())
                .mapToObj(i -> shape.column(i).expression(name(i)))
                .collect(Collectors.joining(", "));
    }

    @Override
    public void describe(DuckDBTableFunctionBindInfo info) throws SQLException {
        for (int i = 0; i < shape.columns(); i++) {
            try (DuckDBLogicalType type = shape.column(i).logicalType()) {
                info.addResultColumn(name(i), type);
            }
        }
    }

    @Override
    public Cursor open() {
        AtomicInteger next = new AtomicInteger();
        return chunk -> fill(chunk, next);
    }

    private long fill(DuckDBDataChunkWriter chunk, AtomicInteger next) {
        RowBatch rows = batch;
        int from = next.get();
        int count = (int) Math.min(chunk.capacity(), rows.rows() - from);
        if (count <= 0) {
            return 0;
        }
        for (int i = 0; i < rows.columns(); i++) {
            rows.column(i).fill(chunk.vector(i), from, count);
        }
        next.set(from + count);
        return count;
    }

    private static String name(int column) {
        return "c" + column;
    }
}
