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

package io.flinkbundle.emulators.pubsub.contract;

import io.flinkbundle.emulators.pubsub.testing.ContractTestBase;

import com.google.common.util.concurrent.ListenableFuture;
import com.google.pubsub.v1.PullRequest;
import com.google.pubsub.v1.PullResponse;
import com.google.pubsub.v1.ReceivedMessage;
import com.google.pubsub.v1.SubscriberGrpc;
import io.grpc.Status.Code;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.Collections;
import java.util.List;

import static io.flinkbundle.emulators.pubsub.testing.RawClient.PROJECT;
import static io.flinkbundle.emulators.pubsub.testing.RawClient.SUBSCRIPTION;
import static io.flinkbundle.emulators.pubsub.testing.RawClient.ackIdsOf;
import static io.flinkbundle.emulators.pubsub.testing.RawClient.textsOf;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;

class PullITCase extends ContractTestBase {

    @BeforeEach
    void createTopicAndSubscription() {
        client.createTopicAndSubscription();
    }

    @Test
    void givesNoMoreThanAskedFor() {
        client.publish("a", "b", "c");

        assertThat(textsOf(client.pull(SUBSCRIPTION, 2))).containsExactly("a", "b");
        assertThat(textsOf(client.pull(SUBSCRIPTION, 2))).containsExactly("c");
    }

    @Test
    void givesAtMostAThousandMessagesAtOnce() {
        String[] texts = Collections.nCopies(700, "x").toArray(new String[0]);
        client.publish(texts);
        client.publish(texts);

        assertThat(client.pull(SUBSCRIPTION, 5_000)).hasSize(1_000);
    }

    @Test
    void answersOnceAMessageComes() throws Exception {
        ListenableFuture<PullResponse> waiting = pullWaiting();
        awaitReceivers(1);

        client.publish("a");

        assertThat(textsOf(waiting.get(30, SECONDS).getReceivedMessagesList()))
                .containsExactly("a");
    }

    @Test
    void answersWithNothingWhenNoMessageComesInTime() throws Exception {
        ListenableFuture<PullResponse> waiting = pullWaiting();
        awaitReceivers(1);

        advanceSeconds(89);
        awaitReceivers(1);
        advanceSeconds(1);

        assertThat(waiting.get(30, SECONDS).getReceivedMessagesCount()).isZero();
    }

    @Test
    void refusesToPullNothing() {
        assertRefused(Code.INVALID_ARGUMENT, () -> client.pull(SUBSCRIPTION, 0));
        assertRefused(Code.INVALID_ARGUMENT, () -> client.pull(SUBSCRIPTION, -1));
    }

    @Test
    void doesNotDeliverAnOutstandingMessageAgain() {
        client.publish("a");
        client.pull();
        advanceSeconds(9);

        assertThat(client.pull()).isEmpty();
    }

    @Test
    void deliversAgainWithAnotherIdWhenTheDeadlinePasses() {
        client.publish("a");
        String first = client.pull().get(0).getAckId();

        advanceSeconds(10);

        ReceivedMessage again = client.pull().get(0);
        assertThat(textsOf(List.of(again))).containsExactly("a");
        assertThat(again.getAckId()).isNotEqualTo(first);
        assertThat(again.getDeliveryAttempt()).isZero();
    }

    @Test
    void takesTheDeadlineOfTheSubscription() {
        String slow = PROJECT + "/subscriptions/slow";
        client.createSubscription(slow, s -> s.setAckDeadlineSeconds(600));
        client.publish("a");
        client.pull(slow, 1);

        advanceSeconds(599);
        assertThat(client.pull(slow, 1)).isEmpty();
        advanceSeconds(1);
        assertThat(client.pull(slow, 1)).hasSize(1);
    }

    @Test
    void deliversInTheOrderOfPublishingAgainAfterAllDeadlinesPassed() {
        client.publish("a", "b", "c");
        client.pull();
        client.publish("d");

        advanceSeconds(10);

        assertThat(textsOf(client.pull())).containsExactly("a", "b", "c", "d");
    }

    @Test
    void neverDeliversAgainWhatIsAcknowledged() {
        client.publish("a", "b");
        List<ReceivedMessage> received = client.pull();
        client.acknowledge(received.get(0).getAckId());

        advanceSeconds(10);

        assertThat(textsOf(client.pull())).containsExactly("b");
        assertThat(emulator().backlog(SUBSCRIPTION).acknowledged()).isOne();
    }

    @Test
    void takesAnAcknowledgementTwice() {
        client.publish("a");
        List<String> ids = ackIdsOf(client.pull());

        client.acknowledge(ids);
        client.acknowledge(ids);

        assertThat(emulator().backlog(SUBSCRIPTION).acknowledged()).isOne();
    }

    @Test
    void takesALateAcknowledgementWhileTheMessageWaits() {
        client.publish("a");
        List<String> ids = ackIdsOf(client.pull());
        advanceSeconds(10);

        client.acknowledge(ids);

        assertThat(client.pull()).isEmpty();
    }

    @Test
    void takesALateAcknowledgementWhileTheMessageIsOutAgain() {
        client.publish("a");
        List<String> first = ackIdsOf(client.pull());
        advanceSeconds(10);
        client.pull();

        client.acknowledge(first);
        advanceSeconds(10);

        assertThat(client.pull()).isEmpty();
    }

    @Test
    void deliversAgainAtOnceWhatIsGivenBack() {
        client.publish("a");
        client.nack(client.pull().get(0).getAckId());

        assertThat(textsOf(client.pull())).containsExactly("a");
    }

    @Test
    void doesNotGiveBackByAnIdOfAnEarlierDelivery() {
        client.publish("a");
        String first = client.pull().get(0).getAckId();
        client.nack(first);
        client.pull();

        client.nack(first);

        assertThat(client.pull()).isEmpty();
    }

    @Test
    void extendsAndShortensDeadlines() {
        client.publish("a");
        String id = client.pull().get(0).getAckId();

        client.modifyAckDeadline(600, id);
        advanceSeconds(599);
        assertThat(client.pull()).isEmpty();

        client.modifyAckDeadline(5, id);
        advanceSeconds(5);
        assertThat(client.pull()).hasSize(1);
    }

    @Test
    void keepsAMessageForAsLongAsItsDeadlineIsExtended() {
        client.publish("a");
        String id = client.pull().get(0).getAckId();

        for (int minute = 0; minute < 30; minute++) {
            client.modifyAckDeadline(70, id);
            advanceSeconds(60);
            assertThat(client.pull()).isEmpty();
        }
        client.acknowledge(id);

        assertThat(emulator().backlog(SUBSCRIPTION).undelivered()).isZero();
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 601})
    void refusesADeadlineOutOfRange(int seconds) {
        client.publish("a");
        String id = client.pull().get(0).getAckId();

        assertRefused(Code.INVALID_ARGUMENT, () -> client.modifyAckDeadline(seconds, id))
                .hasMessageContaining("ack_deadline_seconds");
    }

    @Test
    void refusesIdsThatAreNone() {
        client.publish("a", "b");
        List<String> ids = ackIdsOf(client.pull());

        assertRefused(Code.INVALID_ARGUMENT, () -> client.acknowledge(ids.get(0), "no-id"))
                .hasMessageContaining("ack_id=no-id");
        assertRefused(Code.INVALID_ARGUMENT, () -> client.nack("no-id"));
        assertRefused(Code.INVALID_ARGUMENT, () -> client.acknowledge());
        assertThat(emulator().backlog(SUBSCRIPTION).outstanding()).isEqualTo(2);
    }

    @Test
    void refusesIdsOfAnotherSubscription() {
        String other = PROJECT + "/subscriptions/other";
        client.createSubscription(other, s -> s);
        client.publish("a");

        assertRefused(
                Code.INVALID_ARGUMENT, () -> client.acknowledge(ackIdsOf(client.pull(other, 1))));
    }

    @Test
    void refusesARequestOfMoreThanHalfAMebibyte() {
        client.publish("a");
        String id = client.pull().get(0).getAckId();
        List<String> many = Collections.nCopies(524_288 / (id.length() + 2) + 1, id);

        assertRefused(Code.INVALID_ARGUMENT, () -> client.acknowledge(many))
                .hasMessageContaining("Request payload size exceeds the limit: 524288 bytes");
    }

    @Test
    void refusesAPullThatWaitsWhenItsSubscriptionIsDeleted() throws Exception {
        ListenableFuture<PullResponse> waiting = pullWaiting();
        awaitReceivers(1);

        emulator().reset();

        assertThat(waiting).failsWithin(Duration.ofSeconds(30));
    }

    private ListenableFuture<PullResponse> pullWaiting() {
        return SubscriberGrpc.newFutureStub(client.channel())
                .pull(
                        PullRequest.newBuilder()
                                .setSubscription(SUBSCRIPTION)
                                .setMaxMessages(10)
                                .build());
    }
}
