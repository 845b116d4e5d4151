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
import io.flinkbundle.emulators.pubsub.rules.Limits;
import io.flinkbundle.emulators.pubsub.rules.ResourceNames;
import io.flinkbundle.emulators.pubsub.rules.SubscriptionRules;
import io.flinkbundle.emulators.pubsub.rules.TopicRules;
import io.flinkbundle.emulators.pubsub.schema.MessageSchema;
import io.flinkbundle.emulators.pubsub.schema.SchemaStore;
import io.flinkbundle.emulators.pubsub.time.EmulatorClock;

import org.apache.flink.annotation.Internal;

import com.google.protobuf.util.Timestamps;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.Snapshot;
import com.google.pubsub.v1.Subscription;
import com.google.pubsub.v1.Topic;
import io.grpc.Status;
import io.grpc.StatusRuntimeException;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.UnaryOperator;

/** All that the emulator holds. It outlives the server in front of it. Thread-safe. */
@Internal
public final class PubSubState {

    private static final long FIRST_MESSAGE = 1_000_000_001L;

    private final EmulatorClock clock;
    private final AtomicLong messages = new AtomicLong(FIRST_MESSAGE);
    private final AtomicInteger subscriptionNumbers = new AtomicInteger(1);
    private final Registry<TopicState> topics = new Registry<>();
    private final Registry<SubscriptionState> subscriptions = new Registry<>();
    private final Registry<SnapshotState> snapshots = new Registry<>();
    private final SchemaStore schemas;

    public PubSubState(EmulatorClock clock) {
        this.clock = clock;
        this.schemas = new SchemaStore(clock);
    }

    public EmulatorClock clock() {
        return clock;
    }

    public SchemaStore schemas() {
        return schemas;
    }

    // ------------------------------------------------------------------------------------------
    // Topics
    // ------------------------------------------------------------------------------------------

    public TopicState createTopic(Topic requested) {
        TopicRules.check(requested);
        Topic settings = requested.toBuilder().setState(Topic.State.ACTIVE).build();
        TopicState topic = new TopicState(settings, clock, messages, schemaOf(settings));
        topics.add(settings.getName(), topic);
        return topic;
    }

    public TopicState updateTopic(String name, UnaryOperator<Topic> change) {
        TopicState topic = topic(name);
        Topic changed = change.apply(topic.settings());
        TopicRules.check(changed);
        topic.update(current -> changed, schemaOf(changed));
        return topic;
    }

    private MessageSchema schemaOf(Topic settings) {
        return settings.hasSchemaSettings()
                ? schemas.messageSchema(settings.getSchemaSettings())
                : MessageSchema.NONE;
    }

    public TopicState topic(String name) {
        return topics.get(ResourceNames.checkTopic(name));
    }

    public List<TopicState> topicsOf(String project) {
        ResourceNames.checkProject(project);
        return topics.ofProject(project);
    }

    public void deleteTopic(String name) {
        topics.remove(ResourceNames.checkTopic(name)).delete();
    }

    /** Deletes a schema with all its revisions; topics that use it take no message any more. */
    public void deleteSchema(String name) {
        schemas.delete(name);
        for (TopicState topic : topics.all()) {
            if (topic.settings().getSchemaSettings().getSchema().equals(name)) {
                topic.update(
                        settings ->
                                settings.toBuilder()
                                        .setSchemaSettings(
                                                settings.getSchemaSettings().toBuilder()
                                                        .setSchema(SchemaStore.DELETED))
                                        .build(),
                        MessageSchema.DELETED);
            }
        }
    }

    // ------------------------------------------------------------------------------------------
    // Subscriptions
    // ------------------------------------------------------------------------------------------

    public SubscriptionState createSubscription(Subscription requested) {
        Subscription settings = SubscriptionRules.complete(requested);
        TopicState topic = topic(settings.getTopic());
        removeExpired(settings.getName());
        SubscriptionState subscription =
                new SubscriptionState(
                        settings,
                        subscriptionNumbers.getAndIncrement(),
                        clock,
                        new DeadLetterTopicsOfState());
        subscriptions.add(settings.getName(), subscription);
        try {
            topic.attach(subscription);
        } catch (StatusRuntimeException topicDeletedMeanwhile) {
            subscriptions.remove(settings.getName());
            throw topicDeletedMeanwhile;
        }
        return subscription;
    }

    public SubscriptionState updateSubscription(String name, UnaryOperator<Subscription> change) {
        SubscriptionState subscription = subscription(name);
        subscription.update(current -> SubscriptionRules.completeSettings(change.apply(current)));
        return subscription;
    }

    public SubscriptionState subscription(String name) {
        removeExpired(ResourceNames.checkSubscription(name));
        SubscriptionState subscription = subscriptions.get(name);
        subscription.used();
        return subscription;
    }

    /** The one that exists, without counting as a use of it. */
    public Optional<SubscriptionState> findSubscription(String name) {
        removeExpired(name);
        return subscriptions.find(name);
    }

    public List<SubscriptionState> subscriptionsOf(String project) {
        ResourceNames.checkProject(project);
        subscriptions.ofProject(project).forEach(s -> removeExpired(s.name()));
        return subscriptions.ofProject(project);
    }

    public void deleteSubscription(String name) {
        ResourceNames.checkSubscription(name);
        removeExpired(name);
        remove(subscriptions.remove(name));
    }

    private void removeExpired(String name) {
        subscriptions
                .find(name)
                .filter(SubscriptionState::isExpired)
                .ifPresent(
                        expired -> {
                            subscriptions.remove(name);
                            remove(expired);
                        });
    }

    private void remove(SubscriptionState subscription) {
        topics.find(subscription.settings().getTopic()).ifPresent(t -> t.detach(subscription));
        subscription.detach(
                Status.NOT_FOUND.withDescription(
                        "Resource not found (resource=" + subscription.name() + ")."));
    }

    public void detachSubscription(String name) {
        SubscriptionState subscription = subscription(name);
        topics.find(subscription.settings().getTopic()).ifPresent(t -> t.detach(subscription));
        subscription.detach(
                Status.FAILED_PRECONDITION.withDescription(
                        "The subscription " + name + " is detached."));
    }

    // ------------------------------------------------------------------------------------------
    // Snapshots and seek
    // ------------------------------------------------------------------------------------------

    public SnapshotState createSnapshot(Snapshot requested, String subscriptionName) {
        ResourceNames.checkSnapshot(requested.getName());
        SubscriptionState subscription = subscription(subscriptionName);
        TopicState topic = topicOf(subscription);
        removeExpiredSnapshot(requested.getName());
        SnapshotState snapshot =
                new SnapshotState(
                        requested.toBuilder()
                                .setTopic(topic.name())
                                .setExpireTime(Timestamps.fromMillis(expiryOf(subscription)))
                                .build());
        snapshots.add(requested.getName(), snapshot);
        topic.attach(snapshot, subscription);
        return snapshot;
    }

    /** A snapshot lives as long as its oldest message would, and at most seven days. */
    private long expiryOf(SubscriptionState subscription) {
        long now = clock.millis();
        long oldest =
                subscription.unacknowledged().stream()
                        .mapToLong(StoredMessage::publishMillis)
                        .min()
                        .orElse(now);
        long expiry = oldest + Limits.SNAPSHOT_LIFETIME.toMillis();
        if (expiry - now < Limits.MIN_SNAPSHOT_LIFETIME.toMillis()) {
            throw Errors.failedPrecondition(
                    "A snapshot of "
                            + subscription.name()
                            + " would expire in less than an hour, because its oldest message is"
                            + " nearly seven days old.");
        }
        return expiry;
    }

    public SnapshotState updateSnapshot(String name, UnaryOperator<Snapshot> change) {
        SnapshotState snapshot = snapshot(name);
        snapshot.update(change);
        return snapshot;
    }

    public SnapshotState snapshot(String name) {
        removeExpiredSnapshot(ResourceNames.checkSnapshot(name));
        return snapshots.get(name);
    }

    public List<SnapshotState> snapshotsOf(String project) {
        ResourceNames.checkProject(project);
        snapshots.ofProject(project).forEach(s -> removeExpiredSnapshot(s.name()));
        return snapshots.ofProject(project);
    }

    public void deleteSnapshot(String name) {
        removeExpiredSnapshot(ResourceNames.checkSnapshot(name));
        remove(snapshots.remove(name));
    }

    private void removeExpiredSnapshot(String name) {
        snapshots
                .find(name)
                .filter(s -> Timestamps.toMillis(s.settings().getExpireTime()) <= clock.millis())
                .ifPresent(
                        expired -> {
                            snapshots.remove(name);
                            remove(expired);
                        });
    }

    private void remove(SnapshotState snapshot) {
        topics.find(snapshot.settings().getTopic()).ifPresent(topic -> topic.detach(snapshot));
    }

    public void seek(String subscriptionName, long fromMillis) {
        SubscriptionState subscription = subscription(subscriptionName);
        Optional<TopicState> topic = topics.find(subscription.settings().getTopic());
        if (topic.isPresent()) {
            topic.get().seek(subscription, fromMillis);
        } else {
            subscription.seek(fromMillis, List.of());
        }
    }

    public void seek(String subscriptionName, String snapshotName) {
        SubscriptionState subscription = subscription(subscriptionName);
        SnapshotState snapshot = snapshot(snapshotName);
        TopicState topic = topicOf(subscription);
        if (!snapshot.settings().getTopic().equals(topic.name())) {
            throw Errors.invalidArgument(
                    "The snapshot "
                            + snapshotName
                            + " is of the topic "
                            + snapshot.settings().getTopic()
                            + ", the subscription "
                            + subscriptionName
                            + " is of "
                            + topic.name()
                            + ".");
        }
        topic.seek(subscription, snapshot);
    }

    private TopicState topicOf(SubscriptionState subscription) {
        String topic = subscription.settings().getTopic();
        return topics.find(topic)
                .orElseThrow(
                        () ->
                                Errors.failedPrecondition(
                                        "The topic of the subscription "
                                                + subscription.name()
                                                + " was deleted."));
    }

    /** Ends every call that receives messages, while the messages stay. */
    public void terminateReceivers(Status status) {
        subscriptions.all().forEach(s -> s.terminateReceivers(status));
    }

    /** Deletes everything. */
    public void clear() {
        subscriptions.all().forEach(s -> deleteSubscription(s.name()));
        topics.all().forEach(topic -> deleteTopic(topic.name()));
        snapshots.clear();
        schemas.clear();
    }

    private final class DeadLetterTopicsOfState implements SubscriptionState.DeadLetterTopics {

        @Override
        public boolean exists(String topic) {
            return topics.find(topic).isPresent();
        }

        @Override
        public void publish(String topic, List<PubsubMessage> letters) {
            topics.find(topic).ifPresent(target -> target.forward(letters));
        }
    }
}
