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

package io.flinkbundle.connector.pubsub.sink.writer;

import io.flinkbundle.connector.common.batching.BackpressureException;
import io.flinkbundle.connector.common.batching.RetryableIOException;
import io.flinkbundle.connector.common.deadletter.BadRecords;
import io.flinkbundle.connector.pubsub.client.MissingResourceException;
import io.flinkbundle.connector.pubsub.client.PublishClient;
import io.flinkbundle.connector.pubsub.client.RefusedMessagesException;
import io.flinkbundle.connector.pubsub.sink.PublishConfig;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.operators.MailboxExecutor;
import org.apache.flink.api.common.operators.ProcessingTimeService;

import java.io.IOException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Has requests sent, several at a time, but one after the other where they share an ordering key: a
 * request that is tried again must not be overtaken by a later one of its key.
 *
 * <p>All of it happens on the task thread. The answers come on other threads, and are put into the
 * task's mailbox.
 */
@Internal
public final class PublishQueue implements AutoCloseable {

    private final PublishClient client;
    private final PublishConfig config;
    private final boolean createTopics;
    private final BadRecords badRecords;
    private final PublishMetrics metrics;
    private final MailboxExecutor mailbox;
    private final ProcessingTimeService timeService;

    private final Deque<PublishTask> ready = new ArrayDeque<>();

    /** What waits for a request of its key; a key is here as long as one is ready or in flight. */
    private final Map<Lane, Deque<PublishTask>> orderedLanes = new HashMap<>();

    private final Set<String> createdTopics = new HashSet<>();

    private int waiting;
    private int inFlight;
    private volatile boolean closed;

    public PublishQueue(
            PublishClient client,
            PublishConfig config,
            boolean createTopics,
            BadRecords badRecords,
            PublishMetrics metrics,
            MailboxExecutor mailbox,
            ProcessingTimeService timeService) {
        this.client = client;
        this.config = config;
        this.createTopics = createTopics;
        this.badRecords = badRecords;
        this.metrics = metrics;
        this.mailbox = mailbox;
        this.timeService = timeService;
    }

    /** Takes a request, and sends it as soon as it may be. Never waits. */
    void add(PublishTask task) {
        if (task.lane().isOrdered()) {
            Deque<PublishTask> lane = orderedLanes.get(task.lane());
            if (lane != null) {
                lane.addLast(task);
                waiting++;
                return;
            }
            orderedLanes.put(task.lane(), new ArrayDeque<>());
        }
        ready.addLast(task);
        sendReady();
    }

    /** Waits until no more requests are queued than are in flight at most. */
    void awaitRoom() throws InterruptedException {
        while (ready.size() + waiting > config.maxInFlight()) {
            mailbox.yield();
        }
    }

    /** Waits until all messages are stored, or rejected. */
    void drain() throws InterruptedException {
        while (inFlight > 0) {
            mailbox.yield();
        }
    }

    private void sendReady() {
        while (inFlight < config.maxInFlight() && !ready.isEmpty()) {
            inFlight++;
            send(ready.pollFirst());
        }
        metrics.inFlight(inFlight);
    }

    private void send(PublishTask task) {
        task.start();
        client.publish(
                task.request(),
                failure -> {
                    if (!closed) {
                        mailbox.execute(() -> answered(task, failure), "Answer of Pub/Sub");
                    }
                });
    }

    private void answered(PublishTask task, IOException failure) throws IOException {
        if (failure == null) {
            metrics.stored(task);
            ended(task);
        } else if (failure instanceof RefusedMessagesException) {
            refused(task, failure);
        } else if (failure instanceof BackpressureException busy) {
            sendLater(task, failure, busy.retryAfter());
        } else if (failure instanceof RetryableIOException) {
            sendLater(task, failure, Duration.ZERO);
        } else if (failure instanceof MissingResourceException && createTopics) {
            createTopic(task, failure);
        } else {
            throw failure;
        }
    }

    /** A topic that was created may not be known everywhere at once. */
    private void createTopic(PublishTask task, IOException failure) throws IOException {
        if (createdTopics.add(task.lane().topic())) {
            client.createTopic(task.lane().topic());
        }
        sendLater(task, failure, Duration.ZERO);
    }

    private void sendLater(PublishTask task, IOException failure, Duration serverWait)
            throws IOException {
        metrics.failed(task, failure);
        Duration wait = task.retrier(config.retry()).nextWait(failure, serverWait);
        timeService.registerTimer(
                timeService.getCurrentProcessingTime() + wait.toMillis(), time -> send(task));
    }

    /** Finds the bad message among others, which are kept. */
    private void refused(PublishTask task, IOException failure) throws IOException {
        if (task.messages().size() == 1) {
            badRecords.reject(
                    "Pub/Sub refuses its message: " + failure.getMessage(),
                    task.messages().get(0).getData().toByteArray());
            ended(task);
            return;
        }
        PublishTask second = task.secondHalf();
        if (task.lane().isOrdered()) {
            orderedLanes.get(task.lane()).addFirst(second);
            waiting++;
        } else {
            ready.addFirst(second);
        }
        send(task.firstHalf());
    }

    private void ended(PublishTask task) {
        inFlight--;
        if (task.lane().isOrdered()) {
            PublishTask next = orderedLanes.get(task.lane()).pollFirst();
            if (next == null) {
                orderedLanes.remove(task.lane());
            } else {
                waiting--;
                ready.addLast(next);
            }
        }
        sendReady();
    }

    /** Forgets the answers that are still to come. */
    @Override
    public void close() {
        closed = true;
    }
}
