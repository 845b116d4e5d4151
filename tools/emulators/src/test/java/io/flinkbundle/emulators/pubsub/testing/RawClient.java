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

package io.flinkbundle.emulators.pubsub.testing;

import io.flinkbundle.emulators.pubsub.PubSubEmulator;

import com.google.protobuf.ByteString;
import com.google.pubsub.v1.AcknowledgeRequest;
import com.google.pubsub.v1.ModifyAckDeadlineRequest;
import com.google.pubsub.v1.PublishRequest;
import com.google.pubsub.v1.PublisherGrpc;
import com.google.pubsub.v1.PublisherGrpc.PublisherBlockingStub;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.PullRequest;
import com.google.pubsub.v1.ReceivedMessage;
import com.google.pubsub.v1.SchemaServiceGrpc;
import com.google.pubsub.v1.SchemaServiceGrpc.SchemaServiceBlockingStub;
import com.google.pubsub.v1.StreamingPullRequest;
import com.google.pubsub.v1.SubscriberGrpc;
import com.google.pubsub.v1.SubscriberGrpc.SubscriberBlockingStub;
import com.google.pubsub.v1.SubscriberGrpc.SubscriberStub;
import com.google.pubsub.v1.Subscription;
import com.google.pubsub.v1.Topic;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.UnaryOperator;

/** The generated stubs of gRPC, and what tests often say with them. */
public final class RawClient implements AutoCloseable {

    public static final String PROJECT = "projects/test";
    public static final String TOPIC = PROJECT + "/topics/events";
    public static final String SUBSCRIPTION = PROJECT + "/subscriptions/reader";

    private final ManagedChannel channel;

    public RawClient(PubSubEmulator emulator) {
        this(emulator.endpoint());
    }

    public RawClient(String endpoint) {
        channel =
                NettyChannelBuilder.forTarget(endpoint)
                        .usePlaintext()
                        .maxInboundMessageSize(20 << 20)
                        .maxInboundMetadataSize(4 << 20)
                        .build();
    }

    public ManagedChannel channel() {
        return channel;
    }

    public PublisherBlockingStub publisher() {
        return PublisherGrpc.newBlockingStub(channel).withDeadlineAfter(30, TimeUnit.SECONDS);
    }

    public SubscriberBlockingStub subscriber() {
        return SubscriberGrpc.newBlockingStub(channel).withDeadlineAfter(30, TimeUnit.SECONDS);
    }

    public SubscriberStub asyncSubscriber() {
        return SubscriberGrpc.newStub(channel);
    }

    public SchemaServiceBlockingStub schemas() {
        return SchemaServiceGrpc.newBlockingStub(channel).withDeadlineAfter(30, TimeUnit.SECONDS);
    }

    public Topic createTopic() {
        return createTopic(TOPIC);
    }

    public Topic createTopic(String name) {
        return publisher().createTopic(Topic.newBuilder().setName(name).build());
    }

    /** The topic and the subscription of most tests. */
    public Subscription createTopicAndSubscription() {
        return createTopicAndSubscription(UnaryOperator.identity());
    }

    public Subscription createTopicAndSubscription(UnaryOperator<Subscription.Builder> settings) {
        createTopic();
        return createSubscription(SUBSCRIPTION, settings);
    }

    public Subscription createSubscription(
            String name, UnaryOperator<Subscription.Builder> settings) {
        Subscription.Builder builder = Subscription.newBuilder().setName(name).setTopic(TOPIC);
        return subscriber().createSubscription(settings.apply(builder).build());
    }

    /** Publishes texts and gives their message ids. */
    public List<String> publish(String... texts) {
        return publishWithKey("", texts);
    }

    public List<String> publishWithKey(String orderingKey, String... texts) {
        return publish(
                TOPIC,
                Arrays.stream(texts)
                        .map(
                                text ->
                                        PubsubMessage.newBuilder()
                                                .setData(ByteString.copyFromUtf8(text))
                                                .setOrderingKey(orderingKey)
                                                .build())
                        .toList());
    }

    public List<String> publish(String topic, List<PubsubMessage> messages) {
        return publisher()
                .publish(
                        PublishRequest.newBuilder()
                                .setTopic(topic)
                                .addAllMessages(messages)
                                .build())
                .getMessageIdsList();
    }

    /** What is there at once, and nothing if there is nothing. */
    public List<ReceivedMessage> pull() {
        return pull(SUBSCRIPTION, 1_000);
    }

    @SuppressWarnings("deprecation") // To wait would make tests slow that look for nothing.
    public List<ReceivedMessage> pull(String subscription, int maxMessages) {
        return subscriber()
                .pull(
                        PullRequest.newBuilder()
                                .setSubscription(subscription)
                                .setMaxMessages(maxMessages)
                                .setReturnImmediately(true)
                                .build())
                .getReceivedMessagesList();
    }

    public void acknowledge(String... ackIds) {
        acknowledge(Arrays.asList(ackIds));
    }

    public void acknowledge(List<String> ackIds) {
        subscriber()
                .acknowledge(
                        AcknowledgeRequest.newBuilder()
                                .setSubscription(SUBSCRIPTION)
                                .addAllAckIds(ackIds)
                                .build());
    }

    public void modifyAckDeadline(int seconds, String... ackIds) {
        subscriber()
                .modifyAckDeadline(
                        ModifyAckDeadlineRequest.newBuilder()
                                .setSubscription(SUBSCRIPTION)
                                .setAckDeadlineSeconds(seconds)
                                .addAllAckIds(Arrays.asList(ackIds))
                                .build());
    }

    public void nack(String... ackIds) {
        modifyAckDeadline(0, ackIds);
    }

    /** A stream with a lease of ten seconds. */
    public PullStream stream() {
        return stream(UnaryOperator.identity());
    }

    public PullStream stream(UnaryOperator<StreamingPullRequest.Builder> first) {
        return new PullStream(
                asyncSubscriber(),
                first.apply(
                                StreamingPullRequest.newBuilder()
                                        .setSubscription(SUBSCRIPTION)
                                        .setStreamAckDeadlineSeconds(10))
                        .build());
    }

    public static List<String> textsOf(List<ReceivedMessage> messages) {
        return messages.stream().map(RawClient::textOf).toList();
    }

    public static String textOf(ReceivedMessage message) {
        return message.getMessage().getData().toStringUtf8();
    }

    public static List<String> ackIdsOf(List<ReceivedMessage> messages) {
        return messages.stream().map(ReceivedMessage::getAckId).toList();
    }

    @Override
    public void close() {
        channel.shutdownNow();
    }
}
