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

package io.flinkbundle.connector.duckdb.table;

import io.flinkbundle.connector.duckdb.sink.DuckDbSinkBuilder;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.connector.Projection;
import org.apache.flink.table.connector.sink.abilities.SupportsTargetColumnWriting;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;

import java.util.Arrays;

/**
 * A sink for {@code INSERT INTO t (a, b)}, which leaves the other columns to DuckDB. A class of its
 * own, because Flink 2.0 has no such interface, and a class that names it cannot be loaded there.
 */
@Internal
final class TargetColumnsTableSink extends DuckDbDynamicTableSink
        implements SupportsTargetColumnWriting {

    /** The positions of the columns that are written; all of them if it is empty. */
    private int[] targetColumns = new int[0];

    TargetColumnsTableSink(SinkTable table) {
        super(table);
    }

    @Override
    public boolean applyTargetColumns(int[][] columns) {
        boolean isFlat = Arrays.stream(columns).allMatch(path -> path.length == 1);
        if (isFlat) {
            targetColumns = Arrays.stream(columns).mapToInt(path -> path[0]).toArray();
        }
        return isFlat;
    }

    @Override
    DuckDbSinkBuilder<RowData> builder() {
        if (targetColumns.length == 0) {
            return super.builder();
        }
        DataType written = Projection.of(targetColumns).project(table().physicalRowType());
        return super.builder()
                .setRowType(written)
                .setConverter(new TargetColumnsConverter(targetColumns));
    }

    @Override
    DuckDbDynamicTableSink copyColumns() {
        TargetColumnsTableSink copy = new TargetColumnsTableSink(table());
        copy.targetColumns = targetColumns;
        return copy;
    }
}
