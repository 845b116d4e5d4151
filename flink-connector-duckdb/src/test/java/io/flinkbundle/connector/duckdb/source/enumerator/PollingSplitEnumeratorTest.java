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
import io.flinkbundle.connector.duckdb.client.FileHolder;
import io.flinkbundle.connector.duckdb.source.DuckDbScan;
import io.flinkbundle.connector.duckdb.source.Partitioning;
import io.flinkbundle.connector.duckdb.source.ScanMode;
import io.flinkbundle.connector.duckdb.source.ScanPredicate;
import io.flinkbundle.connector.duckdb.source.ScanRelation;
import io.flinkbundle.connector.duckdb.source.ScanStartupMode;
import io.flinkbundle.connector.duckdb.source.split.Cut;
import io.flinkbundle.connector.duckdb.source.split.DuckDbSplit;
import io.flinkbundle.connector.duckdb.source.split.PositionKind;
import io.flinkbundle.connector.duckdb.source.split.SplitBounds;

import org.apache.flink.table.types.logical.RowType;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PollingSplitEnumeratorTest {

    private final TestEnumeratorContext context = new TestEnumeratorContext(0, 1);

    @TempDir private Path folder;

    private Path file;

    @BeforeEach
    void createTable() throws Exception {
        file =
                DuckDbFiles.execute(
                        folder.resolve("t.duckdb"),
                        "CREATE TABLE t (id BIGINT PRIMARY KEY, day DATE)");
    }

    @Test
    void readersWaitForRowsAndAreToldSo() throws Exception {
        PollingSplitEnumerator enumerator = started("rowid", ScanStartupMode.EARLIEST);
        enumerator.handleSplitRequest(0, null);

        assertThat(context.events(0)).containsExactly(new NothingToReadEvent());
        insert("(1, '2026-01-01'), (2, '2026-01-01')");
        context.runPeriodicCall();

        assertThat(context.assigned(0)).containsExactly(DuckDbSplit.unread(0, 2));
        assertThat(context.finished()).isEmpty();
    }

    @Test
    void onlyWhatIsNewIsHandedOut() throws Exception {
        insert("(1, NULL), (2, NULL)");
        PollingSplitEnumerator enumerator = started("rowid", ScanStartupMode.EARLIEST);
        enumerator.handleSplitRequest(0, null);
        context.runPeriodicCall();
        insert("(3, NULL)");
        context.runPeriodicCall();

        enumerator.handleSplitRequest(0, null);

        assertThat(context.assigned(0))
                .containsExactly(DuckDbSplit.unread(0, 2), DuckDbSplit.unread(2, 3));
    }

    @Test
    void latestBeginsBehindWhatIsThere() throws Exception {
        insert("(1, NULL), (2, NULL)");
        PollingSplitEnumerator enumerator = started("rowid", ScanStartupMode.LATEST);
        insert("(3, NULL)");
        context.runPeriodicCall();

        enumerator.handleSplitRequest(0, null);

        assertThat(context.assigned(0)).containsExactly(DuckDbSplit.unread(2, 3));
    }

    @Test
    void latestInAnEmptyTableReadsTheFirstRow() throws Exception {
        PollingSplitEnumerator enumerator = started("rowid", ScanStartupMode.LATEST);
        insert("(1, NULL)");
        context.runPeriodicCall();

        enumerator.handleSplitRequest(0, null);

        assertThat(context.assigned(0)).containsExactly(DuckDbSplit.unread(0, 1));
    }

    @Test
    void aRestoredEnumeratorGoesOnBehindItsPosition() throws Exception {
        insert("(1, NULL)");
        DuckDbEnumeratorState state = started("rowid", ScanStartupMode.LATEST).snapshotState(1);
        insert("(2, NULL), (3, NULL)");

        PollingSplitEnumerator restored = enumerator("rowid", ScanStartupMode.LATEST, state);
        restored.start();
        context.runPeriodicCall();
        restored.handleSplitRequest(1, null);

        assertThat(state.readTo()).contains(Cut.behind("0"));
        assertThat(context.assigned(1)).containsExactly(DuckDbSplit.unread(1, 3));
    }

    @Test
    void splitsOfAFailedReaderGoToOneThatWaits() throws Exception {
        insert("(1, NULL)");
        PollingSplitEnumerator enumerator = started("rowid", ScanStartupMode.EARLIEST);
        enumerator.handleSplitRequest(0, null);
        enumerator.handleSplitRequest(1, null);

        enumerator.addSplitsBack(List.of(DuckDbSplit.unread(0, 1)), 0);

        assertThat(context.assigned(1)).containsExactly(DuckDbSplit.unread(0, 1));
    }

    @Test
    void aUniqueColumnIsReadToItsHighestValue() throws Exception {
        insert("(10, NULL), (20, NULL)");
        PollingSplitEnumerator enumerator = started("ID", ScanStartupMode.EARLIEST);
        insert("(30, NULL)");
        context.runPeriodicCall();

        enumerator.handleSplitRequest(0, null);
        enumerator.handleSplitRequest(0, null);

        assertThat(context.assigned(0))
                .containsExactly(
                        range("id", "BIGINT", Optional.empty(), Cut.behind("20")),
                        range("id", "BIGINT", Optional.of(Cut.behind("20")), Cut.behind("30")));
    }

    /** More rows of the last day may come. */
    @Test
    void rowsWithTheHighestValueOfAnyOtherColumnWaitForAHigherOne() throws Exception {
        insert("(1, '2026-01-01'), (2, '2026-01-02')");
        PollingSplitEnumerator enumerator = started("day", ScanStartupMode.EARLIEST);
        insert("(3, '2026-01-02')");
        context.runPeriodicCall();
        insert("(4, '2026-01-03')");
        context.runPeriodicCall();

        enumerator.handleSplitRequest(0, null);
        enumerator.handleSplitRequest(0, null);
        enumerator.handleSplitRequest(0, null);

        Cut second = Cut.before("2026-01-02");
        assertThat(context.assigned(0))
                .containsExactly(
                        range("day", "DATE", Optional.empty(), second),
                        range("day", "DATE", Optional.of(second), Cut.before("2026-01-03")));
    }

    @Test
    void latestOfAColumnDoesNotGoBackToTheRowsThatWereThere() throws Exception {
        insert("(1, '2026-01-01')");
        PollingSplitEnumerator enumerator = started("day", ScanStartupMode.LATEST);
        context.runPeriodicCall();

        enumerator.handleSplitRequest(0, null);

        assertThat(context.assigned(0)).isEmpty();
        assertThat(enumerator.snapshotState(1).readTo()).contains(Cut.behind("2026-01-01"));
    }

    @Test
    void rowIdsThatGoDownFailTheJobForGood() throws Exception {
        insert("(1, NULL), (2, NULL)");
        started("rowid", ScanStartupMode.EARLIEST);
        DuckDbFiles.execute(file, "DELETE FROM t WHERE id = 2", "CHECKPOINT");

        assertThatThrownBy(context::runPeriodicCall)
                .isInstanceOf(UnreadableTableException.class)
                .hasMessageContaining("have gone down, from 1 to 0")
                .hasMessageContaining("'scan.incremental.column'");
    }

    @Test
    void deletedRowsDoNotMoveThePositionOfAColumn() throws Exception {
        insert("(1, NULL), (2, NULL)");
        PollingSplitEnumerator enumerator = started("id", ScanStartupMode.EARLIEST);
        DuckDbFiles.execute(file, "DELETE FROM t WHERE id = 2");

        context.runPeriodicCall();

        assertThat(enumerator.snapshotState(1).readTo()).contains(Cut.behind("2"));
    }

    @Test
    void aBusyFileIsLookedAtTheNextTime() throws Exception {
        PollingSplitEnumerator enumerator = started("rowid", ScanStartupMode.EARLIEST);
        insert("(1, NULL)");
        enumerator.handleSplitRequest(0, null);
        Process holder = FileHolder.start(file, "driver");
        try {
            context.runPeriodicCall();
        } finally {
            FileHolder.stop(holder);
        }
        assertThat(context.assigned(0)).isEmpty();

        context.runPeriodicCall();

        assertThat(context.assigned(0)).containsExactly(DuckDbSplit.unread(0, 1));
        assertThat(context.count("missedPolls")).isEqualTo(1);
    }

    @Test
    void aColumnThatDoesNotGrowIsRefused() {
        PollingSplitEnumerator enumerator =
                enumerator("nowhere", ScanStartupMode.EARLIEST, DuckDbEnumeratorState.unplanned());
        enumerator.start();

        assertThatThrownBy(context::runPeriodicCall)
                .isInstanceOf(UnreadableTableException.class)
                .hasMessageContaining("no column 'nowhere'");
    }

    @Test
    void aViewNeedsAColumn() throws Exception {
        DuckDbFiles.execute(file, "ALTER TABLE t RENAME TO u", "CREATE VIEW t AS SELECT * FROM u");
        PollingSplitEnumerator enumerator =
                enumerator("rowid", ScanStartupMode.EARLIEST, DuckDbEnumeratorState.unplanned());
        enumerator.start();

        assertThatThrownBy(context::runPeriodicCall)
                .hasMessageContaining("no ids")
                .hasMessageContaining("'scan.incremental.column'");
    }

    private static DuckDbSplit range(String column, String type, Optional<Cut> from, Cut to) {
        return DuckDbSplit.unread(
                new SplitBounds.Range(column, type, from, Optional.of(to), false),
                PositionKind.LAST_ROW_ID);
    }

    private void insert(String rows) throws Exception {
        DuckDbFiles.execute(file, "INSERT INTO t VALUES " + rows);
    }

    private PollingSplitEnumerator started(String column, ScanStartupMode startup) {
        PollingSplitEnumerator enumerator =
                enumerator(column, startup, DuckDbEnumeratorState.unplanned());
        enumerator.start();
        context.runPeriodicCall();
        return enumerator;
    }

    private PollingSplitEnumerator enumerator(
            String column, ScanStartupMode startup, DuckDbEnumeratorState state) {
        ScanMode.Unbounded mode = new ScanMode.Unbounded(startup, column, Duration.ofMillis(10));
        DuckDbScan scan =
                new DuckDbScan(
                        DuckDbSettings.of(file.toString()).withMaxWait(Duration.ZERO),
                        new ScanRelation.Table("main", "t"),
                        ScanPredicate.ALL_ROWS,
                        RowType.of(),
                        mode,
                        Partitioning.auto(1_000),
                        -1,
                        0,
                        true);
        return new PollingSplitEnumerator(
                context, new FilePoller(scan, mode), mode.pollInterval(), state);
    }
}
