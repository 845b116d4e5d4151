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
import io.flinkbundle.connector.redis.source.split.RedisStreamsSplit;
import io.flinkbundle.connector.redis.testing.FakeRedis;

import org.apache.flink.api.connector.source.Boundedness;
import org.apache.flink.connector.testutils.source.reader.TestingSplitEnumeratorContext;

import org.junit.jupiter.api.Test;

import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

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
                        new RedisStreamsEnumeratorState(List.of("a", "b", "c"), List.of(), "any"));
        enumerator.start();

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
                new RedisStreamsEnumeratorState(List.of("a", "b"), List.of(), "any");
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
                        new RedisStreamsEnumeratorState(List.of("a", "b", "c"), List.of(), "any"));

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

    private RedisStreamsEnumerator unbounded(RedisStreamsEnumeratorState state) {
        return enumerator(BoundedMode.unbounded(), Boundedness.CONTINUOUS_UNBOUNDED, state);
    }

    private RedisStreamsEnumerator enumerator(
            BoundedMode bounded, Boundedness boundedness, RedisStreamsEnumeratorState state) {
        StartupMode startup =
                boundedness == Boundedness.BOUNDED ? StartupMode.earliest() : StartupMode.latest();
        return new RedisStreamsEnumerator(
                context,
                new SplitPlanner(redis, startup, bounded),
                List.of("a", "b", "c"),
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
