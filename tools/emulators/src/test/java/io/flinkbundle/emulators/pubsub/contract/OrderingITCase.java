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
import io.flinkbundle.emulators.pubsub.testing.PullStream;

import com.google.protobuf.util.Durations;
import com.google.pubsub.v1.ReceivedMessage;
import com.google.pubsub.v1.RetryPolicy;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;

import static io.flinkbundle.emulators.pubsub.testing.RawClient.SUBSCRIPTION;
import static io.flinkbundle.emulators.pubsub.testing.RawClient.ackIdsOf;
import static io.flinkbundle.emulators.pubsub.testing.RawClient.textOf;
import static io.flinkbundle.emulators.pubsub.testing.RawClient.textsOf;
import static org.assertj.core.api.Assertions.assertThat;

class OrderingITCase extends ContractTestBase {

    @BeforeEach
    void createTopicAndSubscription() {
        client.createTopicAndSubscription(s -> s.setEnableMessageOrdering(true));
    }

    @Test
    void deliversTheMessagesOfAKeyInTheOrderOfPublishing() {
        client.publishWithKey("x", "x1");
        client.publishWithKey("y", "y1", "y2");
        client.publishWithKey("x", "x2", "x3");

        List<ReceivedMessage> received = client.pull();

        assertThat(ofKey("x", received)).containsExactly("x1", "x2", "x3");
        assertThat(ofKey("y", received)).containsExactly("y1", "y2");
    }

    @Test
    void deliversMessagesWithoutAKeyBesideThem() {
        client.publish("a");
        client.publishWithKey("x", "x1");

        assertThat(textsOf(client.pull())).containsExactlyInAnyOrder("a", "x1");
    }

    @Test
    void holdsLaterMessagesOfAKeyBackFromOthersWhileEarlierOnesAreOutstanding() {
        client.publishWithKey("x", "x1", "x2");
        client.publishWithKey("y", "y1");
        String first = client.pull(SUBSCRIPTION, 1).get(0).getAckId();

        assertThat(textsOf(client.pull())).containsExactly("y1");
        client.acknowledge(first);

        assertThat(textsOf(client.pull())).containsExactly("x2");
    }

    @Test
    void sendsAKeyToOneStreamWhileItHasMessagesOfIt() throws Exception {
        PullStream one = openStream();
        client.publishWithKey("x", "x1");
        String id = one.nextMessages(1).get(0).getAckId();
        PullStream two = openStream();

        client.publishWithKey("x", "x2");
        assertThat(textsOf(one.nextMessages(1))).containsExactly("x2");
        assertThat(two.messagesUntilPings()).isEmpty();

        client.acknowledge(id);
        client.publishWithKey("x", "x3");
        assertThat(textsOf(one.nextMessages(1))).containsExactly("x3");
    }

    @Test
    void givesTheKeysOfAClosedStreamToOthersOnceTheirDeadlinesPass() throws Exception {
        PullStream one = openStream();
        client.publishWithKey("x", "x1", "x2");
        one.nextMessages(2);
        one.halfClose();
        one.end();
        client.publishWithKey("x", "x3");

        PullStream two = openStream();
        advanceSeconds(10);

        assertThat(textsOf(two.nextMessages(3))).containsExactly("x1", "x2", "x3");
    }

    @Test
    void givesTheKeysOfAClosedStreamAtOnceToItsSuccessor() throws Exception {
        PullStream one = client.stream(r -> r.setClientId("reader"));
        client.publishWithKey("x", "x1");
        one.nextMessages(1);
        one.halfClose();
        one.end();

        PullStream successor = client.stream(r -> r.setClientId("reader"));
        client.publishWithKey("x", "x2");

        assertThat(textsOf(successor.nextMessages(1))).containsExactly("x2");
    }

    @Test
    void deliversTheRestOfAKeyAgainAfterAMessageIsGivenBack() throws Exception {
        PullStream stream = openStream();
        client.publishWithKey("x", "x1", "x2", "x3");
        List<ReceivedMessage> received = stream.nextMessages(3);

        client.nack(idOf("x2", received));

        assertThat(textsOf(stream.nextMessages(2))).containsExactly("x2", "x3");
        assertThat(emulator().backlog(SUBSCRIPTION).outstanding()).isEqualTo(3);
    }

    @Test
    void holdsTheRestOfAKeyBackFromAnotherPullWhileAnEarlierMessageIsOutstanding() {
        client.publishWithKey("x", "x1", "x2");
        List<ReceivedMessage> received = client.pull();

        client.nack(idOf("x2", received));
        assertThat(client.pull()).isEmpty();
        client.acknowledge(idOf("x1", received));

        assertThat(textsOf(client.pull())).containsExactly("x2");
    }

    @Test
    void deliversAlsoWhatWasAcknowledgedAfterTheMessageThatIsGivenBack() {
        client.publishWithKey("x", "x1", "x2", "x3");
        List<ReceivedMessage> received = client.pull();
        client.acknowledge(idOf("x1", received), idOf("x3", received));

        client.nack(idOf("x2", received));

        assertThat(textsOf(client.pull())).containsExactly("x2", "x3");
    }

    @Test
    void deliversTheRestOfAKeyAgainAfterADeadlinePassed() {
        client.publishWithKey("x", "x1", "x2", "x3");
        List<ReceivedMessage> received = client.pull();
        client.acknowledge(idOf("x1", received));
        client.modifyAckDeadline(60, idOf("x3", received));

        advanceSeconds(10);

        assertThat(textsOf(client.pull())).containsExactly("x2", "x3");
    }

    @Test
    void deliversInOrderAgainWhatIsGivenBackInAnyOrder() {
        client.publishWithKey("x", "x1", "x2", "x3", "x4");
        List<ReceivedMessage> received = client.pull();

        client.nack(idOf("x3", received), idOf("x1", received), idOf("x2", received));

        assertThat(textsOf(client.pull())).containsExactly("x1", "x2", "x3", "x4");
    }

    @Test
    void waitsWithTheWholeKeyWhileAMessageBacksOff() {
        emulator().reset();
        client.createTopicAndSubscription(
                s ->
                        s.setEnableMessageOrdering(true)
                                .setRetryPolicy(
                                        RetryPolicy.newBuilder()
                                                .setMinimumBackoff(Durations.fromSeconds(5))));
        client.publishWithKey("x", "x1", "x2");
        client.nack(client.pull().get(0).getAckId());
        client.publishWithKey("x", "x3");

        assertThat(client.pull()).isEmpty();
        advanceSeconds(5);

        assertThat(textsOf(client.pull())).containsExactly("x1", "x2", "x3");
    }

    @Test
    void holdsAKeyBackWhileATestHoldsIt() {
        emulator().holdOrderingKey(SUBSCRIPTION, "x");
        client.publishWithKey("x", "x1");
        client.publishWithKey("y", "y1");

        assertThat(textsOf(client.pull())).containsExactly("y1");
        emulator().releaseOrderingKey(SUBSCRIPTION, "x");

        assertThat(textsOf(client.pull())).containsExactly("x1");
    }

    @Test
    void doesNotOrderWithoutTheSetting() {
        emulator().reset();
        client.createTopicAndSubscription();
        client.publishWithKey("x", "x1", "x2");
        client.pull(SUBSCRIPTION, 1);

        assertThat(textsOf(client.pull())).containsExactly("x2");
    }

    @Test
    void forgetsKeysWhoseMessagesAreAllAcknowledged() {
        for (int round = 0; round < 3; round++) {
            client.publishWithKey("x", "x1", "x2");
            List<String> ids = new ArrayList<>(ackIdsOf(client.pull()));
            assertThat(ids).hasSize(2);
            client.acknowledge(ids.get(1));
            client.acknowledge(ids.get(0));
        }

        assertThat(emulator().backlog(SUBSCRIPTION).undelivered()).isZero();
        assertThat(emulator().backlog(SUBSCRIPTION).acknowledged()).isEqualTo(6);
    }

    private PullStream openStream() throws InterruptedException {
        PullStream stream = client.stream(r -> r.setProtocolVersion(1));
        assertThat(stream.messagesUntilPings()).isEmpty();
        return stream;
    }

    private static List<String> ofKey(String key, List<ReceivedMessage> messages) {
        return textsOf(
                messages.stream()
                        .filter(message -> message.getMessage().getOrderingKey().equals(key))
                        .toList());
    }

    private static String idOf(String text, List<ReceivedMessage> messages) {
        return messages.stream()
                .filter(message -> textOf(message).equals(text))
                .findFirst()
                .orElseThrow()
                .getAckId();
    }
}
