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
import com.google.protobuf.util.Timestamps;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.ReceivedMessage;
import com.google.pubsub.v1.SeekRequest;
import com.google.pubsub.v1.Topic;
import io.grpc.Status.Code;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

import static io.flinkbundle.emulators.pubsub.testing.RawClient.SUBSCRIPTION;
import static io.flinkbundle.emulators.pubsub.testing.RawClient.TOPIC;
import static io.flinkbundle.emulators.pubsub.testing.RawClient.ackIdsOf;
import static io.flinkbundle.emulators.pubsub.testing.RawClient.textsOf;
import static org.assertj.core.api.Assertions.assertThat;

/** Seek to a time, and retention. */
class SeekITCase extends ContractTestBase {

    // ------------------------------------------------------------------------------------------
    // Times
    // ------------------------------------------------------------------------------------------

    @Test
    void bringsBackWhatWasAcknowledgedSinceATime() {
        client.createTopicAndSubscription(s -> s.setRetainAckedMessages(true));
        publishAndAcknowledge("a");
        advanceSeconds(1);
        long time = CLOCK.millis();
        publishAndAcknowledge("b", "c");

        seek(time);

        assertThat(textsOf(client.pull())).containsExactly("b", "c");
    }

    @Test
    void acknowledgesWhatIsOlderThanTheTime() {
        client.createTopicAndSubscription();
        client.publish("a", "b");
        advanceSeconds(1);
        client.publish("c");

        seek(CLOCK.millis());

        assertThat(textsOf(client.pull())).containsExactly("c");
    }

    @Test
    void purgesByATimeInTheFuture() {
        client.createTopicAndSubscription();
        client.publish("a");
        client.pull();
        client.publish("b");

        seek(CLOCK.millis() + 60_000);

        assertThat(client.pull()).isEmpty();
        client.publish("c");
        assertThat(textsOf(client.pull())).containsExactly("c");
    }

    @Test
    void cannotBringBackWhatWasNotRetained() {
        client.createTopicAndSubscription();
        publishAndAcknowledge("a");
        client.publish("b");

        seek(0);

        assertThat(textsOf(client.pull())).containsExactly("b");
    }

    @Test
    void bringsBackWhatIsOutstandingAndIgnoresItsOldId() {
        client.createTopicAndSubscription(s -> s.setRetainAckedMessages(true));
        client.publish("a");
        List<String> before = ackIdsOf(client.pull());

        seek(0);
        client.acknowledge(before);

        assertThat(textsOf(client.pull())).containsExactly("a");
    }

    @Test
    void seeksBackAndForth() {
        client.createTopicAndSubscription(s -> s.setRetainAckedMessages(true));
        client.publish("a", "b");
        seek(CLOCK.millis() + 1);
        assertThat(client.pull()).isEmpty();

        seek(0);

        assertThat(textsOf(client.pull())).containsExactly("a", "b");
    }

    @Test
    void wakesAStreamWithWhatItBringsBack() throws Exception {
        client.createTopicAndSubscription(s -> s.setRetainAckedMessages(true));
        publishAndAcknowledge("a");
        PullStream stream = client.stream();
        awaitReceivers(1);

        seek(0);

        assertThat(textsOf(stream.nextMessages(1))).containsExactly("a");
    }

    @Test
    void keepsTheOrderOfKeys() {
        client.createTopicAndSubscription(
                s -> s.setRetainAckedMessages(true).setEnableMessageOrdering(true));
        client.publishWithKey("x", "x1", "x2", "x3");
        List<ReceivedMessage> received = client.pull();
        client.acknowledge(ackIdsOf(received.subList(1, 3)));

        seek(0);

        assertThat(textsOf(client.pull())).containsExactly("x1", "x2", "x3");
    }

    @Test
    void bringsBackWhatTheTopicRetainsFromBeforeTheSubscription() {
        client.publisher()
                .createTopic(
                        Topic.newBuilder()
                                .setName(TOPIC)
                                .setMessageRetentionDuration(Durations.fromHours(1))
                                .build());
        client.publish("outdated");
        advanceSeconds(600);
        client.publish("a");
        advanceSeconds(3_600);
        client.createSubscription(
                SUBSCRIPTION, s -> s.setMessageRetentionDuration(Durations.fromMinutes(10)));
        client.publish("b");

        seek(0);

        assertThat(textsOf(client.pull())).containsExactly("a", "b");
    }

    @Test
    void bringsBackOnlyWhatPassesTheFilter() {
        client.publisher()
                .createTopic(
                        Topic.newBuilder()
                                .setName(TOPIC)
                                .setMessageRetentionDuration(Durations.fromHours(1))
                                .build());
        client.publish(TOPIC, List.of(colour("red"), colour("blue")));
        client.createSubscription(SUBSCRIPTION, s -> s.setFilter("attributes.colour = \"red\""));

        seek(0);
        client.publish(TOPIC, List.of(colour("blue"), colour("red")));

        assertThat(client.pull())
                .extracting(r -> r.getMessage().getAttributesMap().get("colour"))
                .containsExactly("red", "red");
    }

    private static PubsubMessage colour(String colour) {
        return PubsubMessage.newBuilder().putAttributes("colour", colour).build();
    }

    @Test
    void wantsATimeOrASnapshot() {
        client.createTopicAndSubscription();

        assertRefused(
                Code.INVALID_ARGUMENT,
                () ->
                        client.subscriber()
                                .seek(
                                        SeekRequest.newBuilder()
                                                .setSubscription(SUBSCRIPTION)
                                                .build()));
    }

    // ------------------------------------------------------------------------------------------
    // Retention
    // ------------------------------------------------------------------------------------------

    @Test
    void dropsWhatIsOlderThanTheRetention() {
        client.createTopicAndSubscription(
                s ->
                        s.setMessageRetentionDuration(Durations.fromMinutes(10))
                                .setEnableMessageOrdering(true));
        client.publish("old");
        client.publishWithKey("x", "x old");
        advanceSeconds(600);
        client.publish("new");
        client.publishWithKey("x", "x new");
        assertThat(emulator().backlog(SUBSCRIPTION).available()).isEqualTo(4);

        CLOCK.advance(Duration.ofMillis(1));

        assertThat(textsOf(client.pull())).containsExactlyInAnyOrder("new", "x new");
        assertThat(emulator().backlog(SUBSCRIPTION).available()).isZero();
    }

    @Test
    void doesNotBringBackWhatIsOlderThanTheRetention() {
        client.createTopicAndSubscription(
                s ->
                        s.setMessageRetentionDuration(Durations.fromMinutes(10))
                                .setRetainAckedMessages(true));
        publishAndAcknowledge("old");
        advanceSeconds(300);
        publishAndAcknowledge("new");
        advanceSeconds(301);

        seek(0);

        assertThat(textsOf(client.pull())).containsExactly("new");
    }

    private void publishAndAcknowledge(String... texts) {
        client.publish(texts);
        client.acknowledge(ackIdsOf(client.pull()));
    }

    private void seek(long millis) {
        client.subscriber()
                .seek(
                        SeekRequest.newBuilder()
                                .setSubscription(SUBSCRIPTION)
                                .setTime(Timestamps.fromMillis(millis))
                                .build());
    }
}
