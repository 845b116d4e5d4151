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

package io.flinkbundle.connector.pubsub.source.enumerator;

import io.flinkbundle.connector.pubsub.source.AckMode;
import io.flinkbundle.connector.pubsub.source.BoundedMode;
import io.flinkbundle.connector.pubsub.source.RestoreSeek;
import io.flinkbundle.connector.pubsub.source.StartupMode;
import io.flinkbundle.connector.pubsub.source.split.ReadPosition;
import io.flinkbundle.connector.pubsub.source.split.SubscriptionSplit;
import io.flinkbundle.connector.pubsub.source.split.UnconfirmedMessages;
import io.flinkbundle.connector.pubsub.testing.FakeAdmin;

import org.apache.flink.connector.testutils.source.reader.TestingSplitEnumeratorContext;
import org.apache.flink.util.FlinkRuntimeException;

import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PubSubEnumeratorTest {

    private static final int READERS = 2;
    private static final List<String> SUBSCRIPTIONS =
            List.of("projects/p/subscriptions/a", "projects/p/subscriptions/b");
    private static final Instant START = Instant.parse("2026-01-31T12:00:00Z");

    private final FakeAdmin admin = new FakeAdmin();
    private final TestingSplitEnumeratorContext<SubscriptionSplit> context =
            new TestingSplitEnumeratorContext<>(READERS);

    @Test
    void givesEachReaderItsStreamsOfEachSubscription() {
        PubSubEnumerator enumerator = enumerator(plan(BoundedMode.unbounded(), AckMode.NONE));
        start(enumerator);

        register(enumerator, 0);
        register(enumerator, 1);

        assertThat(splits(0)).hasSize(4);
        assertThat(splits(1)).hasSize(4);
        assertThat(splits(0)).extracting(SubscriptionSplit::number).containsExactly(0L, 1L, 2L, 3L);
        assertThat(splits(1)).extracting(SubscriptionSplit::number).containsExactly(4L, 5L, 6L, 7L);
        assertThat(splits(0))
                .extracting(SubscriptionSplit::subscription)
                .containsOnlyElementsOf(SUBSCRIPTIONS);
    }

    @Test
    void waitsUntilSubscriptionsAreReady() {
        PubSubEnumerator enumerator =
                enumerator(plan(BoundedMode.unbounded(), AckMode.ON_CHECKPOINT));
        enumerator.start();

        register(enumerator, 0);
        assertThat(context.getSplitAssignments()).isEmpty();
        context.triggerAllActions();

        assertThat(splits(0)).hasSize(4);
    }

    @Test
    void movesSubscriptionsOnceInTheLifeOfAJob() {
        PubSubEnumerator first =
                enumerator(
                        plan(BoundedMode.unbounded(), AckMode.ON_CHECKPOINT),
                        StartupMode.latest(),
                        PubSubEnumeratorState.initial(START.toEpochMilli(), SUBSCRIPTIONS));
        start(first);
        PubSubEnumeratorState state = first.snapshotState(1);

        PubSubEnumerator restored =
                enumerator(
                        plan(BoundedMode.unbounded(), AckMode.ON_CHECKPOINT),
                        StartupMode.latest(),
                        state);
        restored.start();
        register(restored, 0);

        context.triggerAllActions();
        assertThat(admin.seeks())
                .containsExactly(
                        "projects/p/subscriptions/a " + START,
                        "projects/p/subscriptions/b " + START);
        assertThat(splits(0)).extracting(SubscriptionSplit::number).containsExactly(0L, 1L, 2L, 3L);
    }

    @Test
    void movesSubscriptionsBackBeforeAnythingIsReadWhenItIsRestored() {
        PubSubEnumerator restored =
                enumerator(
                        seeking(),
                        StartupMode.subscription(),
                        checkpoint(Map.of(SUBSCRIPTIONS.get(0), START.toEpochMilli())));
        restored.start();
        register(restored, 0);
        assertThat(context.getSplitAssignments()).isEmpty();

        context.triggerAllActions();

        assertThat(admin.seeks())
                .containsExactly(
                        "projects/p/subscriptions/a " + START,
                        "projects/p/subscriptions/b " + Instant.EPOCH);
        assertThat(splits(0)).hasSize(4);
    }

    @Test
    void movesNothingWhenItStartsWithoutACheckpoint() {
        start(enumerator(seeking()));

        assertThat(admin.seeks()).isEmpty();
    }

    @Test
    void refusesToMoveBackWhatRetainsNothing() {
        admin.retainNothing();
        PubSubEnumerator restored =
                enumerator(seeking(), StartupMode.subscription(), checkpoint(Map.of()));
        restored.start();

        assertThatThrownBy(context::triggerAllActions)
                .hasMessageContaining("does not retain what was acknowledged")
                .hasMessageContaining("'scan.restore.seek'");
        assertThat(admin.seeks()).isEmpty();
    }

    @Test
    void remembersWhereItMovedSubscriptionsTo() {
        PubSubEnumerator enumerator =
                enumerator(
                        seeking(),
                        StartupMode.timestamp(START),
                        PubSubEnumeratorState.initial(START.toEpochMilli(), SUBSCRIPTIONS));
        start(enumerator);
        enumerator.handleSourceEvent(
                0, new ReadPosition(Map.of(SUBSCRIPTIONS.get(0), START.toEpochMilli() + 1)));

        assertThat(enumerator.snapshotState(1).positions())
                .isEqualTo(
                        Map.of(
                                SUBSCRIPTIONS.get(0), START.toEpochMilli(),
                                SUBSCRIPTIONS.get(1), START.toEpochMilli()));
    }

    private static PubSubEnumeratorState checkpoint(Map<String, Long> positions) {
        return new PubSubEnumeratorState(
                true, START.toEpochMilli(), SUBSCRIPTIONS, 8, true, positions);
    }

    @Test
    void endsEachSplitWithTheStartOfTheJobAlsoAfterARestore() {
        PubSubEnumerator restored =
                enumerator(
                        plan(BoundedMode.latest(), AckMode.ON_CHECKPOINT),
                        StartupMode.subscription(),
                        new PubSubEnumeratorState(
                                true, START.toEpochMilli(), SUBSCRIPTIONS, 8, true, Map.of()));
        restored.start();

        register(restored, 1);

        assertThat(splits(1))
                .hasSize(4)
                .allMatch(split -> split.stopMillis() == START.toEpochMilli())
                .allMatch(split -> split.number() >= 8);
        assertThat(context.getSplitAssignments().get(1).hasReceivedNoMoreSplitsSignal()).isTrue();
    }

    @Test
    void givesAReadOfSoManyMessagesToOneReader() {
        PubSubEnumerator enumerator =
                enumerator(
                        plan(BoundedMode.maxMessages(7), AckMode.ON_CHECKPOINT),
                        StartupMode.subscription(),
                        PubSubEnumeratorState.initial(
                                START.toEpochMilli(), SUBSCRIPTIONS.subList(0, 1)));
        start(enumerator);
        register(enumerator, 0);
        register(enumerator, 1);

        assertThat(splits(0)).singleElement().matches(split -> split.limit() == 7);
        assertThat(splits(1)).isEmpty();
        assertThat(context.getSplitAssignments().get(1).hasReceivedNoMoreSplitsSignal()).isTrue();

        enumerator.addSplitsBack(splits(0), 0);
        register(enumerator, 1);
        assertThat(splits(1)).hasSize(1);
    }

    @Test
    void givesABoundedReadWithoutAcknowledgementsToOneReader() {
        PubSubEnumerator enumerator = enumerator(plan(BoundedMode.idle(), AckMode.NONE));
        start(enumerator);
        register(enumerator, 0);
        register(enumerator, 1);

        assertThat(splits(0)).hasSize(4);
        assertThat(splits(1)).isEmpty();
    }

    @Test
    void letsReadersOfAnExactlyOnceSourceStartTogetherAndKnowOfAll() {
        PubSubEnumerator enumerator = enumerator(exactlyOnce());
        start(enumerator);
        register(enumerator, 0);
        register(enumerator, 1);

        enumerator.handleSourceEvent(
                0, new UnconfirmedMessages(SUBSCRIPTIONS.get(0), List.of("1", "2"), false));
        enumerator.handleSourceEvent(0, UnconfirmedMessages.end());
        assertThat(context.getSplitAssignments()).isEmpty();
        enumerator.handleSourceEvent(
                1, new UnconfirmedMessages(SUBSCRIPTIONS.get(0), List.of("2", "3"), false));
        enumerator.handleSourceEvent(1, UnconfirmedMessages.end());

        for (int reader = 0; reader < READERS; reader++) {
            assertThat(splits(reader)).hasSize(4);
            assertThat(context.getSentEvents().get(reader))
                    .containsExactly(
                            new UnconfirmedMessages(
                                    SUBSCRIPTIONS.get(0), List.of("1", "2", "3"), false),
                            UnconfirmedMessages.end());
        }
    }

    @Test
    void startsAnExactlyOnceSourceAgainWhenAllReadersDo() {
        PubSubEnumerator enumerator = enumerator(exactlyOnce());
        start(enumerator);
        startAll(enumerator);

        enumerator.addSplitsBack(List.of(), 0);
        enumerator.addSplitsBack(List.of(), 1);
        startAll(enumerator);

        assertThat(splits(0)).hasSize(8);
    }

    @Test
    void failsAnExactlyOnceSourceOverAsAWholeWhenOneReaderStartsWhileOthersRead() {
        PubSubEnumerator enumerator = enumerator(exactlyOnce());
        start(enumerator);
        startAll(enumerator);

        enumerator.addSplitsBack(List.of(), 0);

        assertThatThrownBy(() -> enumerator.handleSourceEvent(0, UnconfirmedMessages.end()))
                .isInstanceOf(FlinkRuntimeException.class)
                .hasMessageContaining("all have to start again");
    }

    private void startAll(PubSubEnumerator enumerator) {
        for (int reader = 0; reader < READERS; reader++) {
            register(enumerator, reader);
            enumerator.handleSourceEvent(reader, UnconfirmedMessages.end());
        }
    }

    private void start(PubSubEnumerator enumerator) {
        enumerator.start();
        context.triggerAllActions();
    }

    private void register(PubSubEnumerator enumerator, int reader) {
        if (!context.registeredReaders().containsKey(reader)) {
            context.registerReader(reader, "host");
        }
        enumerator.addReader(reader);
    }

    private List<SubscriptionSplit> splits(int reader) {
        return context.getSplitAssignments().containsKey(reader)
                ? context.getSplitAssignments().get(reader).getAssignedSplits()
                : List.of();
    }

    private static ReadPlan plan(BoundedMode boundedMode, AckMode ackMode) {
        return new ReadPlan(boundedMode, ackMode, 2, false, RestoreSeek.NONE);
    }

    private static ReadPlan exactlyOnce() {
        return new ReadPlan(
                BoundedMode.unbounded(), AckMode.ON_CHECKPOINT, 2, true, RestoreSeek.NONE);
    }

    private static ReadPlan seeking() {
        return new ReadPlan(
                BoundedMode.unbounded(),
                AckMode.ON_CHECKPOINT,
                2,
                false,
                RestoreSeek.CHECKPOINT_TIME);
    }

    private PubSubEnumerator enumerator(ReadPlan plan) {
        return enumerator(
                plan,
                StartupMode.subscription(),
                PubSubEnumeratorState.initial(START.toEpochMilli(), SUBSCRIPTIONS));
    }

    private PubSubEnumerator enumerator(
            ReadPlan plan, StartupMode startupMode, PubSubEnumeratorState state) {
        return new PubSubEnumerator(
                context,
                new SubscriptionSetup(admin, Optional.empty(), 60, startupMode, plan.exactlyOnce()),
                plan,
                state);
    }
}
