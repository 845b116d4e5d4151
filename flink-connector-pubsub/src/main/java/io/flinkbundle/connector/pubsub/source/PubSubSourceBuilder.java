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

package io.flinkbundle.connector.pubsub.source;

import io.flinkbundle.connector.common.deadletter.BadRecordHandling;
import io.flinkbundle.connector.pubsub.client.GrpcSubscriberClients;
import io.flinkbundle.connector.pubsub.client.PubSubConnectionOptions;
import io.flinkbundle.connector.pubsub.client.ResourceNames;
import io.flinkbundle.connector.pubsub.client.SubscriberClients;
import io.flinkbundle.connector.pubsub.source.reader.ReaderConfig;
import io.flinkbundle.connector.pubsub.source.reader.ReaderTimers;

import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.configuration.MemorySize;
import org.apache.flink.connector.base.DeliveryGuarantee;

import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

import static org.apache.flink.util.Preconditions.checkArgument;
import static org.apache.flink.util.Preconditions.checkNotNull;

/**
 * Builds a {@link PubSubSource}. Connection and deserializer are required, and subscriptions or a
 * topic to create one at; the setters name the other defaults. Not thread-safe.
 *
 * @param <T> the records
 */
@PublicEvolving
public final class PubSubSourceBuilder<T> {

    /** What the service knows as the shortest lease. */
    public static final Duration MIN_LEASE = Duration.ofSeconds(10);

    /** What the service knows as the longest lease. */
    public static final Duration MAX_LEASE = Duration.ofSeconds(600);

    private PubSubConnectionOptions connection;
    private List<String> subscriptions = List.of();
    private String topic = "";
    private boolean temporary;
    private String filter = "";
    private StartupMode startupMode = StartupMode.subscription();
    private BoundedMode boundedMode = BoundedMode.unbounded();
    private RestoreSeek restoreSeek = RestoreSeek.NONE;
    private Duration idleTimeout = Duration.ofSeconds(10);
    private AckMode ackMode = AckMode.ON_CHECKPOINT;
    private boolean exactlyOnce;
    private long maxOutstandingMessages = 100_000;
    private MemorySize maxOutstandingSize = MemorySize.ofMebiBytes(256);
    private Duration lease = Duration.ofSeconds(60);
    private int streamsPerReader = 1;
    private double maxRecordsPerSecond;
    private long recordLimit;
    private BadRecordHandling onMalformed = BadRecordHandling.fail();
    private String timestampAttribute = "";
    private Function<PubSubConnectionOptions, SubscriberClients> clients =
            GrpcSubscriberClients::new;
    private ReaderTimers timers = ReaderTimers.ofMachine();
    private PubSubDeserializationSchema<T> deserializer;

    PubSubSourceBuilder() {}

    /** Where Pub/Sub is. Required. */
    public PubSubSourceBuilder<T> setConnection(PubSubConnectionOptions connection) {
        this.connection = checkNotNull(connection);
        return this;
    }

    /** The subscriptions, by their ids or their full names. */
    public PubSubSourceBuilder<T> setSubscriptions(String... subscriptions) {
        return setSubscriptions(List.of(subscriptions));
    }

    /** See {@link #setSubscriptions(String...)}. */
    public PubSubSourceBuilder<T> setSubscriptions(List<String> subscriptions) {
        checkArgument(!subscriptions.isEmpty(), "Set at least one subscription to read.");
        this.subscriptions = List.copyOf(subscriptions);
        return this;
    }

    /**
     * Creates the subscription at a topic if it is not there: with message ordering, and otherwise
     * the settings of the service. None is created by default.
     *
     * @param topic by its id or its full name
     */
    public PubSubSourceBuilder<T> setCreateSubscription(String topic) {
        checkArgument(!topic.isBlank(), "The topic of the subscription is empty.");
        this.topic = topic;
        return this;
    }

    /**
     * Whether the subscription that is created is needed by this job alone. It may then be without
     * a name, and the service removes it when nobody has used it for a day. Not by default.
     */
    public PubSubSourceBuilder<T> setTemporarySubscription(boolean temporary) {
        this.temporary = temporary;
        return this;
    }

    /** Which messages of the topic the subscription has that is created; all by default. */
    public PubSubSourceBuilder<T> setSubscriptionFilter(String filter) {
        this.filter = checkNotNull(filter);
        return this;
    }

    /** Where reading begins; where the subscription stands by default. */
    public PubSubSourceBuilder<T> setStartupMode(StartupMode startupMode) {
        this.startupMode = checkNotNull(startupMode);
        return this;
    }

    /** Where reading ends. Unbounded by default. */
    public PubSubSourceBuilder<T> setBoundedMode(BoundedMode boundedMode) {
        this.boundedMode = checkNotNull(boundedMode);
        return this;
    }

    /**
     * Whether a job that starts from a checkpoint or a savepoint moves its subscriptions back, for
     * everybody who reads them, so that what was acknowledged since then comes again; not by
     * default. They must retain acknowledged messages.
     */
    public PubSubSourceBuilder<T> setRestoreSeek(RestoreSeek restoreSeek) {
        this.restoreSeek = checkNotNull(restoreSeek);
        return this;
    }

    /**
     * How long no message has come when a bounded source ends; 10 seconds by default. Messages that
     * somebody else has leased, or a failed attempt of this job, come only when that lease is over:
     * a longer one than this is not waited for.
     */
    public PubSubSourceBuilder<T> setIdleTimeout(Duration idleTimeout) {
        checkArgument(
                idleTimeout.toMillis() > 0,
                "The time without messages must be above 0, but is %s.",
                idleTimeout);
        this.idleTimeout = idleTimeout;
        return this;
    }

    /** When messages are acknowledged; when a checkpoint is complete by default. */
    public PubSubSourceBuilder<T> setAckMode(AckMode ackMode) {
        this.ackMode = checkNotNull(ackMode);
        return this;
    }

    /**
     * Whether each message counts once in Flink's state; at least once by default. Exactly once
     * needs a subscription with exactly-once delivery, checkpoints in the mode exactly-once and an
     * unbounded read, and acknowledges when a checkpoint is complete.
     */
    public PubSubSourceBuilder<T> setDeliveryGuarantee(DeliveryGuarantee guarantee) {
        checkArgument(
                guarantee != DeliveryGuarantee.NONE,
                "The source is at-least-once or exactly-once; for less there is the ack mode.");
        this.exactlyOnce = guarantee == DeliveryGuarantee.EXACTLY_ONCE;
        return this;
    }

    /**
     * How many messages of each subtask may be received and not acknowledged; 100,000 by default.
     * Between two checkpoints no more are read.
     */
    public PubSubSourceBuilder<T> setMaxOutstandingMessages(long messages) {
        checkArgument(messages > 0, "At least 1 message must be outstanding, not %s.", messages);
        this.maxOutstandingMessages = messages;
        return this;
    }

    /** How large they may be together; 256 MiB by default. */
    public PubSubSourceBuilder<T> setMaxOutstandingSize(MemorySize size) {
        checkArgument(size.getBytes() > 0, "The size of outstanding messages must be above 0.");
        this.maxOutstandingSize = size;
        return this;
    }

    /**
     * How long a message is leased each time, which is again and again until it is acknowledged; 60
     * seconds by default, 10 to 600. After a crash messages come again when it has passed.
     */
    public PubSubSourceBuilder<T> setLeaseExtension(Duration lease) {
        checkArgument(
                lease.compareTo(MIN_LEASE) >= 0 && lease.compareTo(MAX_LEASE) <= 0,
                "A lease is from 10 to 600 seconds, not %s.",
                lease);
        this.lease = lease;
        return this;
    }

    /**
     * How many streams a subtask opens for each subscription; 1 by default. The service sends about
     * 10 MB a second through one.
     */
    public PubSubSourceBuilder<T> setStreamsPerReader(int streams) {
        checkArgument(streams > 0, "A reader has at least 1 stream, not %s.", streams);
        this.streamsPerReader = streams;
        return this;
    }

    /** The most messages that each subtask reads in a second; unlimited by default. */
    public PubSubSourceBuilder<T> setMaxRecordsPerSecond(double maxRecordsPerSecond) {
        checkArgument(
                maxRecordsPerSecond > 0,
                "The number of records per second must be above 0, but is %s.",
                maxRecordsPerSecond);
        this.maxRecordsPerSecond = maxRecordsPerSecond;
        return this;
    }

    /** The most records that each split emits, after which it ends; unlimited by default. */
    public PubSubSourceBuilder<T> setRecordLimit(long recordLimit) {
        checkArgument(recordLimit > 0, "The limit must be above 0, but is %s.", recordLimit);
        this.recordLimit = recordLimit;
        return this;
    }

    /** What becomes of messages that the deserializer cannot read; the job fails by default. */
    public PubSubSourceBuilder<T> setOnMalformed(BadRecordHandling onMalformed) {
        this.onMalformed = checkNotNull(onMalformed);
        return this;
    }

    /**
     * An attribute that holds the time of records, as an ISO-8601 instant or in milliseconds since
     * the epoch. By default, and for messages without it, that is the time of publication.
     */
    public PubSubSourceBuilder<T> setTimestampAttribute(String attribute) {
        checkArgument(!attribute.isBlank(), "The attribute must not be blank.");
        this.timestampAttribute = attribute;
        return this;
    }

    /** Turns messages into records. Required. */
    public PubSubSourceBuilder<T> setDeserializer(PubSubDeserializationSchema<T> deserializer) {
        this.deserializer = checkNotNull(deserializer);
        return this;
    }

    /** For tests that move the time. */
    PubSubSourceBuilder<T> setTimers(ReaderTimers timers) {
        this.timers = timers;
        return this;
    }

    /** For tests that look at what is asked of the service. */
    PubSubSourceBuilder<T> setClients(
            Function<PubSubConnectionOptions, SubscriberClients> clients) {
        this.clients = clients;
        return this;
    }

    /**
     * @throws IllegalArgumentException if something required is missing or does not fit
     */
    public PubSubSource<T> build() {
        checkArgument(connection != null, "Set the connection of the source.");
        checkArgument(deserializer != null, "Set the deserializer of the source.");
        checkArgument(
                !exactlyOnce
                        || (ackMode == AckMode.ON_CHECKPOINT
                                && boundedMode instanceof BoundedMode.Unbounded
                                && recordLimit == 0),
                "An exactly-once source is unbounded, without a limit, and acknowledges when a"
                        + " checkpoint is complete.");
        checkArgument(
                !exactlyOnce || restoreSeek == RestoreSeek.NONE,
                "An exactly-once source cannot move its subscriptions back when it is restored:"
                        + " messages that the checkpoint holds would come again.");
        SubscriptionSelection selection = selection(connection.project());
        int count = Math.max(1, subscriptions.size());
        checkArgument(
                !(boundedMode instanceof BoundedMode.MaxMessages) || count == 1,
                "A read of so many messages has one subscription, not %s.",
                count);
        long splits =
                boundedMode instanceof BoundedMode.MaxMessages
                        ? 1
                        : (long) count * streamsPerReader;
        return new PubSubSource<>(
                clients.apply(connection),
                selection,
                startupMode instanceof StartupMode.Snapshot from
                        ? StartupMode.snapshot(
                                ResourceNames.snapshot(from.snapshot(), connection.project()))
                        : startupMode,
                boundedMode,
                restoreSeek,
                streamsPerReader,
                new ReaderConfig(
                        Math.max(1, maxOutstandingMessages / splits),
                        Math.max(1, maxOutstandingSize.getBytes() / splits),
                        lease,
                        ackMode,
                        exactlyOnce,
                        isEndedByIdleness() ? idleTimeout : Duration.ZERO,
                        recordLimit,
                        maxRecordsPerSecond,
                        onMalformed,
                        timestampAttribute,
                        timers),
                deserializer);
    }

    private boolean isEndedByIdleness() {
        return !(boundedMode instanceof BoundedMode.Unbounded)
                && !(boundedMode instanceof BoundedMode.MaxMessages);
    }

    private SubscriptionSelection selection(Optional<String> project) {
        Set<String> names = new LinkedHashSet<>();
        for (String subscription : subscriptions) {
            checkArgument(
                    names.add(ResourceNames.subscription(subscription, project)),
                    "A subscription is named twice: %s.",
                    subscriptions);
        }
        if (topic.isEmpty()) {
            checkArgument(!names.isEmpty(), "Set the subscriptions to read.");
            checkArgument(
                    !temporary && filter.isEmpty(),
                    "Only a subscription that the source creates is temporary or has a filter: set"
                            + " the topic at which it is to be created.");
            return new SubscriptionSelection.Existing(List.copyOf(names));
        }
        checkArgument(
                names.size() <= 1,
                "One subscription can be created at a topic, but there are %s.",
                names.size());
        NewSubscription settings =
                new NewSubscription(ResourceNames.topic(topic, project), filter, temporary);
        if (!names.isEmpty()) {
            return new SubscriptionSelection.Created(names.iterator().next(), settings);
        }
        checkArgument(
                temporary,
                "Set the name of the subscription to create; only a temporary one needs none.");
        return new SubscriptionSelection.MadeUp(
                ResourceNames.subscription("flink-", projectOf(settings.topic(), project)),
                settings);
    }

    /** A topic of another project can be read from one's own only. */
    private static Optional<String> projectOf(String topic, Optional<String> project) {
        return project.isPresent() ? project : Optional.of(topic.split("/")[1]);
    }
}
