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

import io.flinkbundle.connector.duckdb.client.DatabaseBusyException;
import io.flinkbundle.connector.duckdb.client.DuckDbErrors;
import io.flinkbundle.connector.duckdb.client.FileVersion;
import io.flinkbundle.connector.duckdb.source.ChangedFilePolicy;
import io.flinkbundle.connector.duckdb.source.SchemaMismatchException;
import io.flinkbundle.connector.duckdb.source.split.DuckDbSplit;

import org.apache.flink.util.FlinkRuntimeException;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.Callable;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DuckDbSplitEnumeratorTest {

    private static final DuckDbSplit FIRST = DuckDbSplit.unread(0, 10);
    private static final DuckDbSplit SECOND = DuckDbSplit.unread(10, 20);
    private static final DuckDbSplit THIRD = DuckDbSplit.unread(20, 30);

    private final TestEnumeratorContext context = new TestEnumeratorContext(0, 1);

    @TempDir private Path folder;

    private Path file;

    /** Nobody opens it: that it is there and when it was written is all that counts. */
    @BeforeEach
    void createFile() throws IOException {
        file = Files.writeString(folder.resolve("x.duckdb"), "a database");
    }

    @Test
    void readersThatAskBeforeTheTableIsPlannedAreServedAfterwards() {
        DuckDbSplitEnumerator enumerator = fresh(() -> plan(FIRST, SECOND));
        enumerator.start();
        enumerator.handleSplitRequest(1, null);
        enumerator.handleSplitRequest(0, null);

        context.runCalls();

        assertThat(context.assigned(1)).containsExactly(FIRST);
        assertThat(context.assigned(0)).containsExactly(SECOND);
    }

    @Test
    void aReaderGetsOneSplitForEachRequest() {
        DuckDbSplitEnumerator enumerator = started(FIRST, SECOND);

        enumerator.handleSplitRequest(0, null);
        enumerator.handleSplitRequest(0, null);
        enumerator.handleSplitRequest(0, null);

        assertThat(context.assigned(0)).containsExactly(FIRST, SECOND);
        assertThat(context.finished()).containsExactly(0);
    }

    @Test
    void anEmptyTableEndsAtOnce() {
        DuckDbSplitEnumerator enumerator = started();

        enumerator.handleSplitRequest(0, null);

        assertThat(context.finished()).containsExactly(0);
    }

    @Test
    void splitsOfAFailedReaderComeFirst() {
        DuckDbSplitEnumerator enumerator = started(FIRST, SECOND, THIRD);
        enumerator.handleSplitRequest(0, null);

        enumerator.addSplitsBack(List.of(FIRST.readUpTo(4)), 0);
        enumerator.handleSplitRequest(1, null);

        assertThat(context.assigned(1)).containsExactly(FIRST.readUpTo(4));
    }

    @Test
    void aReaderThatIsGoneGetsNothing() {
        DuckDbSplitEnumerator enumerator = fresh(() -> plan(FIRST));
        enumerator.start();
        enumerator.handleSplitRequest(0, null);
        context.unregister(0);
        context.runCalls();

        enumerator.handleSplitRequest(1, null);

        assertThat(context.assigned(1)).containsExactly(FIRST);
    }

    @Test
    void aRestoredEnumeratorGoesOnWithoutPlanningAgain() {
        DuckDbSplitEnumerator before = started(FIRST, SECOND);
        before.handleSplitRequest(0, null);

        DuckDbSplitEnumerator restored =
                new DuckDbSplitEnumerator(
                        context,
                        failing("planned twice"),
                        guard(ChangedFilePolicy.FAIL),
                        before.snapshotState(1));
        restored.start();
        restored.handleSplitRequest(1, null);
        context.runCalls();

        assertThat(context.assigned(1)).containsExactly(SECOND);
    }

    @Test
    void aFileThatWasWrittenMeanwhileFailsARestoredScanForGood() throws Exception {
        DuckDbEnumeratorState state = started(FIRST, SECOND).snapshotState(1);
        Files.writeString(file, "another database");
        DuckDbSplitEnumerator restored = restored(state, ChangedFilePolicy.FAIL);
        restored.start();
        restored.handleSplitRequest(0, null);

        assertThatThrownBy(context::runCalls)
                .isInstanceOf(UnreadableTableException.class)
                .hasMessageContaining(file.toString())
                .hasMessageContaining("its size was 10 bytes and is 16")
                .hasMessageContaining("'scan.on-changed-file'");
        assertThat(context.assigned(0)).isEmpty();
    }

    @Test
    void aLogOfChangesBesideTheFileIsAChangeToo() throws Exception {
        DuckDbEnumeratorState state = started(FIRST).snapshotState(1);
        Files.writeString(folder.resolve("x.duckdb.wal"), "a log");
        restored(state, ChangedFilePolicy.FAIL).start();

        assertThatThrownBy(context::runCalls).hasMessageContaining("write-ahead log");
    }

    @Test
    void aChangedFileIsReadOnWhereThatIsIgnored() throws Exception {
        DuckDbEnumeratorState state = started(FIRST).snapshotState(1);
        Files.writeString(file, "another database");
        DuckDbSplitEnumerator restored = restored(state, ChangedFilePolicy.IGNORE);
        restored.start();
        restored.handleSplitRequest(0, null);

        context.runCalls();

        assertThat(context.assigned(0)).containsExactly(FIRST);
    }

    @Test
    void aFileThatIsGoneIsNamedWithTheHost() throws Exception {
        DuckDbEnumeratorState state = started(FIRST).snapshotState(1);
        Files.delete(file);
        restored(state, ChangedFilePolicy.IGNORE).start();

        assertThatThrownBy(context::runCalls).hasMessageContaining("does not exist on host");
    }

    @Test
    void whatHappensToTheFileBehindTheEndIsOfNoConcern() throws Exception {
        DuckDbSplitEnumerator enumerator = started(FIRST);
        enumerator.handleSplitRequest(0, null);
        enumerator.handleSplitRequest(0, null);
        enumerator.handleSplitRequest(1, null);
        DuckDbEnumeratorState state = enumerator.snapshotState(1);
        Files.delete(file);
        DuckDbSplitEnumerator restored = restored(state, ChangedFilePolicy.FAIL);
        restored.start();
        restored.handleSplitRequest(0, null);

        assertThat(context.runCalls()).isZero();
        assertThat(context.finished()).containsExactly(0, 1, 0);
    }

    @Test
    void aReaderThatHasNotComeToItsEndKeepsTheFileOfConcern() {
        DuckDbSplitEnumerator enumerator = started(FIRST);
        enumerator.handleSplitRequest(0, null);
        enumerator.handleSplitRequest(1, null);

        assertThat(enumerator.snapshotState(1).unassigned()).isEmpty();
        assertThat(enumerator.snapshotState(1).file()).isPresent();
    }

    @Test
    void anEnumeratorThatWasNotPlannedPlansAfterARestore() {
        DuckDbEnumeratorState state = fresh(() -> plan(FIRST)).snapshotState(1);

        DuckDbSplitEnumerator restored =
                new DuckDbSplitEnumerator(
                        context, () -> plan(FIRST), guard(ChangedFilePolicy.FAIL), state);
        restored.start();
        context.runCalls();
        restored.handleSplitRequest(0, null);

        assertThat(context.assigned(0)).containsExactly(FIRST);
    }

    @Test
    void aFailureThatARestartCannotMendFailsTheJobForGood() {
        DuckDbSplitEnumerator enumerator = fresh(failing("no such table 'orders'"));
        enumerator.start();

        assertThatThrownBy(context::runCalls)
                .isInstanceOf(UnreadableTableException.class)
                .hasMessage("no such table 'orders'");
    }

    @Test
    void aBusyFileLeavesItToTheRestartStrategy() {
        DuckDbSplitEnumerator enumerator = fresh(busy());
        enumerator.start();

        assertThatThrownBy(context::runCalls)
                .isExactlyInstanceOf(FlinkRuntimeException.class)
                .hasCauseInstanceOf(DatabaseBusyException.class);
    }

    private static Callable<SplitPlan> failing(String message) {
        return () -> {
            throw new SchemaMismatchException(message);
        };
    }

    private static Callable<SplitPlan> busy() {
        return () -> {
            throw DuckDbErrors.translate(
                    "x.duckdb", "open the file", new SQLException("Conflicting lock is held"));
        };
    }

    private SplitPlan plan(DuckDbSplit... splits) throws IOException {
        return new SplitPlan(List.of(splits), FileVersion.of(file.toString()));
    }

    private ChangedFileGuard guard(ChangedFilePolicy policy) {
        return new ChangedFileGuard(file.toString(), policy);
    }

    private DuckDbSplitEnumerator restored(DuckDbEnumeratorState state, ChangedFilePolicy policy) {
        return new DuckDbSplitEnumerator(context, failing("planned twice"), guard(policy), state);
    }

    private DuckDbSplitEnumerator fresh(Callable<SplitPlan> planner) {
        return new DuckDbSplitEnumerator(
                context, planner, guard(ChangedFilePolicy.FAIL), DuckDbEnumeratorState.unplanned());
    }

    private DuckDbSplitEnumerator started(DuckDbSplit... splits) {
        DuckDbSplitEnumerator enumerator = fresh(() -> plan(splits));
        enumerator.start();
        context.runCalls();
        return enumerator;
    }
}
