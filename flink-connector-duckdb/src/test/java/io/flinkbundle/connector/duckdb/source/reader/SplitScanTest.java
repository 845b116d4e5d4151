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
import io.flinkbundle.connector.duckdb.source.ScanPredicate;
import io.flinkbundle.connector.duckdb.source.SchemaMismatchException;
import io.flinkbundle.connector.duckdb.source.split.DuckDbSplit;

import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.data.RowData;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
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

    @Test
    void aViewIsRefused() throws Exception {
        Path file = DuckDbFiles.execute(folder.resolve("t.duckdb"), "CREATE VIEW t AS SELECT 1 c0");

        assertThatThrownBy(
                        () ->
                                ScanFixture.read(
                                        ScanFixture.scan(file, DataTypes.INT()),
                                        ScanFixture.everything(),
                                        row -> 0))
                .isInstanceOf(SchemaMismatchException.class)
                .hasMessageContaining("view");
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
