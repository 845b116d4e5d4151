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

import io.flinkbundle.emulators.pubsub.testing.RawClient;

import com.google.protobuf.ByteString;
import com.google.pubsub.v1.AcknowledgeRequest;
import com.google.pubsub.v1.PublishRequest;
import com.google.pubsub.v1.PublisherGrpc;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.ReceivedMessage;
import com.google.pubsub.v1.StreamingPullRequest;
import com.google.pubsub.v1.StreamingPullResponse;
import com.google.pubsub.v1.SubscriberGrpc;
import io.grpc.stub.StreamObserver;

import java.util.Collections;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

import static io.flinkbundle.emulators.pubsub.testing.RawClient.SUBSCRIPTION;
import static io.flinkbundle.emulators.pubsub.testing.RawClient.TOPIC;

/**
 * How fast the emulator takes and delivers messages: arguments are the host of another process or
 * {@code -}, the messages of a round, the bytes of a message and the rounds. Publishing and
 * delivery are measured one after the other, delivery with an acknowledgement for every message.
 */
public final class ThroughputMain {

    private static final int BATCH = 1_000;
    private static final int IN_FLIGHT = 8;

    private ThroughputMain() {}

    public static void main(String[] args) throws Exception {
        int messages = args.length > 1 ? Integer.parseInt(args[1]) : 2_000_000;
        int bytes = args.length > 2 ? Integer.parseInt(args[2]) : 100;
        int rounds = args.length > 3 ? Integer.parseInt(args[3]) : 5;
        boolean sameProcess = args.length == 0 || args[0].equals("-");
        if (!sameProcess) {
            run(args[0], messages, bytes, rounds);
            return;
        }
        try (PubSubEmulator emulator = PubSubEmulator.builder().start()) {
            run(emulator.endpoint(), messages, bytes, rounds);
        }
    }

    private static void run(String endpoint, int messages, int bytes, int rounds) throws Exception {
        try (RawClient client = new RawClient(endpoint)) {
            client.createTopicAndSubscription();
            for (int round = 1; round <= rounds; round++) {
                double published = perSecond(messages, () -> publish(client, messages, bytes));
                double delivered = perSecond(messages, () -> receive(client, messages));
                System.out.printf(
                        "round %d: published %,.0f/s, delivered and acknowledged %,.0f/s%n",
                        round, published, delivered);
            }
        }
    }

    private interface Work {
        void run() throws Exception;
    }

    private static double perSecond(int messages, Work work) throws Exception {
        long start = System.nanoTime();
        work.run();
        return messages * 1e9 / (System.nanoTime() - start);
    }

    private static void publish(RawClient client, int messages, int bytes) throws Exception {
        PubsubMessage message =
                PubsubMessage.newBuilder().setData(ByteString.copyFrom(new byte[bytes])).build();
        PublishRequest request =
                PublishRequest.newBuilder()
                        .setTopic(TOPIC)
                        .addAllMessages(Collections.nCopies(BATCH, message))
                        .build();
        Semaphore window = new Semaphore(IN_FLIGHT);
        for (int sent = 0; sent < messages; sent += BATCH) {
            window.acquire();
            PublisherGrpc.newStub(client.channel()).publish(request, new Released<>(window));
        }
        window.acquire(IN_FLIGHT);
    }

    private static void receive(RawClient client, int messages) throws Exception {
        CountDownLatch done = new CountDownLatch(1);
        Semaphore acknowledging = new Semaphore(IN_FLIGHT);
        AtomicLong received = new AtomicLong();
        StreamObserver<StreamingPullRequest> requests =
                SubscriberGrpc.newStub(client.channel())
                        .streamingPull(
                                new StreamObserver<>() {
                                    @Override
                                    public void onNext(StreamingPullResponse response) {
                                        acknowledge(client, response, acknowledging);
                                        if (received.addAndGet(response.getReceivedMessagesCount())
                                                >= messages) {
                                            done.countDown();
                                        }
                                    }

                                    @Override
                                    public void onError(Throwable t) {
                                        t.printStackTrace();
                                        done.countDown();
                                    }

                                    @Override
                                    public void onCompleted() {}
                                });
        requests.onNext(
                StreamingPullRequest.newBuilder()
                        .setSubscription(SUBSCRIPTION)
                        .setStreamAckDeadlineSeconds(60)
                        .build());
        if (!done.await(5, TimeUnit.MINUTES) || received.get() != messages) {
            throw new IllegalStateException(
                    "Received " + received.get() + " of " + messages + " messages.");
        }
        acknowledging.acquire(IN_FLIGHT);
        requests.onCompleted();
    }

    private static void acknowledge(
            RawClient client, StreamingPullResponse response, Semaphore window) {
        AcknowledgeRequest.Builder request =
                AcknowledgeRequest.newBuilder().setSubscription(SUBSCRIPTION);
        for (ReceivedMessage message : response.getReceivedMessagesList()) {
            request.addAckIdsBytes(message.getAckIdBytes());
        }
        window.acquireUninterruptibly();
        SubscriberGrpc.newStub(client.channel())
                .acknowledge(request.build(), new Released<>(window));
    }

    /** Gives a permit back when the call ends. */
    private record Released<T>(Semaphore window) implements StreamObserver<T> {

        @Override
        public void onNext(T answer) {}

        @Override
        public void onError(Throwable t) {
            t.printStackTrace();
            window.release();
        }

        @Override
        public void onCompleted() {
            window.release();
        }
    }
}
