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

package io.flinkbundle.connector.duckdb.table.pushdown;

import io.flinkbundle.connector.duckdb.DuckDbFiles;
import io.flinkbundle.connector.duckdb.client.DuckDbSettings;
import io.flinkbundle.connector.duckdb.source.ChangedFilePolicy;
import io.flinkbundle.connector.duckdb.source.Comparison;
import io.flinkbundle.connector.duckdb.source.DuckDbScan;
import io.flinkbundle.connector.duckdb.source.Partitioning;
import io.flinkbundle.connector.duckdb.source.RowFilter;
import io.flinkbundle.connector.duckdb.source.ScanMode;
import io.flinkbundle.connector.duckdb.source.ScanPredicate;
import io.flinkbundle.connector.duckdb.source.ScanRelation;

import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.EnvironmentSettings;
import org.apache.flink.table.api.ExplainDetail;
import org.apache.flink.table.api.TableEnvironment;
import org.apache.flink.table.plan.stats.ColumnStats;
import org.apache.flink.table.plan.stats.TableStats;
import org.apache.flink.table.types.logical.RowType;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

class TableStatisticsTest {

    private static final RowType COLUMNS =
            (RowType)
                    DataTypes.ROW(
                                    DataTypes.FIELD("ID", DataTypes.BIGINT()),
                                    DataTypes.FIELD("tiny", DataTypes.TINYINT()),
                                    DataTypes.FIELD("note", DataTypes.STRING()))
                            .getLogicalType();

    @TempDir private Path folder;

    private Path file;

    @BeforeEach
    void createTable() throws Exception {
        file =
                DuckDbFiles.execute(
                        folder.resolve("t.duckdb"),
                        "CREATE TABLE t AS SELECT range AS id,"
                                + " CASE WHEN range < 4 THEN range END::TINYINT AS tiny,"
                                + " CASE WHEN range % 2 = 0 THEN 'even' END AS note FROM range(10)",
                        "CREATE TABLE large AS SELECT range AS id, 1::TINYINT AS tiny,"
                                + " 'x' AS note FROM range(1300000)",
                        "CREATE TABLE nobody AS FROM t LIMIT 0",
                        "CREATE VIEW v AS FROM t");
    }

    @Test
    void rowsAndValuesOfASmallTableAreKnown() {
        TableStats statistics = TableStatistics.of(scan("t"));

        assertThat(statistics.getRowCount()).isEqualTo(10);
        assertThat(statistics.getColumnStats())
                .containsEntry("ID", integers(0, 0L, 9L))
                .containsEntry("tiny", integers(6, (byte) 0, (byte) 3))
                .containsEntry("note", ColumnStats.Builder.builder().setNullCount(5L).build());
    }

    @Test
    void deletedRowsDoNotCount() throws Exception {
        DuckDbFiles.execute(file, "DELETE FROM t WHERE id IN (0, 9)");

        TableStats statistics = TableStatistics.of(scan("t"));

        assertThat(statistics.getRowCount()).isEqualTo(8);
        assertThat(statistics.getColumnStats()).containsEntry("ID", integers(0, 1L, 8L));
    }

    @Test
    void onlyRowsThatFulfilTheFilterCount() {
        assertThat(TableStatistics.of(scan("t").withFilter(below(5)).withFilter(below(3))))
                .extracting(TableStats::getRowCount)
                .isEqualTo(3L);
        assertThat(TableStatistics.of(scan("large").withFilter(below(3))))
                .isEqualTo(new TableStats(3));
    }

    @Test
    void onlyTheRowsOfALargeTableAreKnown() {
        assertThat(TableStatistics.of(scan("large"))).isEqualTo(new TableStats(1_300_000));
    }

    @Test
    void anEmptyTableHasNoHighestValue() {
        TableStats statistics = TableStatistics.of(scan("nobody"));

        assertThat(statistics.getRowCount()).isZero();
        assertThat(statistics.getColumnStats().get("ID").getMax()).isNull();
    }

    @Test
    void nothingIsKnownOfViewsAndOfWhatIsMissing() {
        assertThat(TableStatistics.of(scan("v"))).isEqualTo(TableStats.UNKNOWN);
        assertThat(TableStatistics.of(scan("missing"))).isEqualTo(TableStats.UNKNOWN);
        assertThat(TableStatistics.of(scan(folder.resolve("missing.duckdb"), "t")))
                .isEqualTo(TableStats.UNKNOWN);
        assertThat(folder.resolve("missing.duckdb")).doesNotExist();
    }

    @Test
    void thePlannerCountsTheRows() {
        TableEnvironment tables = TableEnvironment.create(EnvironmentSettings.inBatchMode());
        tables.executeSql(
                "CREATE TABLE t (id BIGINT) WITH ('connector' = 'duckdb', 'table-name' = 't',"
                        + " 'path' = '"
                        + file
                        + "')");

        assertThat(tables.explainSql("SELECT id FROM t", ExplainDetail.ESTIMATED_COST))
                .contains("rowcount = 10.0");
    }

    private static ColumnStats integers(long nulls, Comparable<?> min, Comparable<?> max) {
        return ColumnStats.Builder.builder().setNullCount(nulls).setMin(min).setMax(max).build();
    }

    private static RowFilter below(long id) {
        return new RowFilter.Compare(COLUMNS.getFields().get(0), Comparison.LESS, id);
    }

    private DuckDbScan scan(String table) {
        return scan(file, table);
    }

    private static DuckDbScan scan(Path database, String table) {
        return new DuckDbScan(
                DuckDbSettings.of(database.toString()),
                new ScanRelation.Table("main", table),
                ScanPredicate.ALL_ROWS,
                COLUMNS,
                new ScanMode.Bounded(ChangedFilePolicy.FAIL),
                Partitioning.auto(1),
                -1,
                0,
                true);
    }
}
