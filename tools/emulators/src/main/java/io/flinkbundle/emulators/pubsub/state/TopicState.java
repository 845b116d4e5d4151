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

import io.flinkbundle.emulators.pubsub.rules.Errors;
import io.flinkbundle.emulators.pubsub.schema.MessageSchema;
import io.flinkbundle.emulators.pubsub.time.EmulatorClock;

import org.apache.flink.annotation.Internal;

import com.google.protobuf.Timestamp;
import com.google.protobuf.util.Durations;
import com.google.protobuf.util.Timestamps;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.Topic;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/** A topic. Thread-safe: one lock orders what is published, and is taken once a request. */
@Internal
public final class TopicState {

    /** The topic of a subscription or a snapshot whose topic was deleted. */
    public static final String DELETED = "_deleted-topic_";

    private final String name;
    private final EmulatorClock clock;
    private final AtomicLong sequences;
    private final List<SubscriptionState> subscriptions = new CopyOnWriteArrayList<>();
    private final List<SnapshotState> snapshots = new CopyOnWriteArrayList<>();

    private final Object lock = new Object();
    private final ArrayDeque<StoredMessage> retained = new ArrayDeque<>();
    private boolean deleted;

    private volatile Topic settings;
    private volatile MessageSchema schema;

    /**
     * @param sequences the numbers of messages, one source for all topics
     * @param schema what messages must follow
     */
    TopicState(Topic settings, EmulatorClock clock, AtomicLong sequences, MessageSchema schema) {
        this.name = settings.getName();
        this.settings = settings;
        this.clock = clock;
        this.sequences = sequences;
        this.schema = schema;
    }

    public String name() {
        return name;
    }

    public Topic settings() {
        return settings;
    }

    void update(UnaryOperator<Topic> change, MessageSchema changedSchema) {
        synchronized (lock) {
            settings = change.apply(settings);
            schema = changedSchema;
            subscriptions.forEach(this::tellRetention);
        }
    }

    private void tellRetention(SubscriptionState subscription) {
        subscription.update(
                s ->
                        settings.hasMessageRetentionDuration()
                                ? s.toBuilder()
                                        .setTopicMessageRetentionDuration(
                                                settings.getMessageRetentionDuration())
                                        .build()
                                : s.toBuilder().clearTopicMessageRetentionDuration().build());
    }

    /**
     * Publishes messages that the rules of publishing let pass, and gives their ids. Throws
     * INVALID_ARGUMENT when the schema of the topic does not.
     */
    public List<String> publish(List<PubsubMessage> messages) {
        return append(schema.check(messages));
    }

    /** Publishes messages of the service itself, which no schema refuses. */
    List<String> forward(List<PubsubMessage> messages) {
        return append(messages);
    }

    private List<String> append(List<PubsubMessage> checked) {
        List<String> ids = new ArrayList<>(checked.size());
        List<StoredMessage> stored = new ArrayList<>(checked.size());
        synchronized (lock) {
            if (deleted) {
                throw Errors.notFound(name);
            }
            long millis = clock.millis();
            Timestamp time = Timestamps.fromMillis(millis);
            long sequence = sequences.getAndAdd(checked.size());
            for (PubsubMessage message : checked) {
                String id = String.valueOf(sequence);
                ids.add(id);
                PubsubMessage complete =
                        message.toBuilder().setMessageId(id).setPublishTime(time).build();
                stored.add(
                        new StoredMessage(
                                sequence, millis, complete, complete.getSerializedSize()));
                sequence++;
            }
            retain(stored, millis);
            snapshots.forEach(snapshot -> snapshot.append(stored));
            subscriptions.forEach(subscription -> subscription.append(stored));
        }
        subscriptions.forEach(SubscriptionState::wakeReceivers);
        return ids;
    }

    private void retain(List<StoredMessage> stored, long millis) {
        if (settings.hasMessageRetentionDuration()) {
            retained.addAll(stored);
        }
        long oldest = millis - Durations.toMillis(settings.getMessageRetentionDuration());
        while (!retained.isEmpty() && retained.peekFirst().publishMillis() < oldest) {
            retained.pollFirst();
        }
    }

    void attach(SubscriptionState subscription) {
        synchronized (lock) {
            if (deleted) {
                throw Errors.notFound(name);
            }
            tellRetention(subscription);
            subscriptions.add(subscription);
        }
    }

    void detach(SubscriptionState subscription) {
        subscriptions.remove(subscription);
    }

    public List<String> subscriptionNames() {
        return subscriptions.stream().map(SubscriptionState::name).sorted().toList();
    }

    public List<String> snapshotNames() {
        return snapshots.stream().map(SnapshotState::name).sorted().toList();
    }

    /** Subscriptions keep what they have and get nothing more. */
    void delete() {
        synchronized (lock) {
            deleted = true;
            subscriptions.forEach(
                    s ->
                            s.update(
                                    settings ->
                                            settings.toBuilder()
                                                    .setTopic(DELETED)
                                                    .clearTopicMessageRetentionDuration()
                                                    .build()));
            snapshots.forEach(SnapshotState::topicDeleted);
            subscriptions.clear();
            snapshots.clear();
            retained.clear();
        }
    }

    /** From here on the snapshot gets what is published. */
    void attach(SnapshotState snapshot, SubscriptionState subscription) {
        synchronized (lock) {
            snapshot.append(subscription.unacknowledged());
            snapshots.add(snapshot);
        }
    }

    void detach(SnapshotState snapshot) {
        snapshots.remove(snapshot);
    }

    void seek(SubscriptionState subscription, long fromMillis) {
        synchronized (lock) {
            subscription.seek(fromMillis, retained);
        }
    }

    void seek(SubscriptionState subscription, SnapshotState snapshot) {
        synchronized (lock) {
            subscription.reset(snapshot.messages());
        }
    }
}
