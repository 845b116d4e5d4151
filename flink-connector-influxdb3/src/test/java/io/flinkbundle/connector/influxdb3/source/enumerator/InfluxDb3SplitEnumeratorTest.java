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

package io.flinkbundle.connector.influxdb3.source.enumerator;

import io.flinkbundle.connector.influxdb3.source.TimeRange;
import io.flinkbundle.connector.influxdb3.source.split.InfluxDb3Split;
import io.flinkbundle.connector.influxdb3.source.split.RangeSplit;
import io.flinkbundle.connector.influxdb3.testing.Scans;

import org.apache.flink.connector.testutils.source.reader.TestingSplitEnumeratorContext;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

/** Ranges of a hundred nanoseconds, of a table that has points from 0 to 100,000. */
class InfluxDb3SplitEnumeratorTest {

    private final TestingSplitEnumeratorContext<InfluxDb3Split> context =
            new TestingSplitEnumeratorContext<>(2);
    private final List<RangeSplit> searched = new ArrayList<>();
    private OptionalLong nextTime = OptionalLong.empty();

    private final InfluxDb3SplitEnumerator enumerator = enumerator(startedAt());

    @Test
    void skipsWhatIsEmptyBehindAnEmptyRange() {
        ask(0);
        nextTime = OptionalLong.of(70_050);

        enumerator.handleSourceEvent(0, new EmptyRangeEvent("a", 100));
        ask(0);
        context.triggerAllActions();

        assertThat(searched).containsExactly(RangeSplit.unread("a", 100, 100_001));
        assertThat(assigned(0))
                .containsExactly(
                        RangeSplit.unread("a", 0, 100), RangeSplit.unread("a", 70_050, 70_100));
    }

    @Test
    void endsWhenNothingFollows() {
        ask(0);

        enumerator.handleSourceEvent(0, new EmptyRangeEvent("a", 100));
        ask(0);
        assertThat(context.getSplitAssignments().get(0).hasReceivedNoMoreSplitsSignal()).isFalse();
        context.triggerAllActions();

        assertThat(context.getSplitAssignments().get(0).hasReceivedNoMoreSplitsSignal()).isTrue();
    }

    @Test
    void looksOnceForAGapThatSeveralReadersReport() {
        ask(0);
        ask(1);
        nextTime = OptionalLong.of(70_050);

        enumerator.handleSourceEvent(0, new EmptyRangeEvent("a", 100));
        enumerator.handleSourceEvent(1, new EmptyRangeEvent("a", 200));
        context.triggerAllActions();

        assertThat(searched).containsExactly(RangeSplit.unread("a", 200, 100_001));
    }

    @Test
    void keepsARangeInItsStateWhileItsGapIsLookedFor() {
        ask(0);
        enumerator.handleSourceEvent(0, new EmptyRangeEvent("a", 100));

        InfluxDb3EnumeratorState state = enumerator.snapshotState(1);

        assertThat(state.unassigned()).containsExactly(RangeSplit.unread("a", 100, 100_001));
        // It is handed out by an enumerator that goes on from there.
        context.registerReader(1, "localhost");
        InfluxDb3SplitEnumerator restored = enumerator(state);
        restored.start();
        restored.handleSplitRequest(1, null);
        assertThat(assigned(1)).containsExactly(RangeSplit.unread("a", 100, 200));
    }

    @Test
    void handsRangesBackOutThatAReaderHadWhileAGapIsLookedFor() {
        ask(0);
        enumerator.handleSourceEvent(0, new EmptyRangeEvent("a", 100));
        nextTime = OptionalLong.of(500);

        enumerator.addSplitsBack(List.of(new RangeSplit("a", 0, 100, 50, 1)), 0);
        ask(1);
        context.triggerAllActions();
        ask(1);

        assertThat(assigned(1))
                .containsExactly(
                        new RangeSplit("a", 0, 100, 50, 1), RangeSplit.unread("a", 500, 600));
    }

    private static InfluxDb3EnumeratorState startedAt() {
        return InfluxDb3EnumeratorState.startedAt(1_000_000);
    }

    private InfluxDb3SplitEnumerator enumerator(InfluxDb3EnumeratorState state) {
        return new InfluxDb3SplitEnumerator(
                context, Scans.of(Duration.ofNanos(100), "a"), new FoundByHand(), state);
    }

    private void ask(int reader) {
        if (!context.registeredReaders().containsKey(reader)) {
            context.registerReader(reader, "localhost");
            enumerator.addReader(reader);
        }
        if (searched.isEmpty() && context.getSplitAssignments().isEmpty()) {
            enumerator.start();
            context.triggerAllActions();
        }
        enumerator.handleSplitRequest(reader, "localhost");
    }

    private List<InfluxDb3Split> assigned(int reader) {
        return context.getSplitAssignments().get(reader).getAssignedSplits();
    }

    private final class FoundByHand implements InfluxDb3SplitEnumerator.Survey {

        @Override
        public List<TableSurvey.FoundTable> survey(Set<String> known) {
            return List.of(new TableSurvey.FoundTable("a", Optional.of(new TimeRange(0, 100_001))));
        }

        @Override
        public OptionalLong nextTime(RangeSplit range) {
            searched.add(range);
            return nextTime;
        }
    }
}
