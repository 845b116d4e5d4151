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

package io.flinkbundle.connector.pubsub.source.enumerator;

import io.flinkbundle.connector.pubsub.client.MissingResourceException;
import io.flinkbundle.connector.pubsub.client.PermissionDeniedException;
import io.flinkbundle.connector.pubsub.client.SubscriberClients;
import io.flinkbundle.connector.pubsub.client.SubscriptionAdmin;
import io.flinkbundle.connector.pubsub.source.NewSubscription;
import io.flinkbundle.connector.pubsub.source.StartupMode;

import org.apache.flink.annotation.Internal;

import com.google.pubsub.v1.Subscription;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Makes subscriptions ready for a job that starts: there, and where they are to stand. */
@Internal
public final class SubscriptionSetup {

    private static final Logger LOG = LoggerFactory.getLogger(SubscriptionSetup.class);

    /** What the service says in place of a topic that is there no more. */
    private static final String DELETED_TOPIC = "_deleted-topic_";

    private final SubscriberClients clients;
    private final Optional<NewSubscription> creation;
    private final int leaseSeconds;
    private final StartupMode startupMode;
    private final boolean exactlyOnce;

    /**
     * @param creation how a subscription is created that is not there; empty if it must be there
     * @param leaseSeconds of subscriptions that are created
     * @param exactlyOnce whether they need exactly-once delivery
     */
    public SubscriptionSetup(
            SubscriberClients clients,
            Optional<NewSubscription> creation,
            int leaseSeconds,
            StartupMode startupMode,
            boolean exactlyOnce) {
        this.clients = clients;
        this.creation = creation;
        this.leaseSeconds = leaseSeconds;
        this.startupMode = startupMode;
        this.exactlyOnce = exactlyOnce;
    }

    /**
     * Does so; may be called again after a failure.
     *
     * @param start when the job started
     */
    void prepare(List<String> subscriptions, Instant start) throws IOException {
        try (SubscriptionAdmin admin = clients.openAdmin()) {
            for (String subscription : subscriptions) {
                if (creation.isPresent()) {
                    create(admin, subscription, creation.get());
                } else {
                    verify(admin, subscription);
                }
                moveToStart(admin, subscription, start);
            }
        }
    }

    /**
     * Where {@link #prepare} has moved subscriptions; empty if their messages may be of any time.
     *
     * @param start when the job started
     */
    Optional<Instant> beginning(Instant start) {
        if (startupMode instanceof StartupMode.Latest) {
            return Optional.of(start);
        }
        return startupMode instanceof StartupMode.Timestamp from
                ? Optional.of(from.timestamp())
                : Optional.empty();
    }

    /**
     * Moves subscriptions back to what a checkpoint does not hold; may be called again.
     *
     * @param positions see {@link PubSubEnumeratorState}; what has none is moved to the oldest
     *     message that is retained
     */
    void rewind(List<String> subscriptions, Map<String, Long> positions) throws IOException {
        try (SubscriptionAdmin admin = clients.openAdmin()) {
            for (String subscription : subscriptions) {
                verifyRetained(admin, subscription);
                Instant time = Instant.ofEpochMilli(positions.getOrDefault(subscription, 0L));
                admin.seek(subscription, time);
                LOG.info(
                        "Moved {} back to {}, for what the checkpoint does not hold.",
                        subscription,
                        time);
            }
        }
    }

    private static void verifyRetained(SubscriptionAdmin admin, String name) throws IOException {
        Subscription subscription;
        try {
            subscription = admin.get(name);
        } catch (PermissionDeniedException e) {
            LOG.debug("Whether {} retains what was acknowledged is not known.", name, e);
            return;
        }
        if (!subscription.getRetainAckedMessages()
                && !subscription.hasTopicMessageRetentionDuration()) {
            throw new IOException(
                    name
                            + " cannot be moved back to the checkpoint, because it does not retain"
                            + " what was acknowledged. Have it retain that with"
                            + " 'retain_acked_messages', or give its topic a retention, before the"
                            + " checkpoint is taken; or restore with 'scan.restore.seek' ="
                            + " 'none'.");
        }
    }

    private void create(SubscriptionAdmin admin, String name, NewSubscription wanted)
            throws IOException {
        if (admin.create(wanted.toProto(name, leaseSeconds, exactlyOnce))) {
            LOG.info("Created {} at {}.", name, wanted.topic());
            return;
        }
        Subscription there = admin.get(name);
        if (!there.getTopic().equals(wanted.topic())
                || !there.getFilter().equals(wanted.filter())) {
            throw new IOException(
                    name
                            + " is there, but belongs to "
                            + there.getTopic()
                            + " with the filter '"
                            + there.getFilter()
                            + "', not to "
                            + wanted.topic()
                            + " with the filter '"
                            + wanted.filter()
                            + "', and neither can be changed. Name another subscription, or delete"
                            + " this one.");
        }
        verifyExactlyOnce(there);
    }

    private void verifyExactlyOnce(Subscription subscription) throws IOException {
        if (exactlyOnce && !subscription.getEnableExactlyOnceDelivery()) {
            throw new IOException(
                    subscription.getName()
                            + " has no exactly-once delivery, which 'scan.delivery-guarantee' ="
                            + " 'exactly-once' needs. Update the subscription, or read it"
                            + " 'at-least-once'.");
        }
    }

    /** One that is missing is noticed here; the right to read does not include that to look. */
    private void verify(SubscriptionAdmin admin, String subscription) throws IOException {
        try {
            Subscription there = admin.get(subscription);
            verifyExactlyOnce(there);
            if (there.getTopic().equals(DELETED_TOPIC)) {
                LOG.warn(
                        "The topic of {} was deleted: what the subscription still has is read, and"
                                + " nothing more comes. Delete it and subscribe to another topic.",
                        subscription);
            }
        } catch (PermissionDeniedException e) {
            LOG.debug("Whether {} is there will be seen when it is read.", subscription, e);
        } catch (MissingResourceException e) {
            throw new IOException(
                    e.getMessage()
                            + " Create the subscription, or have it created with"
                            + " 'scan.subscription.create' = 'true'.",
                    e);
        }
    }

    private void moveToStart(SubscriptionAdmin admin, String subscription, Instant start)
            throws IOException {
        if (startupMode instanceof StartupMode.Earliest) {
            admin.seek(subscription, Instant.EPOCH);
        } else if (startupMode instanceof StartupMode.Latest) {
            admin.seek(subscription, start);
        } else if (startupMode instanceof StartupMode.Timestamp from) {
            admin.seek(subscription, from.timestamp());
        } else if (startupMode instanceof StartupMode.Snapshot from) {
            admin.seekToSnapshot(subscription, from.snapshot());
        }
    }
}
