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

package io.flinkbundle.emulators.pubsub;

import io.flinkbundle.emulators.pubsub.call.Rpc;

import com.google.api.core.ApiFuture;
import com.google.api.gax.core.CredentialsProvider;
import com.google.api.gax.core.NoCredentialsProvider;
import com.google.api.gax.grpc.InstantiatingGrpcChannelProvider;
import com.google.api.gax.rpc.NotFoundException;
import com.google.api.gax.rpc.TransportChannelProvider;
import com.google.cloud.pubsub.v1.AckReplyConsumerWithResponse;
import com.google.cloud.pubsub.v1.AckResponse;
import com.google.cloud.pubsub.v1.MessageReceiver;
import com.google.cloud.pubsub.v1.MessageReceiverWithAckResponse;
import com.google.cloud.pubsub.v1.Publisher;
import com.google.cloud.pubsub.v1.SchemaServiceClient;
import com.google.cloud.pubsub.v1.SchemaServiceSettings;
import com.google.cloud.pubsub.v1.Subscriber;
import com.google.cloud.pubsub.v1.SubscriptionAdminClient;
import com.google.cloud.pubsub.v1.SubscriptionAdminSettings;
import com.google.cloud.pubsub.v1.TopicAdminClient;
import com.google.cloud.pubsub.v1.TopicAdminSettings;
import com.google.protobuf.ByteString;
import com.google.protobuf.util.Timestamps;
import com.google.pubsub.v1.ProjectName;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.Schema;
import com.google.pubsub.v1.SeekRequest;
import com.google.pubsub.v1.Subscription;
import com.google.pubsub.v1.Topic;
import io.grpc.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.stream.IntStream;

import static io.flinkbundle.emulators.pubsub.testing.RawClient.PROJECT;
import static io.flinkbundle.emulators.pubsub.testing.RawClient.SUBSCRIPTION;
import static io.flinkbundle.emulators.pubsub.testing.RawClient.TOPIC;
import static java.util.concurrent.TimeUnit.SECONDS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Google's own client for Java against the emulator, by the clock of the machine. */
@Timeout(120)
class GoogleClientITCase {

    @RegisterExtension static final PubSubEmulatorExtension PUBSUB = new PubSubEmulatorExtension();

    private static final CredentialsProvider NO_CREDENTIALS = NoCredentialsProvider.create();

    private TransportChannelProvider channels;
    private TopicAdminClient topics;
    private SubscriptionAdminClient subscriptions;

    @BeforeEach
    void connect(PubSubEmulator emulator) throws Exception {
        channels =
                InstantiatingGrpcChannelProvider.newBuilder()
                        .setEndpoint(emulator.endpoint())
                        .setChannelConfigurator(channel -> channel.usePlaintext())
                        .build();
        topics =
                TopicAdminClient.create(
                        TopicAdminSettings.newBuilder()
                                .setTransportChannelProvider(channels)
                                .setCredentialsProvider(NO_CREDENTIALS)
                                .build());
        subscriptions =
                SubscriptionAdminClient.create(
                        SubscriptionAdminSettings.newBuilder()
                                .setTransportChannelProvider(channels)
                                .setCredentialsProvider(NO_CREDENTIALS)
                                .build());
        topics.createTopic(TOPIC);
    }

    @AfterEach
    void disconnect() {
        topics.close();
        subscriptions.close();
    }

    @Test
    void managesTopicsAndSubscriptions() {
        createSubscription(Subscription.newBuilder());

        assertThat(topics.listTopics(ProjectName.of("test")).iterateAll())
                .extracting(Topic::getName)
                .containsExactly(TOPIC);
        assertThat(topics.listTopicSubscriptions(TOPIC).iterateAll()).containsExactly(SUBSCRIPTION);
        assertThat(subscriptions.getSubscription(SUBSCRIPTION).getTopic()).isEqualTo(TOPIC);

        subscriptions.deleteSubscription(SUBSCRIPTION);

        assertThatThrownBy(() -> subscriptions.getSubscription(SUBSCRIPTION))
                .isInstanceOf(NotFoundException.class);
    }

    @Test
    void managesSchemas() throws Exception {
        try (SchemaServiceClient schemas =
                SchemaServiceClient.create(
                        SchemaServiceSettings.newBuilder()
                                .setTransportChannelProvider(channels)
                                .setCredentialsProvider(NO_CREDENTIALS)
                                .build())) {
            Schema created =
                    schemas.createSchema(
                            PROJECT,
                            Schema.newBuilder()
                                    .setType(Schema.Type.AVRO)
                                    .setDefinition("\"string\"")
                                    .build(),
                            "events");

            assertThat(schemas.getSchema(created.getName())).isEqualTo(created);
        }
    }

    @Test
    void deliversToTheSubscriberWhatThePublisherSent() throws Exception {
        createSubscription(Subscription.newBuilder());
        List<String> sent = IntStream.range(0, 5_000).mapToObj(i -> "message " + i).toList();
        Queue<String> received = new ConcurrentLinkedQueue<>();
        CountDownLatch all = new CountDownLatch(sent.size());

        publish(sent, "");
        Subscriber subscriber =
                start(
                        Subscriber.newBuilder(
                                SUBSCRIPTION,
                                (MessageReceiver)
                                        (message, consumer) -> {
                                            received.add(message.getData().toStringUtf8());
                                            consumer.ack();
                                            all.countDown();
                                        }));
        assertThat(all.await(60, SECONDS)).isTrue();
        subscriber.stopAsync().awaitTerminated();

        assertThat(received).containsExactlyInAnyOrderElementsOf(sent);
        assertThat(PUBSUB.emulator().backlog(SUBSCRIPTION).undelivered()).isZero();
    }

    @Test
    void keepsTheOrderOfAKey() throws Exception {
        createSubscription(Subscription.newBuilder().setEnableMessageOrdering(true));
        List<String> sent = IntStream.range(0, 1_000).mapToObj(i -> "message " + i).toList();
        Queue<String> received = new ConcurrentLinkedQueue<>();
        CountDownLatch all = new CountDownLatch(sent.size());

        Subscriber subscriber =
                start(
                        Subscriber.newBuilder(
                                SUBSCRIPTION,
                                (MessageReceiver)
                                        (message, consumer) -> {
                                            received.add(message.getData().toStringUtf8());
                                            consumer.ack();
                                            all.countDown();
                                        }));
        publish(sent, "key");
        assertThat(all.await(60, SECONDS)).isTrue();
        subscriber.stopAsync().awaitTerminated();

        assertThat(received).containsExactlyElementsOf(sent);
    }

    @Test
    void confirmsAcknowledgementsOfExactlyOnceDelivery() throws Exception {
        createSubscription(Subscription.newBuilder().setEnableExactlyOnceDelivery(true));
        BlockingQueue<AckReplyConsumerWithResponse> received = new LinkedBlockingQueue<>();
        Subscriber subscriber =
                start(
                        Subscriber.newBuilder(
                                SUBSCRIPTION,
                                (MessageReceiverWithAckResponse)
                                        (message, consumer) -> received.add(consumer)));

        publish(List.of("kept"), "");
        AckReplyConsumerWithResponse kept = received.poll(60, SECONDS);
        assertThat(kept.ack().get(60, SECONDS)).isEqualTo(AckResponse.SUCCESSFUL);

        publish(List.of("expired"), "");
        AckReplyConsumerWithResponse expired = received.poll(60, SECONDS);
        PUBSUB.emulator().expireLeases(SUBSCRIPTION);
        assertThat(expired.ack().get(60, SECONDS)).isEqualTo(AckResponse.INVALID);

        assertThat(received.poll(60, SECONDS).ack().get(60, SECONDS))
                .isEqualTo(AckResponse.SUCCESSFUL);
        subscriber.stopAsync().awaitTerminated();
        assertThat(PUBSUB.emulator().backlog(SUBSCRIPTION).undelivered()).isZero();
    }

    @Test
    void getsOverStreamsThatAreClosedAndCallsThatFail() throws Exception {
        createSubscription(Subscription.newBuilder());
        PubSubEmulator emulator = PUBSUB.emulator();
        emulator.streams().closeAfterMessages(500);
        emulator.faults().on(Rpc.PUBLISH).times(2).fail(Status.UNAVAILABLE);
        emulator.faults().on(Rpc.STREAMING_PULL).call(2).fail(Status.UNAVAILABLE);
        List<String> sent = IntStream.range(0, 5_000).mapToObj(i -> "message " + i).toList();
        Queue<String> received = new ConcurrentLinkedQueue<>();
        CountDownLatch all = new CountDownLatch(sent.size());

        Subscriber subscriber =
                start(
                        Subscriber.newBuilder(
                                        SUBSCRIPTION,
                                        (MessageReceiver)
                                                (message, consumer) -> {
                                                    received.add(message.getData().toStringUtf8());
                                                    consumer.ack();
                                                    all.countDown();
                                                })
                                .setParallelPullCount(1));
        publish(sent, "");
        assertThat(all.await(100, SECONDS)).isTrue();
        subscriber.stopAsync().awaitTerminated();

        assertThat(received).containsExactlyInAnyOrderElementsOf(sent);
        assertThat(emulator.calls().count(Rpc.STREAMING_PULL)).isGreaterThan(3);
    }

    @Test
    void seeks() throws Exception {
        createSubscription(Subscription.newBuilder().setRetainAckedMessages(true));
        publish(List.of("a"), "");

        subscriptions.seek(
                SeekRequest.newBuilder()
                        .setSubscription(SUBSCRIPTION)
                        .setTime(Timestamps.fromMillis(System.currentTimeMillis() + 60_000))
                        .build());

        assertThat(PUBSUB.emulator().backlog(SUBSCRIPTION).undelivered()).isZero();
        subscriptions.seek(
                SeekRequest.newBuilder()
                        .setSubscription(SUBSCRIPTION)
                        .setTime(Timestamps.EPOCH)
                        .build());
        assertThat(subscriptions.pull(SUBSCRIPTION, 10).getReceivedMessagesCount()).isOne();
    }

    private void createSubscription(Subscription.Builder settings) {
        subscriptions.createSubscription(settings.setName(SUBSCRIPTION).setTopic(TOPIC).build());
    }

    private void publish(List<String> texts, String orderingKey) throws Exception {
        Publisher publisher =
                Publisher.newBuilder(TOPIC)
                        .setChannelProvider(channels)
                        .setCredentialsProvider(NO_CREDENTIALS)
                        .setEnableMessageOrdering(!orderingKey.isEmpty())
                        .build();
        List<ApiFuture<String>> ids = new ArrayList<>();
        for (String text : texts) {
            ids.add(
                    publisher.publish(
                            PubsubMessage.newBuilder()
                                    .setData(ByteString.copyFromUtf8(text))
                                    .setOrderingKey(orderingKey)
                                    .build()));
        }
        publisher.publishAllOutstanding();
        for (ApiFuture<String> id : ids) {
            id.get(60, SECONDS);
        }
        publisher.shutdown();
        publisher.awaitTermination(60, SECONDS);
    }

    private Subscriber start(Subscriber.Builder builder) {
        Subscriber subscriber =
                builder.setChannelProvider(channels).setCredentialsProvider(NO_CREDENTIALS).build();
        subscriber.startAsync().awaitRunning();
        return subscriber;
    }
}
