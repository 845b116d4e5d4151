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

package io.flinkbundle.connector.pubsub.testing;

import io.flinkbundle.connector.pubsub.client.PubSubConnectionOptions;
import io.flinkbundle.connector.pubsub.client.PubSubStubs;
import io.flinkbundle.emulators.pubsub.PubSubEmulator;

import com.google.cloud.pubsub.v1.stub.PublisherStub;
import com.google.cloud.pubsub.v1.stub.SubscriberStub;
import com.google.protobuf.ByteString;
import com.google.pubsub.v1.AcknowledgeRequest;
import com.google.pubsub.v1.CreateSnapshotRequest;
import com.google.pubsub.v1.DeleteSubscriptionRequest;
import com.google.pubsub.v1.DeleteTopicRequest;
import com.google.pubsub.v1.PublishRequest;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.PullRequest;
import com.google.pubsub.v1.PullResponse;
import com.google.pubsub.v1.ReceivedMessage;
import com.google.pubsub.v1.Subscription;
import com.google.pubsub.v1.Topic;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Makes topics with one subscription each, and reads what was published, by unary calls. */
public final class PubSubTopics implements AutoCloseable {

    public static final String PROJECT = "test-project";

    private static final int BATCH = 1000;

    private final PublisherStub publisher;
    private final SubscriberStub subscriber;

    public PubSubTopics(PubSubEmulator emulator) throws IOException {
        PubSubConnectionOptions options =
                PubSubConnectionOptions.builder().setEmulatorHost(emulator.endpoint()).build();
        publisher = PubSubStubs.publisher(options);
        subscriber = PubSubStubs.subscriber(options);
    }

    public static String topic(String id) {
        return "projects/" + PROJECT + "/topics/" + id;
    }

    public static String subscription(String id) {
        return "projects/" + PROJECT + "/subscriptions/" + id;
    }

    /** Creates a topic, and a subscription of the same id that keeps the order of keys. */
    public void create(String id) {
        publisher.createTopicCallable().call(Topic.newBuilder().setName(topic(id)).build());
        subscribe(id);
    }

    /** Creates a subscription of the same id as its topic. */
    public void subscribe(String id) {
        subscriber
                .createSubscriptionCallable()
                .call(
                        Subscription.newBuilder()
                                .setName(subscription(id))
                                .setTopic(topic(id))
                                .setEnableMessageOrdering(true)
                                .setAckDeadlineSeconds(600)
                                .build());
    }

    /** Creates a topic without a subscription. */
    public void createTopic(String id) {
        publisher.createTopicCallable().call(Topic.newBuilder().setName(topic(id)).build());
    }

    /** Creates a subscription of the same id as its topic, with 10 seconds to acknowledge. */
    public void subscribe(String id, UnaryOperator<Subscription.Builder> settings) {
        subscriber
                .createSubscriptionCallable()
                .call(
                        settings.apply(
                                        Subscription.newBuilder()
                                                .setName(subscription(id))
                                                .setTopic(topic(id))
                                                .setAckDeadlineSeconds(10))
                                .build());
    }

    /** Takes a snapshot of the subscription of this id. */
    public void snapshot(String id, String snapshot) {
        subscriber
                .createSnapshotCallable()
                .call(
                        CreateSnapshotRequest.newBuilder()
                                .setName("projects/" + PROJECT + "/snapshots/" + snapshot)
                                .setSubscription(subscription(id))
                                .build());
    }

    /** Deletes the topic of this id; its subscription stays. */
    public void deleteTopic(String id) {
        publisher
                .deleteTopicCallable()
                .call(DeleteTopicRequest.newBuilder().setTopic(topic(id)).build());
    }

    /** Deletes the subscription of this id. */
    public void unsubscribe(String id) {
        subscriber
                .deleteSubscriptionCallable()
                .call(
                        DeleteSubscriptionRequest.newBuilder()
                                .setSubscription(subscription(id))
                                .build());
    }

    public static PubsubMessage message(String text) {
        return PubsubMessage.newBuilder().setData(ByteString.copyFromUtf8(text)).build();
    }

    /** Publishes a message for each text. */
    public void publish(String id, List<String> texts) {
        publishMessages(id, texts.stream().map(PubSubTopics::message).toList());
    }

    /** Publishes messages, in requests that the service takes. */
    public void publishMessages(String id, List<PubsubMessage> messages) {
        for (int from = 0; from < messages.size(); from += BATCH) {
            publisher
                    .publishCallable()
                    .call(
                            PublishRequest.newBuilder()
                                    .setTopic(topic(id))
                                    .addAllMessages(
                                            messages.subList(
                                                    from, Math.min(messages.size(), from + BATCH)))
                                    .build());
        }
    }

    /** Takes so many messages from a subscription; waits until they are there. */
    public List<PubsubMessage> take(String id, int count) {
        List<PubsubMessage> messages = new ArrayList<>();
        while (messages.size() < count) {
            PullResponse response =
                    subscriber
                            .pullCallable()
                            .call(
                                    PullRequest.newBuilder()
                                            .setSubscription(subscription(id))
                                            .setMaxMessages(
                                                    Math.min(BATCH, count - messages.size()))
                                            .build());
            if (response.getReceivedMessagesCount() > 0) {
                messages.addAll(acknowledge(id, response.getReceivedMessagesList()));
            }
        }
        return messages;
    }

    private List<PubsubMessage> acknowledge(String id, List<ReceivedMessage> received) {
        subscriber
                .acknowledgeCallable()
                .call(
                        AcknowledgeRequest.newBuilder()
                                .setSubscription(subscription(id))
                                .addAllAckIds(
                                        received.stream().map(ReceivedMessage::getAckId).toList())
                                .build());
        return received.stream().map(ReceivedMessage::getMessage).toList();
    }

    @Override
    public void close() {
        publisher.close();
        subscriber.close();
    }
}
