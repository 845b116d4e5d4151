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

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

class PollingSplitEnumeratorTest {

    private static final byte[] SCHEMA = {1};

    private TestingSplitEnumeratorContext<BigQuerySplit> context =
            new TestingSplitEnumeratorContext<>(1);
    private final FakePoller poller = new FakePoller();

    @Test
    void looksAgainWhenAllIsHandedOut() throws Exception {
        started(BigQueryEnumeratorState.INITIAL).handleSplitRequest(0, "host");
        look();
        look();
        look();

        assertThat(poller.from).containsExactly("", "1");
        assertThat(assigned()).containsExactly("s1");
    }

    @Test
    void goesOnWhereACheckpointWas() throws Exception {
        PollingSplitEnumerator enumerator = started(BigQueryEnumeratorState.INITIAL);
        look();
        BigQueryEnumeratorState state = enumerator.snapshotState(1);
        context = new TestingSplitEnumeratorContext<>(1);
        PollingSplitEnumerator restored = started(state);
        restored.handleSplitRequest(0, "host");
        restored.handleSplitRequest(0, "host");
        look();

        assertThat(assigned()).containsExactly("s1", "s2");
        assertThat(poller.from).containsExactly("", "1");
    }

    @Test
    void dropsTheTableOfALookBehindTheCheckpointAfterIt() throws Exception {
        PollingSplitEnumerator enumerator = started(BigQueryEnumeratorState.INITIAL);
        enumerator.handleSplitRequest(0, "host");
        look();
        enumerator.snapshotState(1);
        enumerator.notifyCheckpointComplete(1);
        context.getExecutorService().triggerAll();
        assertThat(poller.released).isEmpty();

        enumerator.handleSplitRequest(0, "host");
        enumerator.snapshotState(2);
        enumerator.notifyCheckpointComplete(2);
        context.getExecutorService().triggerAll();

        assertThat(poller.released).containsExactly("q1");
    }

    @Test
    void keepsTheTableThatAFailedReaderMayReadAgain() throws Exception {
        PollingSplitEnumerator enumerator = started(BigQueryEnumeratorState.INITIAL);
        enumerator.handleSplitRequest(0, "host");
        look();
        enumerator.handleSplitRequest(0, "host");
        enumerator.addSplitsBack(List.of(), 0);
        enumerator.snapshotState(1);
        enumerator.notifyCheckpointComplete(1);
        context.getExecutorService().triggerAll();

        assertThat(poller.released).isEmpty();
    }

    @Test
    void endsWithTheLastLook() throws Exception {
        poller.ends = true;
        PollingSplitEnumerator enumerator = started(BigQueryEnumeratorState.INITIAL);
        enumerator.handleSplitRequest(0, "host");
        look();
        enumerator.handleSplitRequest(0, "host");
        look();

        assertThat(poller.from).hasSize(1);
        assertThat(context.getSplitAssignments().get(0).hasReceivedNoMoreSplitsSignal()).isTrue();
    }

    private List<String> assigned() {
        return context.getSplitAssignments().get(0).getAssignedSplits().stream()
                .map(BigQuerySplit::stream)
                .toList();
    }

    private void look() {
        context.getExecutorService().triggerPeriodicScheduledTasks();
        context.getExecutorService().triggerAll();
    }

    private PollingSplitEnumerator started(BigQueryEnumeratorState state) {
        PollingSplitEnumerator enumerator =
                new PollingSplitEnumerator(context, poller, Duration.ofMillis(1), state);
        context.registerReader(0, "host");
        enumerator.start();
        return enumerator;
    }

    private static final class FakePoller implements WindowPoller {

        private final List<String> from = new ArrayList<>();
        private final List<String> released = new ArrayList<>();
        private boolean ends;

        @Override
        public Poll poll(Progress progress, String prefix) {
            from.add(progress.position());
            String number = Integer.toString(from.size());
            Progress after = progress.at(number);
            return new Poll(
                    progress,
                    ends ? after.end() : after,
                    Optional.of(new ReadStreams(List.of("s" + number), SCHEMA)),
                    "q" + number,
                    1);
        }

        @Override
        public void release(String queryId) {
            released.add(queryId);
        }
    }
}
