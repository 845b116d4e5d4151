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

import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import com.google.pubsub.v1.DeadLetterPolicy;
import com.google.pubsub.v1.DeleteTopicRequest;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.ReceivedMessage;
import com.google.pubsub.v1.RetryPolicy;
import org.junit.jupiter.api.Test;

import java.util.List;

import static io.flinkbundle.emulators.pubsub.testing.RawClient.PROJECT;
import static io.flinkbundle.emulators.pubsub.testing.RawClient.SUBSCRIPTION;
import static io.flinkbundle.emulators.pubsub.testing.RawClient.TOPIC;
import static io.flinkbundle.emulators.pubsub.testing.RawClient.textsOf;
import static org.assertj.core.api.Assertions.assertThat;

/** Retry policies and dead-letter topics. */
class RedeliveryITCase extends ContractTestBase {

    private static final String DEAD_TOPIC = PROJECT + "/topics/dead";
    private static final String DEAD_SUBSCRIPTION = PROJECT + "/subscriptions/dead";

    @Test
    void doublesTheWaitUpToTheLongest() {
        client.createTopicAndSubscription(
                s ->
                        s.setRetryPolicy(
                                RetryPolicy.newBuilder()
                                        .setMinimumBackoff(Durations.fromSeconds(10))
                                        .setMaximumBackoff(Durations.fromSeconds(35))));
        client.publish("a");

        for (int wait : new int[] {10, 20, 35, 35}) {
            client.nack(client.pull().get(0).getAckId());
            assertThat(emulator().backlog(SUBSCRIPTION).delayed()).isOne();
            advanceSeconds(wait - 1);
            assertThat(client.pull()).isEmpty();
            advanceSeconds(1);
        }

        assertThat(client.pull()).hasSize(1);
    }

    @Test
    void waitsAlsoAfterADeadlinePassed() {
        client.createTopicAndSubscription(
                s ->
                        s.setRetryPolicy(
                                RetryPolicy.newBuilder()
                                        .setMinimumBackoff(Durations.fromSeconds(5))));
        client.publish("a");
        client.pull();

        advanceSeconds(14);
        assertThat(client.pull()).isEmpty();
        advanceSeconds(1);

        assertThat(client.pull()).hasSize(1);
    }

    @Test
    void takesAnAcknowledgementDuringTheWait() {
        client.createTopicAndSubscription(s -> s.setRetryPolicy(RetryPolicy.getDefaultInstance()));
        client.publish("a");
        String id = client.pull().get(0).getAckId();
        client.nack(id);

        client.acknowledge(id);

        assertThat(emulator().backlog(SUBSCRIPTION).undelivered()).isZero();
        advanceSeconds(600);
        assertThat(client.pull()).isEmpty();
    }

    @Test
    void countsDeliveryAttempts() {
        createWithDeadLetters();
        client.publish("a");

        for (int attempt = 1; attempt <= 5; attempt++) {
            ReceivedMessage received = client.pull().get(0);
            assertThat(received.getDeliveryAttempt()).isEqualTo(attempt);
            if (attempt % 2 == 0) {
                client.nack(received.getAckId());
            } else {
                advanceSeconds(10);
            }
        }

        assertThat(client.pull()).isEmpty();
    }

    @Test
    void forwardsWhatFailedTooOften() {
        createWithDeadLetters();
        client.publish(
                TOPIC,
                List.of(
                        PubsubMessage.newBuilder()
                                .putAttributes("mine", "kept")
                                .setOrderingKey("key")
                                .build()));
        PubsubMessage original = client.pull().get(0).getMessage();
        failOften();

        PubsubMessage letter = client.pull(DEAD_SUBSCRIPTION, 10).get(0).getMessage();

        assertThat(letter.getMessageId()).isNotEqualTo(original.getMessageId());
        assertThat(letter.getOrderingKey()).isEqualTo("key");
        assertThat(letter.getAttributesMap())
                .containsEntry("mine", "kept")
                .containsEntry("CloudPubSubDeadLetterSourceDeliveryCount", "5")
                .containsEntry("CloudPubSubDeadLetterSourceSubscription", "reader")
                .containsEntry("CloudPubSubDeadLetterSourceSubscriptionProject", "test")
                .containsEntry(
                        "CloudPubSubDeadLetterSourceTopicPublishTime",
                        Timestamps.toString(original.getPublishTime()));
        assertThat(emulator().backlog(SUBSCRIPTION).undelivered()).isZero();
    }

    @Test
    void goesOnDeliveringWhenTheDeadLetterTopicIsGone() {
        createWithDeadLetters();
        client.publish("a");
        client.publisher()
                .deleteTopic(DeleteTopicRequest.newBuilder().setTopic(DEAD_TOPIC).build());
        client.pull();

        failOften();

        assertThat(client.pull().get(0).getDeliveryAttempt()).isEqualTo(6);
    }

    @Test
    void goesOnWithTheKeyOfAMessageThatWasForwarded() {
        createWithDeadLetters();
        client.publishWithKey("x", "x1", "x2");
        List<ReceivedMessage> both = client.pull();
        assertThat(textsOf(both)).containsExactly("x1", "x2");
        for (int failure = 0; failure < 5; failure++) {
            client.nack(both.get(0).getAckId());
            both = client.pull();
        }

        assertThat(textsOf(client.pull(DEAD_SUBSCRIPTION, 10))).containsExactly("x1");
        assertThat(emulator().backlog(SUBSCRIPTION).undelivered()).isOne();
        advanceSeconds(10);
        assertThat(textsOf(client.pull())).containsExactly("x2");
    }

    @Test
    void expiresLeasesWhenATestSaysSo() {
        client.createTopicAndSubscription();
        client.publish("a", "b");
        client.pull();

        emulator().expireLeases(SUBSCRIPTION);

        assertThat(textsOf(client.pull())).containsExactly("a", "b");
    }

    private void createWithDeadLetters() {
        client.createTopic(DEAD_TOPIC);
        client.createTopic();
        client.createSubscription(DEAD_SUBSCRIPTION, s -> s.setTopic(DEAD_TOPIC));
        client.createSubscription(
                SUBSCRIPTION,
                s ->
                        s.setEnableMessageOrdering(true)
                                .setDeadLetterPolicy(
                                        DeadLetterPolicy.newBuilder()
                                                .setDeadLetterTopic(DEAD_TOPIC)
                                                .setMaxDeliveryAttempts(5)));
    }

    /** Lets the message that is out fail for the first to the fifth time. */
    private void failOften() {
        for (int failure = 1; failure <= 5; failure++) {
            advanceSeconds(10);
            if (failure < 5) {
                assertThat(client.pull()).hasSize(1);
            }
        }
    }
}
