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

package io.flinkbundle.connector.redis.source.enumerator;

import io.flinkbundle.connector.redis.client.RedisFailures;
import io.flinkbundle.connector.redis.client.StreamId;
import io.flinkbundle.connector.redis.source.BoundedMode;
import io.flinkbundle.connector.redis.source.StartupMode;
import io.flinkbundle.connector.redis.source.StreamSelection;
import io.flinkbundle.connector.redis.source.split.RedisStreamsSplit;
import io.flinkbundle.connector.redis.testing.FakeRedis;

import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.connector.testutils.source.reader.TestingSplitEnumeratorContext;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

class RedisStreamsEnumeratorTest {

    private final FakeRedis redis = new FakeRedis().add("a", "1-0").add("b", "2-0").add("c", "3-0");

    private final TestingSplitEnumeratorContext<RedisStreamsSplit> context =
            new TestingSplitEnumeratorContext<>(2);

    @Test
    void spreadsStreamsEvenly() throws Throwable {
        RedisStreamsEnumerator enumerator = unbounded(RedisStreamsEnumeratorState.initial("any"));
        register(enumerator, 0);
        register(enumerator, 1);

        enumerator.start();
        context.triggerAllActions();

        assertThat(assignedTo(0)).containsExactly("a", "c");
        assertThat(assignedTo(1)).containsExactly("b");
        assertThat(enumerator.snapshotState(1).unassigned()).isEmpty();
    }

    @Test
    void servesAReaderThatComesLate() throws Throwable {
        RedisStreamsEnumerator enumerator = unbounded(RedisStreamsEnumeratorState.initial("any"));
        enumerator.start();
        context.triggerAllActions();
        assertThat(enumerator.snapshotState(1).unassigned()).hasSize(3);

        register(enumerator, 1);

        assertThat(assignedTo(1)).containsExactly("b");
    }

    @Test
    void tellsReadersOfABoundedSourceThatNothingFollows() throws Throwable {
        RedisStreamsEnumerator enumerator =
                enumerator(
                        BoundedMode.latest(),
                        Boundedness.BOUNDED,
                        RedisStreamsEnumeratorState.initial("any"));
        register(enumerator, 0);

        enumerator.start();
        context.triggerAllActions();
        register(enumerator, 1);

        assertThat(context.getSplitAssignments().get(0).hasReceivedNoMoreSplitsSignal()).isTrue();
        assertThat(context.getSplitAssignments().get(1).hasReceivedNoMoreSplitsSignal()).isTrue();
    }

    @Test
    void tellsAReaderThatThereAreNoStreamsForIt() throws Throwable {
        RedisStreamsEnumerator enumerator =
                unbounded(
                        new RedisStreamsEnumeratorState(
                                List.of("a", "b", "c"), List.of(), "any", true));
        enumerator.start();
        context.triggerAllActions();

        register(enumerator, 1);

        assertThat(context.getSentEvents().get(1)).containsExactly(new NoStreamsEvent());
    }

    @Test
    void givesSplitsOfAFailedReaderToItsSuccessor() throws Throwable {
        RedisStreamsEnumerator enumerator = unbounded(RedisStreamsEnumeratorState.initial("any"));
        register(enumerator, 1);
        enumerator.start();
        context.triggerAllActions();
        List<RedisStreamsSplit> lost =
                List.copyOf(context.getSplitAssignments().get(1).getAssignedSplits());
        context.getSplitAssignments().clear();

        enumerator.addSplitsBack(lost, 1);

        assertThat(assignedTo(1)).containsExactly("b");
    }

    @Test
    void resolvesOnlyStreamsThatTheCheckpointDoesNotKnow() throws Throwable {
        RedisStreamsEnumeratorState restored =
                new RedisStreamsEnumeratorState(List.of("a", "b"), List.of(), "any", true);
        RedisStreamsEnumerator enumerator = unbounded(restored);
        register(enumerator, 0);

        enumerator.start();
        context.triggerAllActions();

        assertThat(assignedTo(0)).containsExactly("c");
        assertThat(enumerator.snapshotState(2).known()).containsExactly("a", "b", "c");
    }

    @Test
    void doesNotAskTheServerWhenTheCheckpointKnowsAll() throws Throwable {
        RedisStreamsEnumerator enumerator =
                unbounded(
                        new RedisStreamsEnumeratorState(
                                List.of("a", "b", "c"), List.of(), "any", true));

        enumerator.start();
        context.triggerAllActions();

        assertThat(redis.opened).isZero();
    }

    @Test
    void failsTheJobWhenTheServerCannotBeReachedAtStart() {
        redis.failNextDescribe(RedisFailures.unavailable());
        RedisStreamsEnumerator enumerator = unbounded(RedisStreamsEnumeratorState.initial("any"));
        enumerator.start();

        assertThatThrownBy(context::triggerAllActions)
                .hasMessageContaining("The source cannot start. the server is away");
    }

    @Test
    void fixesLatestToAnId() throws Throwable {
        RedisStreamsEnumerator enumerator = unbounded(RedisStreamsEnumeratorState.initial("any"));

        enumerator.start();
        context.triggerAllActions();

        assertThat(enumerator.snapshotState(1).unassigned())
                .extracting(RedisStreamsSplit::after)
                .containsExactly(new StreamId(1, 0), new StreamId(2, 0), new StreamId(3, 0));
    }

    @Test
    void readsStreamsThatMatchAndThoseThatComeLaterFromTheirBeginning() throws Throwable {
        RedisStreamsEnumerator enumerator =
                matching(BoundedMode.unbounded(), RedisStreamsEnumeratorState.initial("any"));
        register(enumerator, 0);
        register(enumerator, 1);
        enumerator.start();
        look();

        redis.add("d", "7-0");
        look();

        assertThat(context.getSplitAssignments().get(1).getAssignedSplits())
                .extracting(RedisStreamsSplit::stream, RedisStreamsSplit::after)
                .containsExactly(tuple("b", new StreamId(2, 0)), tuple("d", StreamId.ZERO));
    }

    @Test
    void readsAStreamThatCameWhileTheJobWasDownFromItsBeginning() throws Throwable {
        RedisStreamsEnumerator enumerator =
                matching(
                        BoundedMode.unbounded(),
                        new RedisStreamsEnumeratorState(List.of(), List.of(), "any", true));
        enumerator.start();
        look();

        assertThat(enumerator.snapshotState(1).unassigned())
                .extracting(RedisStreamsSplit::after)
                .containsOnly(StreamId.ZERO);
    }

    @Test
    void aBoundedSourceReadsWhatMatchesWhenTheJobStarts() throws Throwable {
        RedisStreamsEnumerator enumerator =
                matching(
                        BoundedMode.idle(Duration.ofSeconds(1)),
                        RedisStreamsEnumeratorState.initial("any"));
        register(enumerator, 0);
        enumerator.start();
        context.triggerAllActions();
        context.triggerAllActions();

        assertThat(assignedTo(0)).containsExactly("a", "c");
        assertThat(context.getSplitAssignments().get(0).hasReceivedNoMoreSplitsSignal()).isTrue();
    }

    @Test
    void waitsForTheNextLookWhenTheServerIsAwayLater() throws Throwable {
        RedisStreamsEnumerator enumerator =
                matching(BoundedMode.unbounded(), RedisStreamsEnumeratorState.initial("any"));
        register(enumerator, 1);
        enumerator.start();
        look();
        redis.add("d", "7-0");

        redis.failNextAdminConnection(RedisFailures.unavailable());
        context.triggerAllActions();
        assertThat(assignedTo(1)).containsExactly("b");
        look();

        assertThat(assignedTo(1)).containsExactly("b", "d");
    }

    @Test
    void keepsStreamsOfASlotTogetherInACluster() throws Throwable {
        redis.cluster = true;
        redis.add("{x}1", "1-0").add("{x}2", "1-0").add("{x}3", "1-0");
        RedisStreamsEnumerator enumerator =
                enumerator(
                        new StreamSelection.Listed(List.of("{x}1", "{x}2", "a", "{x}3")),
                        StartupMode.earliest(),
                        BoundedMode.unbounded(),
                        Boundedness.CONTINUOUS_UNBOUNDED,
                        RedisStreamsEnumeratorState.initial("any"));
        register(enumerator, 0);
        register(enumerator, 1);
        enumerator.start();
        context.triggerAllActions();
        context.triggerAllActions();

        assertThat(assignedTo(0)).containsExactly("{x}1", "{x}2", "{x}3");
        assertThat(assignedTo(1)).containsExactly("a");
    }

    /** The next periodic look for streams, and the plan that may follow. */
    private void look() throws Throwable {
        context.triggerAllActions();
        context.triggerAllActions();
    }

    private RedisStreamsEnumerator unbounded(RedisStreamsEnumeratorState state) {
        return enumerator(BoundedMode.unbounded(), Boundedness.CONTINUOUS_UNBOUNDED, state);
    }

    private RedisStreamsEnumerator enumerator(
            BoundedMode bounded, Boundedness boundedness, RedisStreamsEnumeratorState state) {
        StartupMode startup =
                boundedness == Boundedness.BOUNDED ? StartupMode.earliest() : StartupMode.latest();
        return enumerator(
                new StreamSelection.Listed(List.of("a", "b", "c")),
                startup,
                bounded,
                boundedness,
                state);
    }

    private RedisStreamsEnumerator matching(
            BoundedMode bounded, RedisStreamsEnumeratorState state) {
        return enumerator(
                new StreamSelection.Matching("*", Duration.ofMinutes(1)),
                StartupMode.latest(),
                bounded,
                bounded instanceof BoundedMode.Unbounded
                        ? Boundedness.CONTINUOUS_UNBOUNDED
                        : Boundedness.BOUNDED,
                state);
    }

    private RedisStreamsEnumerator enumerator(
            StreamSelection selection,
            StartupMode startup,
            BoundedMode bounded,
            Boundedness boundedness,
            RedisStreamsEnumeratorState state) {
        return new RedisStreamsEnumerator(
                context,
                redis,
                new SplitPlanner(redis, startup, bounded),
                selection,
                boundedness,
                state);
    }

    private void register(RedisStreamsEnumerator enumerator, int subtask) {
        context.registerReader(subtask, "localhost");
        enumerator.addReader(subtask);
    }

    private List<String> assignedTo(int subtask) {
        return context.getSplitAssignments().get(subtask).getAssignedSplits().stream()
                .map(RedisStreamsSplit::stream)
                .toList();
    }
}
