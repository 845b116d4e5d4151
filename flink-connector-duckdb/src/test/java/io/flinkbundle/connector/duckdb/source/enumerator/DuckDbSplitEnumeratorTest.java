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
import io.flinkbundle.connector.duckdb.source.SchemaMismatchException;
import io.flinkbundle.connector.duckdb.source.split.DuckDbSplit;

import org.apache.flink.util.FlinkRuntimeException;

import org.junit.jupiter.api.Test;

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

    @Test
    void readersThatAskBeforeTheTableIsPlannedAreServedAfterwards() {
        DuckDbSplitEnumerator enumerator = fresh(() -> List.of(FIRST, SECOND));
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
        DuckDbSplitEnumerator enumerator = fresh(() -> List.of(FIRST));
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
                        context, failing("planned twice"), before.snapshotState(1));
        restored.start();
        restored.handleSplitRequest(1, null);

        assertThat(context.runCalls()).isZero();
        assertThat(context.assigned(1)).containsExactly(SECOND);
    }

    @Test
    void anEnumeratorThatWasNotPlannedPlansAfterARestore() {
        DuckDbEnumeratorState state = fresh(() -> List.of(FIRST)).snapshotState(1);

        DuckDbSplitEnumerator restored =
                new DuckDbSplitEnumerator(context, () -> List.of(FIRST), state);
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

    private static Callable<List<DuckDbSplit>> failing(String message) {
        return () -> {
            throw new SchemaMismatchException(message);
        };
    }

    private static Callable<List<DuckDbSplit>> busy() {
        return () -> {
            throw DuckDbErrors.translate(
                    "x.duckdb", "open the file", new SQLException("Conflicting lock is held"));
        };
    }

    private DuckDbSplitEnumerator fresh(Callable<List<DuckDbSplit>> planner) {
        return new DuckDbSplitEnumerator(context, planner, DuckDbEnumeratorState.unplanned());
    }

    private DuckDbSplitEnumerator started(DuckDbSplit... splits) {
        DuckDbSplitEnumerator enumerator = fresh(() -> List.of(splits));
        enumerator.start();
        context.runCalls();
        return enumerator;
    }
}
