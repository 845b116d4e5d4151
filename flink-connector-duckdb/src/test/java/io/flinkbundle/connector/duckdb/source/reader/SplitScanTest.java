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
import io.flinkbundle.connector.duckdb.client.DuckDbSettings;
import io.flinkbundle.connector.duckdb.source.DuckDbScan;
import io.flinkbundle.connector.duckdb.source.ScanPredicate;
import io.flinkbundle.connector.duckdb.source.ScanRelation;
import io.flinkbundle.connector.duckdb.source.SchemaMismatchException;
import io.flinkbundle.connector.duckdb.source.split.Cut;
import io.flinkbundle.connector.duckdb.source.split.DuckDbSplit;
import io.flinkbundle.connector.duckdb.source.split.PositionKind;
import io.flinkbundle.connector.duckdb.source.split.SplitBounds;

import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.RowData;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class SplitScanTest {

    private static final int SEVERAL_ROW_GROUPS = 700_000;

    @TempDir private Path folder;

    @Test
    void rowsComeInTheOrderOfTheirIdsAcrossRowGroups() throws Exception {
        Path file = numbers(SEVERAL_ROW_GROUPS);

        List<Long> read =
                ScanFixture.read(
                        ScanFixture.scan(file, DataTypes.BIGINT()),
                        ScanFixture.everything(),
                        row -> row.getLong(0));

        assertThat(read.equals(longs(0, SEVERAL_ROW_GROUPS))).isTrue();
    }

    @Test
    void aSplitIsItsRangeAndNoMore() throws Exception {
        assertThat(readIds(numbers(10_000), DuckDbSplit.unread(3_000, 3_005)))
                .containsExactlyElementsOf(longs(3_000, 3_005));
    }

    @Test
    void readingGoesOnBehindTheLastRow() throws Exception {
        assertThat(readIds(numbers(10_000), DuckDbSplit.unread(0, 10_000).readUpTo(9_990)))
                .containsExactlyElementsOf(longs(9_991, 10_000));
    }

    @Test
    void deletedRowsLeaveGaps() throws Exception {
        Path file = numbers(10_000);
        DuckDbFiles.execute(file, "DELETE FROM t WHERE c0 % 2 = 0 OR c0 > 9000");

        assertThat(readIds(file, ScanFixture.everything()))
                .hasSize(4_500)
                .allMatch(id -> id % 2 == 1);
    }

    @Test
    void aSplitWithoutRowsIsEmpty() throws Exception {
        Path file = numbers(10);
        DuckDbFiles.execute(file, "DELETE FROM t");

        assertThat(readIds(file, ScanFixture.everything())).isEmpty();
    }

    @Test
    void aLimitEndsASplitEarly() throws Exception {
        DuckDbSettings settings = ScanFixture.settings(numbers(10_000));

        List<Long> read =
                ScanFixture.read(
                        ScanFixture.scan(settings, 7, DataTypes.BIGINT()),
                        ScanFixture.everything(),
                        row -> row.getLong(0));

        assertThat(read).containsExactlyElementsOf(longs(0, 7));
    }

    @Test
    void onlyRowsThatFulfilThePredicateAreRead() throws Exception {
        ScanPredicate odd = new ScanPredicate("\"c0\" % ? = ?", List.of(2, 1));
        ScanPredicate small = new ScanPredicate("\"c0\" < ? OR \"c0\" IS NULL", List.of(8L));

        List<Long> read =
                ScanFixture.read(
                        ScanFixture.with(
                                ScanFixture.scan(numbers(10_000), DataTypes.BIGINT()),
                                odd.and(small)),
                        ScanFixture.everything().readUpTo(2),
                        row -> row.getLong(0));

        assertThat(read).containsExactly(3L, 5L, 7L);
    }

    @Test
    void rowsWithoutColumnsAreCounted() throws Exception {
        List<Integer> arities =
                ScanFixture.read(
                        ScanFixture.scan(numbers(3)), ScanFixture.everything(), RowData::getArity);

        assertThat(arities).containsExactly(0, 0, 0);
    }

    /** The driver ends a stream that fails in the middle as if it were complete. */
    @Test
    void aFailureInTheMiddleOfASplitIsNotAnEnd() throws Exception {
        Path file = folder.resolve("t.duckdb");
        // Wide rows, so that the query begins to stream long before it meets the value.
        DuckDbFiles.execute(
                file,
                "CREATE TABLE t AS SELECT CASE WHEN range = 39000 THEN"
                        + " 170141183460469231731687303715884105727::HUGEINT"
                        + " ELSE range::HUGEINT END AS c0, repeat('x', 1000) AS c1"
                        + " FROM range(40000)");

        assertThatThrownBy(
                        () ->
                                ScanFixture.read(
                                        ScanFixture.scan(
                                                file, DataTypes.DECIMAL(38, 0), DataTypes.STRING()),
                                        ScanFixture.everything(),
                                        row -> 0))
                .hasMessageContaining(file.toString())
                .hasMessageContaining("170141183460469231731687303715884105727");
    }

    /** A fetcher that was woken up meanwhile tries again instead of failing. */
    @Test
    void aChunkThatCannotBeReadIsNotSkippedByTheNextAttempt() throws Exception {
        Path file =
                DuckDbFiles.execute(
                        folder.resolve("t.duckdb"),
                        "CREATE TABLE t AS SELECT CASE WHEN range = 3000 THEN DATE 'infinity'"
                                + " ELSE DATE '2026-01-01' END AS c0 FROM range(10000)");
        try (ScanSession session =
                        ScanSession.open(ScanFixture.scan(file, DataTypes.DATE()), "a test");
                SplitScan scan = session.scan(ScanFixture.everything())) {
            scan.next();
            assertThatThrownBy(scan::next).hasMessageContaining("rowid 3000");

            assertThatThrownBy(scan::next).hasMessageContaining("rowid 3000");
        }
    }

    @Test
    void aDatabaseThatDoesNotKeepTheOrderIsRefused() throws Exception {
        DuckDbSettings unordered =
                ScanFixture.settings(numbers(10))
                        .withProperties(Map.of("preserve_insertion_order", "false"));

        assertThatThrownBy(
                        () ->
                                ScanFixture.read(
                                        ScanFixture.scan(unordered, -1, DataTypes.BIGINT()),
                                        ScanFixture.everything(),
                                        row -> 0))
                .hasMessageContaining("preserve_insertion_order");
    }

    @Test
    void namesEveryColumnThatDoesNotFit() throws Exception {
        Path file =
                DuckDbFiles.execute(
                        folder.resolve("t.duckdb"), "CREATE TABLE t (c0 VARCHAR, C1 BIGINT)");

        assertThatThrownBy(
                        () ->
                                ScanFixture.read(
                                        ScanFixture.scan(
                                                file,
                                                DataTypes.INT(),
                                                DataTypes.BIGINT(),
                                                DataTypes.DATE()),
                                        ScanFixture.everything(),
                                        row -> 0))
                .isInstanceOf(SchemaMismatchException.class)
                .hasMessageContaining("column 'c0' is declared as INT, but is VARCHAR")
                .hasMessageContaining("column 'c2' is declared as DATE, but does not exist")
                .hasMessageNotContaining("c1");
    }

    @Test
    void aMissingTableIsNamed() throws Exception {
        Path file = DuckDbFiles.execute(folder.resolve("t.duckdb"), "CREATE TABLE other (i INT)");

        assertThatThrownBy(
                        () ->
                                ScanFixture.read(
                                        ScanFixture.scan(file, DataTypes.INT()),
                                        ScanFixture.everything(),
                                        row -> 0))
                .isInstanceOf(SchemaMismatchException.class)
                .hasMessageContaining("table 'main.t'")
                .hasMessageContaining(file.toString())
                .hasMessageContaining("no such table");
    }

    /** Without an order of its own, and with rows that are the same in all that is selected. */
    @Test
    void aViewGoesOnWhereItWasLeft() throws Exception {
        Path file =
                DuckDbFiles.execute(
                        folder.resolve("t.duckdb"),
                        "CREATE TABLE base AS SELECT range * 7919 % 1000 AS c0 FROM range(50000)",
                        "CREATE VIEW t AS SELECT c0 FROM base");
        DuckDbScan scan = ScanFixture.scan(file, DataTypes.BIGINT());
        DuckDbSplit whole = wholeView();

        List<Long> all = ScanFixture.read(scan, whole, row -> row.getLong(0));
        List<Long> rest = ScanFixture.read(scan, whole.readUpTo(12_345), row -> row.getLong(0));

        assertThat(all).hasSize(50_000).isSorted();
        assertThat(rest.equals(all.subList(12_345, 50_000))).isTrue();
    }

    @Test
    void aSplitOfAQueryIsItsRange() throws Exception {
        ScanRelation query = new ScanRelation.Query("SELECT c0, c0 % 10 AS digit FROM t;\n");
        SplitBounds sevens =
                new SplitBounds.Range(
                        "digit",
                        "BIGINT",
                        Optional.of(Cut.before("7")),
                        Optional.of(Cut.behind("7")),
                        false);
        DuckDbScan scan =
                ScanFixture.with(ScanFixture.scan(numbers(100), DataTypes.BIGINT()), query, true);

        List<Long> read =
                ScanFixture.read(
                        scan,
                        DuckDbSplit.unread(sevens, PositionKind.ROWS_READ).readUpTo(7),
                        row -> row.getLong(0));

        assertThat(read).containsExactly(77L, 87L, 97L);
    }

    @Test
    void aViewWhoseOrderDoesNotMatterIsNotSortedAndNotResumed() throws Exception {
        Path file =
                DuckDbFiles.execute(
                        folder.resolve("t.duckdb"),
                        "CREATE TABLE base AS SELECT 9 - range AS c0 FROM range(10)",
                        "CREATE VIEW t AS SELECT c0 FROM base");
        DuckDbScan sorted = ScanFixture.scan(file, DataTypes.BIGINT());
        DuckDbScan asItIs = ScanFixture.with(sorted, sorted.relation(), false);

        assertThat(ScanFixture.read(asItIs, wholeView(), row -> row.getLong(0)))
                .containsExactly(9L, 8L, 7L, 6L, 5L, 4L, 3L, 2L, 1L, 0L);
        assertThatThrownBy(
                        () ->
                                ScanFixture.read(
                                        asItIs, wholeView().readUpTo(3), row -> row.getLong(0)))
                .hasMessageContaining("behind row 3")
                .hasMessageContaining("at one go");
    }

    @Test
    void aResultThatChangesIsNotTakenForComplete() throws Exception {
        ScanRelation changing = new ScanRelation.Query("SELECT c0 FROM t WHERE random() < 0.5");
        DuckDbScan scan =
                ScanFixture.with(
                        ScanFixture.scan(numbers(100_000), DataTypes.BIGINT()), changing, true);

        // Behind more rows than there are: as if the result had been longer before.
        assertThatThrownBy(() -> ScanFixture.read(scan, wholeView().readUpTo(90_000), row -> 0))
                .hasMessageContaining("the same each time");
    }

    @Test
    void aFailureInTheMiddleOfAQueryIsNotAnEnd() throws Exception {
        ScanRelation failing =
                new ScanRelation.Query(
                        "SELECT CASE WHEN c0 = 39000 THEN error('boom') ELSE c0 END AS c0 FROM t");
        DuckDbScan scan =
                ScanFixture.with(
                        ScanFixture.scan(numbers(40_000), DataTypes.BIGINT()), failing, false);

        assertThatThrownBy(() -> ScanFixture.read(scan, wholeView(), row -> 0))
                .hasMessageContaining("option 'query'")
                .hasMessageContaining("boom");
    }

    @Test
    void aTableThatHasBecomeAViewIsNotReadOn() throws Exception {
        Path file =
                DuckDbFiles.execute(
                        folder.resolve("t.duckdb"), "CREATE VIEW t AS SELECT 1::BIGINT AS c0");

        assertThatThrownBy(() -> readIds(file, ScanFixture.everything()))
                .hasMessageContaining("was a table")
                .hasMessageContaining("is a view now");
    }

    private static DuckDbSplit wholeView() {
        return DuckDbSplit.unread(new SplitBounds.Everything(), PositionKind.ROWS_READ);
    }

    private List<Long> readIds(Path file, DuckDbSplit split) throws Exception {
        return ScanFixture.read(
                ScanFixture.scan(file, DataTypes.BIGINT()), split, row -> row.getLong(0));
    }

    private Path numbers(int rows) throws Exception {
        return DuckDbFiles.execute(
                folder.resolve("t.duckdb"),
                "CREATE TABLE t AS SELECT range AS c0 FROM range(" + rows + ")");
    }

    private static List<Long> longs(long from, long to) {
        return LongStream.range(from, to).boxed().toList();
    }
}
