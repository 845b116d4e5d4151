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

import io.flinkbundle.connector.duckdb.DuckDbFiles;
import io.flinkbundle.connector.duckdb.client.DuckDbSettings;
import io.flinkbundle.connector.duckdb.source.ChangedFilePolicy;
import io.flinkbundle.connector.duckdb.source.DuckDbScan;
import io.flinkbundle.connector.duckdb.source.PartitionStrategy;
import io.flinkbundle.connector.duckdb.source.Partitioning;
import io.flinkbundle.connector.duckdb.source.ScanMode;
import io.flinkbundle.connector.duckdb.source.ScanPredicate;
import io.flinkbundle.connector.duckdb.source.ScanRelation;
import io.flinkbundle.connector.duckdb.source.SchemaMismatchException;
import io.flinkbundle.connector.duckdb.source.split.DuckDbSplit;
import io.flinkbundle.connector.duckdb.source.split.PositionKind;
import io.flinkbundle.connector.duckdb.source.split.SplitBounds;

import org.apache.flink.table.types.logical.RowType;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Properties;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SplitPlannerTest {

    private static final ScanRelation VIEW = new ScanRelation.Table("main", "v");
    private static final String NO_COLUMN = "";

    @TempDir private Path folder;

    @Test
    void aTableIsCutByRowIdsUnlessToldOtherwise() throws Exception {
        Path file = numbers(300_000);

        assertThat(plan(file, table(), PartitionStrategy.AUTO, NO_COLUMN, 122_880))
                .containsExactly(
                        DuckDbSplit.unread(0, 122_880),
                        DuckDbSplit.unread(122_880, 245_760),
                        DuckDbSplit.unread(245_760, 300_000));
    }

    @Test
    void aViewWithoutAPartitionColumnIsOneSplit() throws Exception {
        assertThat(plan(numbers(10), VIEW, PartitionStrategy.AUTO, NO_COLUMN, 1))
                .containsExactly(
                        DuckDbSplit.unread(new SplitBounds.Everything(), PositionKind.ROWS_READ));
    }

    @Test
    void aViewIsCutIntoRangesOfANumberAndByHashOfAText() throws Exception {
        Path file = numbers(10);

        assertThat(plan(file, VIEW, PartitionStrategy.AUTO, "N", 5))
                .allMatch(split -> split.bounds() instanceof SplitBounds.Range);
        assertThat(plan(file, VIEW, PartitionStrategy.AUTO, "name", 5))
                .extracting(DuckDbSplit::bounds)
                .containsExactly(
                        new SplitBounds.Hash("name", 2, 0), new SplitBounds.Hash("name", 2, 1));
    }

    @Test
    void theResultOfAQueryIsCutLikeAView() throws Exception {
        ScanRelation query = new ScanRelation.Query("SELECT n, n % 3 AS rest FROM t -- all\n;");

        assertThat(plan(numbers(100), query, PartitionStrategy.RANGE, "rest", 10))
                .extracting(DuckDbSplit::positionKind)
                .containsOnly(PositionKind.ROWS_READ);
    }

    /** Every row, with NULL, NaN and infinity among them, belongs to one split. */
    @ParameterizedTest
    @CsvSource({
        "TINYINT, range % 100",
        "UBIGINT, 10000000000000000000 + range * 1000000",
        "BIGINT, 9223372036854775807 - range * range",
        "HUGEINT, range * 1000000000000000000::HUGEINT",
        "'DECIMAL(20,3)', range / 7",
        "DOUBLE, 'CASE range % 99 WHEN 0 THEN ''nan''::DOUBLE WHEN 1 THEN -1e308 ELSE range END'",
        "FLOAT, range / 3",
        "DATE, DATE '1900-01-01' + CAST(range AS INTEGER)",
        "TIME, TIME '00:00:01' + to_seconds(range)",
        "TIMESTAMP, TIMESTAMP '1969-12-01' + to_hours(range)",
        "TIMESTAMP_NS, TIMESTAMP '2000-01-01' + to_hours(range)",
        "TIMESTAMPTZ, TIMESTAMP '1969-12-01' + to_hours(range)"
    })
    void rangesHoldEachRowOnceAndAboutAsManyRows(String type, String value) throws Exception {
        Path file =
                DuckDbFiles.execute(
                        folder.resolve("t.duckdb"),
                        "CREATE TABLE t AS SELECT CASE WHEN range % 50 = 7 THEN NULL ELSE CAST("
                                + value
                                + " AS "
                                + type
                                + ") END AS n FROM range(5000)",
                        "CREATE VIEW v AS SELECT * FROM t");

        List<DuckDbSplit> splits = plan(file, VIEW, PartitionStrategy.RANGE, "n", 1_000);

        List<Long> counts = counts(file, splits);
        assertThat(counts.stream().mapToLong(Long::longValue).sum()).isEqualTo(5_000);
        assertThat(counts).hasSizeBetween(4, 6).allMatch(rows -> rows < 2_000);
    }

    @Test
    void hashesDealRowsOutOnceWithThoseOfNull() throws Exception {
        Path file =
                DuckDbFiles.execute(
                        folder.resolve("t.duckdb"),
                        "CREATE TABLE t AS SELECT CASE WHEN range % 9 > 0 THEN 'row ' || range END"
                                + " AS name FROM range(5000)");

        List<DuckDbSplit> splits = plan(file, table(), PartitionStrategy.HASH, "name", 1_000);

        assertThat(counts(file, splits)).hasSize(5).allMatch(rows -> rows > 500);
        assertThat(counts(file, splits).stream().mapToLong(Long::longValue).sum()).isEqualTo(5_000);
        assertThat(splits)
                .extracting(DuckDbSplit::positionKind)
                .containsOnly(PositionKind.LAST_ROW_ID);
    }

    @Test
    void aColumnWithoutAnyValueIsOneRange() throws Exception {
        Path file =
                DuckDbFiles.execute(
                        folder.resolve("t.duckdb"),
                        "CREATE TABLE t AS SELECT NULL::DATE AS n FROM range(100)");

        List<DuckDbSplit> splits = plan(file, table(), PartitionStrategy.RANGE, "n", 10);

        assertThat(counts(file, splits)).containsExactly(100L);
    }

    @ParameterizedTest
    @CsvSource({"ROWID, ''", "RANGE, n", "HASH, n"})
    void aTableWithoutRowsHasNoSplits(PartitionStrategy strategy, String column) throws Exception {
        assertThat(plan(numbers(0), table(), strategy, column, 10)).isEmpty();
    }

    @Test
    void onlyRowsThatFulfilThePredicateArePlanned() throws Exception {
        DuckDbScan all = scan(numbers(300_000), table(), PartitionStrategy.AUTO, NO_COLUMN, 1);
        DuckDbScan few =
                new DuckDbScan(
                        all.settings(),
                        all.relation(),
                        new ScanPredicate("\"n\" < ?", List.of(10L)),
                        all.columns(),
                        all.mode(),
                        all.partitioning(),
                        all.limit(),
                        all.recordsPerSecond(),
                        all.resumable());

        assertThat(new SplitPlanner(few).call().splits())
                .containsExactly(DuckDbSplit.unread(0, 10));
    }

    @Test
    void splitsOfOneJobDifferInTheirNames() throws Exception {
        List<DuckDbSplit> splits = plan(numbers(1_000), VIEW, PartitionStrategy.RANGE, "n", 1);
        Set<String> names = new HashSet<>();

        splits.forEach(split -> names.add(split.splitId()));

        assertThat(names).hasSameSizeAs(splits).hasSizeGreaterThan(500);
    }

    @ParameterizedTest
    @CsvSource({
        "ROWID, '', rows have no ids",
        "RANGE, name, 'column ''name'' of type VARCHAR cannot be cut into ranges'",
        "RANGE, nowhere, 'no column ''nowhere''. Check'",
        "HASH, nowhere, scan.partition.column"
    })
    void aStrategyThatDoesNotFitAViewIsRefused(
            PartitionStrategy strategy, String column, String reason) throws Exception {
        Path file = numbers(10);

        assertThatThrownBy(() -> plan(file, VIEW, strategy, column, 1))
                .isInstanceOf(SchemaMismatchException.class)
                .hasMessageContaining("table 'main.v'")
                .hasMessageContaining(reason);
    }

    @ParameterizedTest
    @CsvSource({
        "DROP TABLE t, syntax error",
        "SELECT n FROM nowhere, nowhere does not exist",
        "SELECT 1; SELECT 2, syntax error",
        "WITH x AS (INSERT INTO t VALUES (1) RETURNING *) SELECT * FROM x, data-modifying"
    })
    void aQueryThatIsNotOneSelectIsRefusedWithTheNameOfTheOption(String sql, String reason)
            throws Exception {
        Path file = numbers(10);
        ScanRelation query = new ScanRelation.Query(sql);

        assertThatThrownBy(() -> plan(file, query, PartitionStrategy.AUTO, NO_COLUMN, 1))
                .isInstanceOf(SchemaMismatchException.class)
                .hasMessageContaining("option 'query'")
                .hasMessageContaining(reason);
    }

    private static ScanRelation table() {
        return new ScanRelation.Table("main", "t");
    }

    private Path numbers(int rows) throws Exception {
        return DuckDbFiles.execute(
                folder.resolve("t.duckdb"),
                "CREATE TABLE t AS SELECT range AS n, 'name ' || range AS name FROM range("
                        + rows
                        + ")",
                "CREATE VIEW v AS SELECT * FROM t");
    }

    private static List<DuckDbSplit> plan(
            Path file, ScanRelation relation, PartitionStrategy strategy, String column, long size)
            throws Exception {
        return new SplitPlanner(scan(file, relation, strategy, column, size)).call().splits();
    }

    private static DuckDbScan scan(
            Path file,
            ScanRelation relation,
            PartitionStrategy strategy,
            String column,
            long size) {
        return new DuckDbScan(
                DuckDbSettings.of(file.toString()),
                relation,
                ScanPredicate.ALL_ROWS,
                RowType.of(),
                new ScanMode.Bounded(ChangedFilePolicy.FAIL),
                new Partitioning(strategy, column, size),
                -1,
                0,
                true);
    }

    private static List<Long> counts(Path file, List<DuckDbSplit> splits) throws Exception {
        List<Long> counts = new ArrayList<>();
        try (Connection connection = DuckDbFiles.connect(file, new Properties())) {
            for (DuckDbSplit split : splits) {
                ScanPredicate condition = split.bounds().condition();
                try (PreparedStatement count =
                        connection.prepareStatement(
                                "SELECT count(*) FROM t WHERE " + condition.sql())) {
                    for (int i = 0; i < condition.parameters().size(); i++) {
                        count.setObject(i + 1, condition.parameters().get(i));
                    }
                    try (ResultSet rows = count.executeQuery()) {
                        rows.next();
                        counts.add(rows.getLong(1));
                    }
                }
            }
        }
        return counts;
    }
}
