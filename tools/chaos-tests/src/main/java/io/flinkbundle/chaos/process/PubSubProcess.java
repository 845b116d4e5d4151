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

package io.flinkbundle.chaos.process;

import org.apache.flink.annotation.Internal;

import com.google.pubsub.v1.PublisherGrpc;
import com.google.pubsub.v1.PublisherGrpc.PublisherBlockingStub;
import com.google.pubsub.v1.SubscriberGrpc;
import com.google.pubsub.v1.SubscriberGrpc.SubscriberBlockingStub;
import com.google.pubsub.v1.Subscription;
import com.google.pubsub.v1.Topic;
import io.grpc.ManagedChannel;
import io.grpc.netty.shaded.io.grpc.netty.NettyChannelBuilder;

/** The Pub/Sub emulator with one topic and one ordered subscription with exactly-once delivery. */
@Internal
public final class PubSubProcess implements Server {

    public static final String PROJECT = "chaos";
    public static final String TOPIC = "rows";
    public static final String SUBSCRIPTION = "rows-read";
    public static final String TOPIC_NAME = "projects/" + PROJECT + "/topics/" + TOPIC;
    public static final String SUBSCRIPTION_NAME =
            "projects/" + PROJECT + "/subscriptions/" + SUBSCRIPTION;

    private static final String MAIN = "io.flinkbundle.emulators.pubsub.PubSubEmulatorMain";

    private final EmulatorProcess emulator;
    private final ManagedChannel channel;

    private PubSubProcess(EmulatorProcess emulator) {
        this.emulator = emulator;
        this.channel =
                NettyChannelBuilder.forAddress(Ports.HOST, emulator.port()).usePlaintext().build();
    }

    public static PubSubProcess start(Layout layout) throws InterruptedException {
        int port = Ports.free();
        PubSubProcess server =
                new PubSubProcess(
                        EmulatorProcess.start(
                                layout, "pubsub", MAIN, port, "--port", Integer.toString(port)));
        server.publisher().createTopic(Topic.newBuilder().setName(TOPIC_NAME).build());
        server.subscriber()
                .createSubscription(
                        Subscription.newBuilder()
                                .setName(SUBSCRIPTION_NAME)
                                .setTopic(TOPIC_NAME)
                                .setEnableMessageOrdering(true)
                                .setEnableExactlyOnceDelivery(true)
                                .build());
        return server;
    }

    /** Goes to the emulator itself, and waits while it is stopped. */
    public PublisherBlockingStub publisher() {
        return PublisherGrpc.newBlockingStub(channel).withWaitForReady();
    }

    /** Goes to the emulator itself, and waits while it is stopped. */
    public SubscriberBlockingStub subscriber() {
        return SubscriberGrpc.newBlockingStub(channel).withWaitForReady();
    }

    @Override
    public ChildProcess process() {
        return emulator.process();
    }

    @Override
    public Link link() {
        return emulator.link();
    }

    @Override
    public void close() {
        channel.shutdownNow();
        emulator.close();
    }
}
