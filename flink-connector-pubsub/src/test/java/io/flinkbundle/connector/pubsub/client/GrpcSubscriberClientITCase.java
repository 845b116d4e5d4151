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

package io.flinkbundle.connector.pubsub.client;

import io.flinkbundle.connector.pubsub.testing.PubSubTopics;
import io.flinkbundle.connector.pubsub.testing.RecordingListener;
import io.flinkbundle.emulators.pubsub.PubSubEmulatorExtension;
import io.flinkbundle.emulators.pubsub.call.Rpc;

import com.google.pubsub.v1.ReceivedMessage;
import com.google.pubsub.v1.Subscription;
import io.grpc.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

@Timeout(60)
class GrpcSubscriberClientITCase {

    private static final String ID = "letters";
    private static final String SUBSCRIPTION = PubSubTopics.subscription(ID);

    @RegisterExtension static final PubSubEmulatorExtension SERVER = new PubSubEmulatorExtension();

    private final RecordingListener listener = new RecordingListener();

    private PubSubTopics topics;
    private SubscriberClient client;
    private SubscriptionAdmin admin;

    @BeforeEach
    void connect() throws Exception {
        topics = new PubSubTopics(SERVER.emulator());
        topics.createTopic(ID);
        GrpcSubscriberClients clients =
                new GrpcSubscriberClients(
                        PubSubConnectionOptions.builder()
                                .setEmulatorHost(SERVER.emulator().endpoint())
                                .build());
        client = clients.openClient();
        admin = clients.openAdmin();
    }

    @AfterEach
    void close() throws Exception {
        client.close();
        admin.close();
        topics.close();
    }

    @Test
    void delivers() throws Exception {
        topics.subscribe(ID, subscription -> subscription);
        topics.publish(ID, List.of("a"));

        pull(100).request();

        assertThat(text(listener.next())).isEqualTo("a");
    }

    @Test
    void deliversOnlyWhatIsAskedFor() throws Exception {
        topics.subscribe(ID, subscription -> subscription);
        PullStream stream = pull(100);
        stream.request();
        topics.publish(ID, List.of("a"));
        listener.next();

        topics.publish(ID, List.of("b"));
        topics.publish(ID, List.of("c"));
        stream.request();

        assertThat(text(listener.next())).isEqualTo("b");
        assertThat(listener.unread()).isZero();
    }

    @Test
    void acknowledges() throws Exception {
        topics.subscribe(ID, subscription -> subscription);
        topics.publish(ID, List.of("a"));
        pull(100).request();
        List<String> ackIds = List.of(listener.next().getAckId());

        AckOutcome outcome = answer(done -> client.acknowledge(SUBSCRIPTION, ackIds, done));

        assertThat(outcome).isEqualTo(AckOutcome.ACCEPTED);
        assertThat(SERVER.emulator().backlog(SUBSCRIPTION).undelivered()).isZero();
    }

    @Test
    void givesMessagesBack() throws Exception {
        topics.subscribe(ID, subscription -> subscription);
        topics.publish(ID, List.of("a"));
        PullStream stream = pull(100);
        stream.request();
        stream.request();
        List<String> ackIds = List.of(listener.next().getAckId());

        answer(done -> client.modifyDeadline(SUBSCRIPTION, ackIds, 0, done));

        assertThat(text(listener.next())).isEqualTo("a");
    }

    @Test
    void tellsWhichIdsExactlyOnceDeliveryDidNotTake() throws Exception {
        topics.subscribe(ID, subscription -> subscription.setEnableExactlyOnceDelivery(true));
        topics.publish(ID, List.of("a", "b"));
        PullStream stream = pull(100);
        stream.request();
        stream.request();
        String stale = listener.next().getAckId();
        String valid = listener.next().getAckId();
        answer(done -> client.modifyDeadline(SUBSCRIPTION, List.of(stale), 0, done));
        listener.next();

        AckOutcome outcome =
                answer(done -> client.acknowledge(SUBSCRIPTION, List.of(stale, valid), done));

        assertThat(outcome.failure()).isEmpty();
        assertThat(outcome.invalid()).containsExactly(stale);
        assertThat(outcome.postponed()).isEmpty();
    }

    @Test
    void saysThatARequestMayPassLater() throws Exception {
        topics.subscribe(ID, subscription -> subscription);
        SERVER.emulator().faults().on(Rpc.ACKNOWLEDGE).fail(Status.UNAVAILABLE);

        AckOutcome outcome = answer(done -> client.acknowledge(SUBSCRIPTION, List.of("x"), done));

        assertThat(outcome.mayPass()).isTrue();
        assertThat(outcome.failure())
                .hasValueSatisfying(
                        failure ->
                                assertThat(failure)
                                        .hasMessageContaining(
                                                "acknowledge messages of " + SUBSCRIPTION));
    }

    @Test
    void saysThatARequestWillNeverPass() throws Exception {
        topics.subscribe(ID, subscription -> subscription);
        SERVER.emulator().faults().on(Rpc.ACKNOWLEDGE).fail(Status.PERMISSION_DENIED);

        AckOutcome outcome = answer(done -> client.acknowledge(SUBSCRIPTION, List.of("x"), done));

        assertThat(outcome.mayPass()).isFalse();
        assertThat(outcome.failure()).isPresent();
    }

    @Test
    void tellsOfAMissingSubscription() throws Exception {
        pull(100).request();

        assertThat(listener.end())
                .hasValueSatisfying(
                        failure ->
                                assertThat(failure)
                                        .isInstanceOf(MissingResourceException.class)
                                        .hasMessageContaining("read from " + SUBSCRIPTION));
    }

    @Test
    void tellsOfTheEndOfAStreamWhichMayBeOpenedAgain() throws Exception {
        topics.subscribe(ID, subscription -> subscription);
        pull(100).request();
        SERVER.emulator().awaitReceivers(SUBSCRIPTION, 1, Duration.ofSeconds(10));

        SERVER.emulator().streams().closeAll();

        assertThat(listener.end())
                .hasValueSatisfying(failure -> assertThat(PubSubErrors.mayPass(failure)).isTrue());
    }

    @Test
    void managesSubscriptions() throws Exception {
        Subscription subscription =
                Subscription.newBuilder()
                        .setName(SUBSCRIPTION)
                        .setTopic(PubSubTopics.topic(ID))
                        .setAckDeadlineSeconds(20)
                        .build();

        assertThat(admin.create(subscription)).isTrue();
        assertThat(admin.create(subscription)).isFalse();
        assertThat(admin.get(SUBSCRIPTION).getAckDeadlineSeconds()).isEqualTo(20);
        admin.delete(SUBSCRIPTION);
        admin.delete(SUBSCRIPTION);
        assertThatThrownBy(() -> admin.get(SUBSCRIPTION))
                .isInstanceOf(MissingResourceException.class);
    }

    @Test
    void movesASubscription() throws Exception {
        topics.subscribe(ID, subscription -> subscription.setRetainAckedMessages(true));
        topics.publish(ID, List.of("a"));
        topics.take(ID, 1);

        admin.seek(SUBSCRIPTION, Instant.EPOCH);

        assertThat(topics.take(ID, 1)).hasSize(1);
        assertThatThrownBy(
                        () ->
                                admin.seekToSnapshot(
                                        SUBSCRIPTION,
                                        "projects/" + PubSubTopics.PROJECT + "/snapshots/none"))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("snapshots/none");
    }

    private PullStream pull(long maxMessages) {
        return client.pull(
                new PullSettings(SUBSCRIPTION, "client", 10, maxMessages, 1 << 20), listener);
    }

    private static AckOutcome answer(Consumer<Consumer<AckOutcome>> request) throws Exception {
        CompletableFuture<AckOutcome> answer = new CompletableFuture<>();
        request.accept(answer::complete);
        return answer.get(30, TimeUnit.SECONDS);
    }

    private static String text(ReceivedMessage message) {
        return message.getMessage().getData().toStringUtf8();
    }
}
