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

package io.flinkbundle.emulators.pubsub.state;

import io.flinkbundle.emulators.pubsub.time.ManualClock;

import com.google.protobuf.ByteString;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.Subscription;
import com.google.pubsub.v1.Topic;
import io.grpc.Status;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;

/** Publishers, receivers that fail and time that passes, all at once. */
@Timeout(120)
class ConcurrentDeliveryTest {

    private static final String TOPIC = "projects/test/topics/events";
    private static final String SUBSCRIPTION = "projects/test/subscriptions/reader";
    private static final int PUBLISHERS = 4;
    private static final int BATCHES = 40;
    private static final int BATCH = 25;

    private final ManualClock clock = new ManualClock();
    private final PubSubState state = new PubSubState(clock);
    private final ExecutorService executor = Executors.newFixedThreadPool(4);
    private final AtomicInteger pending = new AtomicInteger();
    private final Set<String> acknowledged = ConcurrentHashMap.newKeySet();
    private final Queue<String> disorder = new ConcurrentLinkedQueue<>();
    private final Queue<RuntimeException> failures = new ConcurrentLinkedQueue<>();
    private final Map<String, Integer> highest = new HashMap<>();

    @AfterEach
    void stop() {
        executor.shutdownNow();
    }

    @Test
    void losesNothingWithoutOrder() throws Exception {
        run(false);

        assertThat(acknowledged).hasSize(PUBLISHERS * BATCHES * BATCH);
    }

    @Test
    void losesNothingAndSkipsNothingWithOrder() throws Exception {
        run(true);

        assertThat(acknowledged).hasSize(PUBLISHERS * BATCHES * BATCH);
        assertThat(disorder).isEmpty();
    }

    private void run(boolean ordered) throws Exception {
        state.createTopic(Topic.newBuilder().setName(TOPIC).build());
        SubscriptionState subscription =
                state.createSubscription(
                        Subscription.newBuilder()
                                .setName(SUBSCRIPTION)
                                .setTopic(TOPIC)
                                .setEnableMessageOrdering(ordered)
                                .build());
        List<UnreliableReceiver> receivers = new ArrayList<>();
        for (int seed = 0; seed < 4; seed++) {
            receivers.add(new UnreliableReceiver(subscription, seed));
        }
        receivers.forEach(subscription::open);
        List<Future<?>> publishers = new ArrayList<>();
        for (int publisher = 0; publisher < PUBLISHERS; publisher++) {
            String key = "key " + publisher;
            publishers.add(executor.submit(() -> publish(key)));
        }
        for (Future<?> publisher : publishers) {
            publisher.get();
        }

        while (subscription.statistics().undelivered() > 0) {
            while (pending.get() > 0) {
                Thread.onSpinWait();
            }
            assertThat(failures).isEmpty();
            clock.advance(Duration.ofSeconds(10));
        }

        assertThat(subscription.statistics())
                .isEqualTo(
                        new BacklogStatistics(0, 0, 0, subscription.statistics().acknowledged()));
        assertThat(receivers).allMatch(Receiver::hasRoom);
    }

    private void publish(String key) {
        for (int batch = 0; batch < BATCHES; batch++) {
            List<PubsubMessage> messages = new ArrayList<>();
            for (int i = 0; i < BATCH; i++) {
                messages.add(
                        PubsubMessage.newBuilder()
                                .setOrderingKey(key)
                                .setData(ByteString.copyFromUtf8(batch * BATCH + i + ""))
                                .build());
            }
            state.topic(TOPIC).publish(messages);
        }
    }

    /**
     * A later message of a key may be repeated, but none may come before the one ahead of it has
     * come.
     */
    private synchronized void note(PubsubMessage message) {
        int position = Integer.parseInt(message.getData().toStringUtf8());
        int expected = highest.getOrDefault(message.getOrderingKey(), -1) + 1;
        if (position > expected) {
            disorder.add(message.getOrderingKey() + ": " + position + " before " + expected);
        }
        highest.merge(message.getOrderingKey(), position, Math::max);
    }

    /** Acknowledges most messages, gives some back and forgets others. */
    private final class UnreliableReceiver extends Receiver {

        private final SubscriptionState subscription;
        private final Random random;

        private UnreliableReceiver(SubscriptionState subscription, long seed) {
            super("", 50, 0);
            this.subscription = subscription;
            this.random = new Random(seed);
        }

        @Override
        protected void wake() {
            pending.incrementAndGet();
            executor.execute(
                    () -> {
                        try {
                            receive();
                        } catch (RuntimeException e) {
                            failures.add(e);
                        } finally {
                            pending.decrementAndGet();
                        }
                    });
        }

        private synchronized void receive() {
            List<Delivery> deliveries = subscription.take(this, 20, 10);
            for (Delivery delivery : deliveries) {
                note(delivery.stored().message());
            }
            for (Delivery delivery : deliveries) {
                int chance = random.nextInt(10);
                if (chance < 7) {
                    subscription.acknowledge(List.of(delivery.ackId()));
                    acknowledged.add(delivery.stored().message().getMessageId());
                } else if (chance < 9) {
                    subscription.modifyDeadlines(List.of(delivery.ackId()), i -> 0);
                }
            }
            if (!deliveries.isEmpty()) {
                wake();
            }
        }

        @Override
        protected void terminate(Status status) {
            throw new IllegalStateException("Nothing ends this receiver, but " + status);
        }
    }
}
