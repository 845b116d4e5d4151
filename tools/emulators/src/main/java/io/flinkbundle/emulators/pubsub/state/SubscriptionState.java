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

import io.flinkbundle.emulators.pubsub.filter.MessageFilter;
import io.flinkbundle.emulators.pubsub.rules.Errors;
import io.flinkbundle.emulators.pubsub.time.EmulatorClock;

import org.apache.flink.annotation.Internal;

import com.google.protobuf.util.Durations;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.Subscription;
import io.grpc.Status;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.function.IntUnaryOperator;
import java.util.function.UnaryOperator;

/**
 * A subscription. Thread-safe: one lock guards its backlog and is taken once a request, never once
 * a message; timers, receivers and the dead-letter topic are called without it.
 */
@Internal
public final class SubscriptionState {

    /** Where messages go that were delivered too often. */
    interface DeadLetterTopics {

        boolean exists(String topic);

        void publish(String topic, List<PubsubMessage> messages);
    }

    private final String name;
    private final MessageFilter filter;
    private final EmulatorClock clock;
    private final DeadLetterTopics deadLetterTopics;
    private final DeadlineTimer timer;
    private final List<Receiver> receivers = new CopyOnWriteArrayList<>();
    private final AtomicInteger nextReceiver = new AtomicInteger();

    private final Object lock = new Object();
    private final Backlog backlog;

    private volatile Subscription settings;
    private volatile long lastUsedMillis;

    SubscriptionState(
            Subscription settings,
            int number,
            EmulatorClock clock,
            DeadLetterTopics deadLetterTopics) {
        this.name = settings.getName();
        this.settings = settings;
        this.filter = MessageFilter.parse(settings.getFilter());
        this.clock = clock;
        this.deadLetterTopics = deadLetterTopics;
        this.timer = new DeadlineTimer(clock, this::expire);
        this.backlog =
                new Backlog(
                        new AckIds(number), DeliveryPolicy.of(settings), this::hasDeadLetterTopic);
        this.lastUsedMillis = clock.millis();
    }

    public String name() {
        return name;
    }

    public Subscription settings() {
        return settings;
    }

    /** Changes the settings; the ones that cannot change have been checked. */
    void update(UnaryOperator<Subscription> change) {
        synchronized (lock) {
            settings = change.apply(settings);
            backlog.policy(DeliveryPolicy.of(settings));
        }
    }

    // ------------------------------------------------------------------------------------------
    // Messages in
    // ------------------------------------------------------------------------------------------

    /** Called by the topic, under its lock, so that all subscriptions see one order. */
    void append(List<StoredMessage> messages) {
        synchronized (lock) {
            if (settings.getDetached()) {
                return;
            }
            backlog.dropOutdated(clock.millis());
            for (StoredMessage message : messages) {
                if (matches(message)) {
                    backlog.append(message);
                }
            }
        }
    }

    private boolean matches(StoredMessage message) {
        return filter == MessageFilter.ALL || filter.matches(message.message().getAttributesMap());
    }

    // ------------------------------------------------------------------------------------------
    // Receivers
    // ------------------------------------------------------------------------------------------

    public void open(Receiver receiver) {
        synchronized (lock) {
            if (settings.getDetached()) {
                throw Errors.failedPrecondition("The subscription " + name + " is detached.");
            }
            receivers.add(receiver);
            backlog.orderedKeys().opened(receiver);
            lock.notifyAll();
        }
        receiver.wake();
    }

    /** What the receiver holds stays leased to it until the deadlines pass. */
    public void close(Receiver receiver) {
        synchronized (lock) {
            receivers.remove(receiver);
            receiver.close();
            backlog.orderedKeys().closed(receiver);
            lock.notifyAll();
        }
        wakeReceivers();
    }

    /**
     * Waits until so many streams and waiting pulls are open.
     *
     * @return whether it came to that in time
     */
    public boolean awaitReceivers(int count, Duration timeout) throws InterruptedException {
        long deadline = System.nanoTime() + timeout.toNanos();
        synchronized (lock) {
            while (receivers.size() != count) {
                long millis = Duration.ofNanos(deadline - System.nanoTime()).toMillis();
                if (millis <= 0) {
                    return false;
                }
                lock.wait(millis);
            }
            return true;
        }
    }

    /**
     * The next messages for a receiver; none when there are none or the receiver has no room for
     * more.
     *
     * @param leaseSeconds until when it has to acknowledge them
     */
    public List<Delivery> take(Receiver receiver, int maxMessages, int leaseSeconds) {
        List<Delivery> taken;
        OptionalLong deadline;
        synchronized (lock) {
            // A share for each, so that one stream does not run away with all that is there.
            long share = backlog.available() / Math.max(1, receivers.size()) + 1;
            taken =
                    backlog.take(
                            receiver,
                            (int) Math.min(share, maxMessages),
                            clock.millis(),
                            leaseSeconds * 1000L);
            deadline = backlog.nextDeadline();
        }
        deadline.ifPresent(timer::arm);
        return taken;
    }

    void wakeReceivers() {
        int count = receivers.size();
        if (count == 0) {
            return;
        }
        int first = nextReceiver.getAndIncrement() & Integer.MAX_VALUE;
        Receiver[] current = receivers.toArray(new Receiver[0]);
        for (int i = 0; i < current.length; i++) {
            current[(first + i) % current.length].wake();
        }
    }

    /** Ends all calls that receive from this subscription. */
    public void terminateReceivers(Status status) {
        receivers.forEach(receiver -> receiver.terminate(status));
    }

    // ------------------------------------------------------------------------------------------
    // Acknowledgements
    // ------------------------------------------------------------------------------------------

    /** Throws INVALID_ARGUMENT, and does nothing, when an id is none of this subscription. */
    public AckResult acknowledge(List<String> ids) {
        return change(b -> b.acknowledge(ids));
    }

    /**
     * Throws INVALID_ARGUMENT, and does nothing, when an id is none of this subscription.
     *
     * @param seconds by the position of the id; 0 gives the message back
     */
    public AckResult modifyDeadlines(List<String> ids, IntUnaryOperator seconds) {
        return change(b -> b.modifyDeadlines(ids, seconds, clock.millis()));
    }

    private void expire() {
        change(
                b -> {
                    b.expire(clock.millis());
                    return null;
                });
    }

    /** Ends all leases now. */
    public void expireLeases() {
        change(
                b -> {
                    b.expireLeases(clock.millis());
                    return null;
                });
    }

    /** Keeps the messages of an ordering key back, or lets them go again. */
    public void holdOrderingKey(String orderingKey, boolean hold) {
        change(
                b -> {
                    if (hold) {
                        b.orderedKeys().hold(orderingKey);
                    } else {
                        b.orderedKeys().release(orderingKey);
                    }
                    return null;
                });
    }

    private <T> T change(Function<Backlog, T> change) {
        T result;
        List<DeadLetter> dead;
        OptionalLong deadline;
        boolean available;
        synchronized (lock) {
            result = change.apply(backlog);
            dead = backlog.drainDeadLetters();
            deadline = backlog.nextDeadline();
            available = backlog.available() > 0;
        }
        deadline.ifPresent(timer::arm);
        if (!dead.isEmpty()) {
            deadLetterTopics.publish(
                    settings.getDeadLetterPolicy().getDeadLetterTopic(),
                    dead.stream().map(letter -> letter.toMessage(name)).toList());
        }
        if (available) {
            wakeReceivers();
        }
        return result;
    }

    private boolean hasDeadLetterTopic() {
        return settings.hasDeadLetterPolicy()
                && deadLetterTopics.exists(settings.getDeadLetterPolicy().getDeadLetterTopic());
    }

    // ------------------------------------------------------------------------------------------
    // Seek and snapshots
    // ------------------------------------------------------------------------------------------

    /**
     * Messages from a time on are not acknowledged any more, those before it are.
     *
     * @param retainedByTopic what the topic still has, in any order
     */
    void seek(long fromMillis, Collection<StoredMessage> retainedByTopic) {
        change(
                b -> {
                    TreeMap<Long, StoredMessage> known = retained(b.allMessages());
                    known.putAll(retained(retainedByTopic));
                    List<StoredMessage> unacknowledged = new ArrayList<>();
                    List<StoredMessage> acknowledged = new ArrayList<>();
                    for (StoredMessage message : known.values()) {
                        boolean later = message.publishMillis() >= fromMillis;
                        (later ? unacknowledged : acknowledged).add(message);
                    }
                    b.reset(unacknowledged, acknowledged);
                    return null;
                });
    }

    /** These messages, and no others, are not acknowledged. */
    void reset(Collection<StoredMessage> unacknowledged) {
        change(
                b -> {
                    TreeMap<Long, StoredMessage> wanted = retained(unacknowledged);
                    TreeMap<Long, StoredMessage> others = retained(b.allMessages());
                    others.keySet().removeAll(wanted.keySet());
                    b.reset(wanted.values(), others.values());
                    return null;
                });
    }

    /** The messages that pass the filter and are not older than the retention, in order. */
    private TreeMap<Long, StoredMessage> retained(Collection<StoredMessage> messages) {
        long oldest = clock.millis() - DeliveryPolicy.of(settings).retentionMillis();
        TreeMap<Long, StoredMessage> retained = new TreeMap<>();
        for (StoredMessage message : messages) {
            if (message.publishMillis() >= oldest && matches(message)) {
                retained.put(message.sequence(), message);
            }
        }
        return retained;
    }

    /** The messages that are not acknowledged, in order. */
    List<StoredMessage> unacknowledged() {
        synchronized (lock) {
            return List.copyOf(retained(backlog.unacknowledged()).values());
        }
    }

    // ------------------------------------------------------------------------------------------
    // Life
    // ------------------------------------------------------------------------------------------

    /** Notes that a client used the subscription, which keeps it from expiring. */
    public void used() {
        lastUsedMillis = clock.millis();
    }

    boolean isExpired() {
        if (!settings.getExpirationPolicy().hasTtl()) {
            return false;
        }
        long ttl = Durations.toMillis(settings.getExpirationPolicy().getTtl());
        return receivers.isEmpty() && clock.millis() - lastUsedMillis > ttl;
    }

    /** Drops all messages and ends all calls. */
    void detach(Status reason) {
        update(s -> s.toBuilder().setDetached(true).build());
        change(
                b -> {
                    b.reset(List.of(), List.of());
                    return null;
                });
        terminateReceivers(reason);
    }

    public BacklogStatistics statistics() {
        synchronized (lock) {
            backlog.dropOutdated(clock.millis());
            return backlog.statistics();
        }
    }
}
