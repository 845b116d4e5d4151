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

import io.flinkbundle.connector.duckdb.client.DuckDbSettings;
import io.flinkbundle.connector.duckdb.source.ChangedFilePolicy;
import io.flinkbundle.connector.duckdb.source.DuckDbScan;
import io.flinkbundle.connector.duckdb.source.Partitioning;
import io.flinkbundle.connector.duckdb.source.ScanMode;
import io.flinkbundle.connector.duckdb.source.ScanPredicate;
import io.flinkbundle.connector.duckdb.source.ScanRelation;
import io.flinkbundle.connector.duckdb.source.split.DuckDbSplit;

import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/** Scans of table {@code t} in a test's file. */
public final class ScanFixture {

    private ScanFixture() {}

    public static DuckDbScan scan(Path file, DataType... columns) {
        return scan(settings(file), -1, columns);
    }

    static DuckDbScan scan(DuckDbSettings settings, long limit, DataType... columns) {
        List<DataTypes.Field> fields = new ArrayList<>();
        for (int i = 0; i < columns.length; i++) {
            fields.add(DataTypes.FIELD("c" + i, columns[i]));
        }
        RowType row =
                (RowType) DataTypes.ROW(fields.toArray(DataTypes.Field[]::new)).getLogicalType();
        return new DuckDbScan(
                settings,
                new ScanRelation.Table("main", "t"),
                ScanPredicate.ALL_ROWS,
                row,
                new ScanMode.Bounded(ChangedFilePolicy.FAIL),
                Partitioning.auto(1),
                limit,
                0,
                true);
    }

    static DuckDbScan with(DuckDbScan scan, ScanPredicate predicate) {
        return new DuckDbScan(
                scan.settings(),
                scan.relation(),
                predicate,
                scan.columns(),
                scan.mode(),
                scan.partitioning(),
                scan.limit(),
                scan.recordsPerSecond(),
                scan.resumable());
    }

    static DuckDbScan with(DuckDbScan scan, ScanRelation relation, boolean resumable) {
        return new DuckDbScan(
                scan.settings(),
                relation,
                scan.predicate(),
                scan.columns(),
                scan.mode(),
                scan.partitioning(),
                scan.limit(),
                scan.recordsPerSecond(),
                resumable);
    }

    static DuckDbSettings settings(Path file) {
        return DuckDbSettings.of(file.toString()).withMaxWait(Duration.ZERO).withThreads(4);
    }

    /** A split that holds any table of a test. */
    public static DuckDbSplit everything() {
        return DuckDbSplit.unread(0, Long.MAX_VALUE);
    }

    /** Reads a split to its end and makes a value of each row, which is reused. */
    public static <V> List<V> read(DuckDbScan scan, DuckDbSplit split, Function<RowData, V> value)
            throws Exception {
        List<V> values = new ArrayList<>();
        try (ScanSession session = ScanSession.open(scan, "a test");
                SplitScan rows = session.scan(split)) {
            for (Optional<RowChunk> chunk = rows.next(); chunk.isPresent(); chunk = rows.next()) {
                ChunkRow row = new ChunkRow(chunk.get());
                while (row.next()) {
                    values.add(value.apply(row));
                }
            }
        }
        return values;
    }
}
