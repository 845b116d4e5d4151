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

import io.flinkbundle.connector.duckdb.DuckDbFiles;
import io.flinkbundle.connector.duckdb.source.Comparison;
import io.flinkbundle.connector.duckdb.source.DuckDbScan;
import io.flinkbundle.connector.duckdb.source.RowAggregation;
import io.flinkbundle.connector.duckdb.source.RowAggregation.Aggregate;
import io.flinkbundle.connector.duckdb.source.RowFilter;
import io.flinkbundle.connector.duckdb.source.SchemaMismatchException;
import io.flinkbundle.connector.duckdb.source.split.DuckDbSplit;
import io.flinkbundle.connector.duckdb.source.split.PositionKind;
import io.flinkbundle.connector.duckdb.source.split.SplitBounds;

import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.types.logical.BigIntType;
import org.apache.flink.table.types.logical.RowType;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Splits of scans that filter and aggregate. */
class PushedDownScanTest {

    private static final RowType.RowField NUMBER = column("c0");
    private static final RowType.RowField REST = column("rest");
    private static final DuckDbSplit GROUPS =
            DuckDbSplit.unread(new SplitBounds.RowIds(0, 1_000), PositionKind.ROWS_READ);

    @TempDir private Path folder;

    private Path file;

    @BeforeEach
    void createTable() throws Exception {
        file =
                DuckDbFiles.execute(
                        folder.resolve("t.duckdb"),
                        "CREATE TABLE t AS SELECT range AS c0, range % 3 AS rest FROM range(2000)");
    }

    @Test
    void aFilterMayAskForAColumnThatIsNotRead() throws Exception {
        DuckDbScan scan = numbers().withFilter(equal(REST, 2L).and(equal(NUMBER, 5L)));

        assertThat(read(scan, ScanFixture.everything())).containsExactly(5L);
    }

    @Test
    void aFilterOverAMissingColumnFailsWithItsName() {
        DuckDbScan scan = numbers().withFilter(equal(column("gone"), 2L));

        assertThatThrownBy(() -> read(scan, ScanFixture.everything()))
                .isInstanceOf(SchemaMismatchException.class)
                .hasMessageContaining("'gone'");
    }

    @Test
    void groupsAreThoseOfTheSplitAlone() throws Exception {
        assertThat(read(sums(true), GROUPS)).containsExactly(166_833L, 166_167L, 166_500L);
    }

    @Test
    void anAggregatedSplitThatMayBeResumedGoesOnBehindTheLastGroup() throws Exception {
        assertThat(read(sums(true), GROUPS.readUpTo(1))).containsExactly(166_167L, 166_500L);
    }

    @Test
    void anAggregatedSplitIsOtherwiseReadAtOneGo() {
        assertThatThrownBy(() -> read(sums(false), GROUPS.readUpTo(1)))
                .hasMessageContaining("read at one go");
    }

    private DuckDbScan numbers() {
        return ScanFixture.scan(file, DataTypes.BIGINT());
    }

    private DuckDbScan sums(boolean resumable) {
        DuckDbScan rows = ScanFixture.scan(file, DataTypes.BIGINT(), DataTypes.BIGINT());
        return new DuckDbScan(
                rows.settings(),
                rows.relation(),
                rows.predicate(),
                rows.filter(),
                new RowAggregation(
                        List.of(REST), List.of(new Aggregate.Sum(NUMBER, Long.SIZE, false))),
                rows.columns(),
                rows.nestedPaths(),
                rows.mode(),
                rows.partitioning(),
                rows.limit(),
                rows.recordsPerSecond(),
                resumable);
    }

    /** Reads the last column of each row. */
    private static List<Long> read(DuckDbScan scan, DuckDbSplit split) throws Exception {
        return ScanFixture.read(scan, split, row -> row.getLong(row.getArity() - 1));
    }

    private static RowFilter equal(RowType.RowField column, long value) {
        return new RowFilter.Compare(column, Comparison.EQUAL, value);
    }

    private static RowType.RowField column(String name) {
        return new RowType.RowField(name, new BigIntType());
    }
}
