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

package io.flinkbundle.benchmarks.pubsub;

import io.flinkbundle.benchmarks.rows.PayloadRows;

import org.apache.flink.annotation.Internal;

import com.google.api.core.ApiFuture;
import com.google.cloud.pubsub.v1.stub.PublisherStub;
import com.google.cloud.pubsub.v1.stub.SubscriberStub;
import com.google.protobuf.Timestamp;
import com.google.protobuf.UnsafeByteOperations;
import com.google.pubsub.v1.DeleteSubscriptionRequest;
import com.google.pubsub.v1.DeleteTopicRequest;
import com.google.pubsub.v1.PublishRequest;
import com.google.pubsub.v1.PublishResponse;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.SeekRequest;
import com.google.pubsub.v1.Subscription;
import com.google.pubsub.v1.Topic;

import java.util.ArrayDeque;
import java.util.concurrent.ExecutionException;

/** The topic of a benchmark and its subscription. */
@Internal
final class PubSubQueue {

    static final String PROJECT = "bench";
    static final String ID = "rows";
    static final String TOPIC = "projects/" + PROJECT + "/topics/" + ID;
    static final String SUBSCRIPTION = "projects/" + PROJECT + "/subscriptions/" + ID;

    private static final int MESSAGES_OF_A_REQUEST = 1000;
    private static final int REQUESTS_UNDER_WAY = 8;
    private static final int LEASE_SECONDS = 600;

    private PubSubQueue() {}

    /**
     * @param retaining whether acknowledged messages stay, so that they can be read again
     */
    static void create(PublisherStub publisher, SubscriberStub subscriber, boolean retaining) {
        publisher.createTopicCallable().call(Topic.newBuilder().setName(TOPIC).build());
        subscriber
                .createSubscriptionCallable()
                .call(
                        Subscription.newBuilder()
                                .setName(SUBSCRIPTION)
                                .setTopic(TOPIC)
                                .setAckDeadlineSeconds(LEASE_SECONDS)
                                .setRetainAckedMessages(retaining)
                                .build());
    }

    static void delete(PublisherStub publisher, SubscriberStub subscriber) {
        subscriber
                .deleteSubscriptionCallable()
                .call(DeleteSubscriptionRequest.newBuilder().setSubscription(SUBSCRIPTION).build());
        publisher
                .deleteTopicCallable()
                .call(DeleteTopicRequest.newBuilder().setTopic(TOPIC).build());
    }

    /** Makes all messages unread again. */
    static void rewind(SubscriberStub subscriber) {
        subscriber
                .seekCallable()
                .call(
                        SeekRequest.newBuilder()
                                .setSubscription(SUBSCRIPTION)
                                .setTime(Timestamp.newBuilder().setSeconds(1))
                                .build());
    }

    /** Publishes the rows {@code from} to {@code to} - 1. */
    static void fill(PublisherStub publisher, PayloadRows rows, long from, long to)
            throws InterruptedException, ExecutionException {
        PayloadRows.PayloadMaker payloads = rows.payloads();
        ArrayDeque<ApiFuture<PublishResponse>> underWay = new ArrayDeque<>();
        for (long next = from; next < to; ) {
            PublishRequest.Builder request = PublishRequest.newBuilder().setTopic(TOPIC);
            for (int i = 0; i < MESSAGES_OF_A_REQUEST && next < to; i++) {
                request.addMessages(
                        PubsubMessage.newBuilder()
                                .setData(
                                        UnsafeByteOperations.unsafeWrap(payloads.payload(next++))));
            }
            if (underWay.size() == REQUESTS_UNDER_WAY) {
                underWay.poll().get();
            }
            underWay.add(publisher.publishCallable().futureCall(request.build()));
        }
        while (!underWay.isEmpty()) {
            underWay.poll().get();
        }
    }
}
