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

package io.flinkbundle.connector.bigquery.source.enumerator;

import io.flinkbundle.connector.bigquery.client.ReadStreams;
import io.flinkbundle.connector.bigquery.source.split.BigQuerySplit;

import org.apache.flink.connector.testutils.source.reader.TestingSplitEnumeratorContext;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class BigQuerySplitEnumeratorTest {

    private static final byte[] SCHEMA = {1};

    private final TestingSplitEnumeratorContext<BigQuerySplit> context =
            new TestingSplitEnumeratorContext<>(1);
    private final FakeOpening opening = new FakeOpening();

    @Test
    void asksTheSameQueryAfterAFailure() throws Exception {
        BigQueryEnumeratorState state = started(BigQueryEnumeratorState.INITIAL).snapshotState(1);
        context.getExecutorService().triggerAll();
        opened(state);

        assertThat(opening.asked).containsExactly(state.queryId(), state.queryId());
    }

    @Test
    void dropsTheRowsOfAJobThatHasMadeNoCheckpoint() throws Exception {
        BigQuerySplitEnumerator enumerator = opened(BigQueryEnumeratorState.INITIAL);

        enumerator.close();

        assertThat(opening.released).isEqualTo(opening.asked);
    }

    @Test
    void keepsTheRowsThatAJobMayComeBackFor() throws Exception {
        BigQuerySplitEnumerator enumerator = opened(BigQueryEnumeratorState.INITIAL);
        enumerator.snapshotState(1);
        enumerator.notifyCheckpointComplete(1);

        enumerator.close();

        assertThat(opening.released).isEmpty();
    }

    @Test
    void dropsTheRowsBehindACheckpointThatTheyHavePassed() throws Exception {
        BigQuerySplitEnumerator enumerator = opened(BigQueryEnumeratorState.INITIAL);
        enumerator.snapshotState(1);
        readAll(enumerator);
        enumerator.snapshotState(2);
        enumerator.notifyCheckpointComplete(2);

        enumerator.close();

        assertThat(opening.released).isEqualTo(opening.asked);
    }

    @Test
    void keepsTheRowsOfAReaderThatFailed() throws Exception {
        BigQuerySplitEnumerator enumerator = opened(BigQueryEnumeratorState.INITIAL);
        readAll(enumerator);
        enumerator.addSplitsBack(List.of(new BigQuerySplit("s", 0, SCHEMA)), 0);
        enumerator.snapshotState(1);
        enumerator.notifyCheckpointComplete(1);

        enumerator.close();

        assertThat(opening.released).isEmpty();
    }

    @Test
    void dropsNothingOfATable() throws Exception {
        opening.temporary = false;
        BigQuerySplitEnumerator enumerator = opened(BigQueryEnumeratorState.INITIAL);

        enumerator.close();

        assertThat(enumerator.snapshotState(1).queryId()).isEmpty();
        assertThat(opening.released).isEmpty();
    }

    private void readAll(BigQuerySplitEnumerator enumerator) {
        context.registerReader(0, "host");
        enumerator.handleSplitRequest(0, "host");
        enumerator.handleSplitRequest(0, "host");
    }

    private BigQuerySplitEnumerator opened(BigQueryEnumeratorState state) throws Exception {
        BigQuerySplitEnumerator enumerator = started(state);
        context.getExecutorService().triggerAll();
        return enumerator;
    }

    private BigQuerySplitEnumerator started(BigQueryEnumeratorState state) {
        BigQuerySplitEnumerator enumerator = new BigQuerySplitEnumerator(context, opening, state);
        enumerator.start();
        return enumerator;
    }

    private static final class FakeOpening implements ReadOpening {

        private final List<String> asked = new ArrayList<>();
        private final List<String> released = new ArrayList<>();
        private boolean temporary = true;

        @Override
        public Opened open(String queryId) {
            asked.add(queryId);
            return new Opened(new ReadStreams(List.of("s"), SCHEMA), temporary);
        }

        @Override
        public void release(String queryId, boolean opened) {
            released.add(queryId);
        }
    }
}
