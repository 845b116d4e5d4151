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

import io.flinkbundle.emulators.pubsub.state.BacklogEntry.State;

import org.apache.flink.annotation.Internal;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.IntUnaryOperator;

/** The messages of a subscription and their leases. Guarded by the lock of the subscription. */
@Internal
final class Backlog {

    private final AckIds ackIds;
    private final BooleanSupplier deadLetterTopicExists;
    private final Slots slots = new Slots();
    private final AckRequests ackRequests;
    private final ArrayDeque<BacklogEntry> unordered = new ArrayDeque<>();
    private final OrderedKeys orderedKeys = new OrderedKeys();
    private final Deadlines deadlines = new Deadlines();
    private final ArrayDeque<StoredMessage> retained = new ArrayDeque<>();
    private final List<DeadLetter> deadLetters = new ArrayList<>();

    private DeliveryPolicy policy;
    private long deliveries;
    private long available;
    private long outstanding;
    private long delayed;
    private long acknowledged;
    private boolean orderedFirst;

    Backlog(AckIds ackIds, DeliveryPolicy policy, BooleanSupplier deadLetterTopicExists) {
        this.ackIds = ackIds;
        this.ackRequests = new AckRequests(ackIds, slots, this);
        this.policy = policy;
        this.deadLetterTopicExists = deadLetterTopicExists;
    }

    void policy(DeliveryPolicy changed) {
        this.policy = changed;
    }

    void append(StoredMessage message) {
        BacklogEntry entry = slots.store(message, deliveries);
        available++;
        if (policy.ordered() && !message.message().getOrderingKey().isEmpty()) {
            orderedKeys.append(entry);
        } else {
            unordered.addLast(entry);
        }
    }

    /** Drops what waits at the front for longer than the retention. */
    void dropOutdated(long nowMillis) {
        long oldest = nowMillis - policy.retentionMillis();
        while (!retained.isEmpty() && retained.peekFirst().publishMillis() < oldest) {
            retained.pollFirst();
        }
        for (BacklogEntry first = unordered.peekFirst();
                first != null && isOver(first, oldest);
                first = unordered.peekFirst()) {
            unordered.pollFirst();
            if (first.state == State.AVAILABLE) {
                available--;
                first.state = State.ACKNOWLEDGED;
                slots.release(first);
            }
        }
    }

    private static boolean isOver(BacklogEntry entry, long oldest) {
        return entry.state != State.AVAILABLE || entry.message.publishMillis() < oldest;
    }

    // ------------------------------------------------------------------------------------------
    // Delivery
    // ------------------------------------------------------------------------------------------

    List<Delivery> take(Receiver receiver, int maxMessages, long nowMillis, long leaseMillis) {
        dropOutdated(nowMillis);
        Batch batch = new Batch(receiver, maxMessages);
        long deadline = nowMillis + leaseMillis;
        orderedFirst = !orderedFirst;
        if (orderedFirst) {
            takeOrdered(batch, nowMillis, deadline);
        }
        takeUnordered(batch, deadline);
        takeOrdered(batch, nowMillis, deadline);
        return batch.deliveries();
    }

    private void takeUnordered(Batch batch, long deadline) {
        while (batch.hasRoom() && !unordered.isEmpty()) {
            BacklogEntry entry = unordered.peekFirst();
            if (entry.state == State.AVAILABLE) {
                if (!batch.fits(entry)) {
                    return;
                }
                lease(entry, batch, deadline);
            }
            unordered.pollFirst();
        }
    }

    private void takeOrdered(Batch batch, long nowMillis, long deadline) {
        boolean fits = true;
        while (fits && batch.hasRoom()) {
            OrderedKey key = orderedKeys.poll(batch.receiver());
            if (key == null) {
                return;
            }
            fits = takeFrom(key, batch, nowMillis - policy.retentionMillis(), deadline);
            orderedKeys.settled(key, slots::release);
        }
    }

    private boolean takeFrom(OrderedKey key, Batch batch, long oldest, long deadline) {
        for (BacklogEntry head = key.head(); head != null && batch.hasRoom(); head = key.head()) {
            if (head.message.publishMillis() < oldest) {
                available--;
                head.state = State.ACKNOWLEDGED;
                key.prune(slots::release);
            } else if (batch.fits(head)) {
                lease(head, batch, deadline);
                key.deliver(batch.receiver());
            } else {
                return false;
            }
        }
        return true;
    }

    private void lease(BacklogEntry entry, Batch batch, long deadline) {
        available--;
        outstanding++;
        entry.state = State.LEASED;
        entry.delivery = ++deliveries;
        entry.holder = batch.receiver();
        deadlines.add(entry, deadline);
        batch.add(
                entry,
                new Delivery(
                        entry.message,
                        ackIds.encode(entry.slot, entry.message.sequence(), entry.delivery),
                        policy.maxAttempts() > 0 ? entry.failures + 1 : 0));
    }

    private void endLease(BacklogEntry entry) {
        leaveDeadlines(entry);
        outstanding--;
        entry.holder.released(entry);
        entry.holder = null;
        if (entry.key != null) {
            entry.key.leaseEnded();
        }
    }

    private void endDelay(BacklogEntry entry) {
        leaveDeadlines(entry);
        delayed--;
    }

    private void leaveDeadlines(BacklogEntry entry) {
        if (entry.bucket != null) {
            deadlines.remove(entry);
        }
    }

    // ------------------------------------------------------------------------------------------
    // Acknowledgement and failure
    // ------------------------------------------------------------------------------------------

    AckResult acknowledge(List<String> ids) {
        return ackRequests.acknowledge(ids, policy.exactlyOnce());
    }

    AckResult modifyDeadlines(List<String> ids, IntUnaryOperator seconds, long nowMillis) {
        return ackRequests.modifyDeadlines(ids, seconds, nowMillis, policy.exactlyOnce());
    }

    void acknowledge(BacklogEntry entry) {
        switch (entry.state) {
            case LEASED -> endLease(entry);
            case DELAYED -> endDelay(entry);
            case AVAILABLE -> available--;
            case ACKNOWLEDGED -> throw new IllegalStateException("acknowledged already");
        }
        entry.state = State.ACKNOWLEDGED;
        acknowledged++;
        if (entry.key == null) {
            gone(entry);
        } else {
            orderedKeys.settled(entry.key, this::gone);
        }
    }

    private void gone(BacklogEntry entry) {
        slots.release(entry);
        if (policy.retainAcknowledged()) {
            retained.addLast(entry.message);
        }
    }

    void extend(BacklogEntry leased, long deadline) {
        deadlines.remove(leased);
        deadlines.add(leased, deadline);
    }

    /** Gives back what is due: leases that have run out, and messages whose back-off is over. */
    void expire(long nowMillis) {
        List<BacklogEntry> expired = new ArrayList<>();
        for (BacklogEntry entry : deadlines.pollDue(nowMillis)) {
            if (entry.state == State.LEASED) {
                expired.add(entry);
            } else {
                endDelay(entry);
                makeAvailable(entry);
            }
        }
        fail(expired, nowMillis);
    }

    /** Ends all leases, as if their deadlines had passed. */
    void expireLeases(long nowMillis) {
        List<BacklogEntry> leased = new ArrayList<>();
        slots.forEach(
                entry -> {
                    if (entry.state == State.LEASED) {
                        leased.add(entry);
                    }
                });
        fail(leased, nowMillis);
    }

    /** The messages were given back or their deadlines have passed. */
    void fail(List<BacklogEntry> entries, long nowMillis) {
        entries.forEach(entry -> entry.failures++);
        // From the last to the first, because each goes to the front of the line.
        for (int i = entries.size() - 1; i >= 0; i--) {
            BacklogEntry entry = entries.get(i);
            if (entry.state == State.LEASED) {
                fail(entry, nowMillis);
            }
        }
    }

    private void fail(BacklogEntry entry, long nowMillis) {
        if (policy.maxAttempts() > 0
                && entry.failures >= policy.maxAttempts()
                && deadLetterTopicExists.getAsBoolean()) {
            deadLetters.add(new DeadLetter(entry.message, entry.failures));
            acknowledge(entry);
            return;
        }
        endLease(entry);
        if (entry.key != null) {
            entry.key.rewind(entry, this::takeBack);
        }
        long backoff = policy.backoffMillis(entry.failures);
        if (backoff == 0) {
            makeAvailable(entry);
        } else {
            entry.state = State.DELAYED;
            delayed++;
            deadlines.add(entry, nowMillis + backoff);
        }
    }

    /** A later message of the ordering key, leased or acknowledged, is delivered again too. */
    private void takeBack(BacklogEntry entry) {
        if (entry.state == State.LEASED) {
            endLease(entry);
        }
        entry.state = State.AVAILABLE;
        available++;
    }

    private void makeAvailable(BacklogEntry entry) {
        entry.state = State.AVAILABLE;
        available++;
        if (entry.key == null) {
            unordered.addFirst(entry);
        } else {
            orderedKeys.offer(entry.key);
        }
    }

    // ------------------------------------------------------------------------------------------
    // Seek
    // ------------------------------------------------------------------------------------------

    /**
     * Everything that a seek can bring back, in no order: not acknowledged, and acknowledged but
     * retained.
     */
    List<StoredMessage> allMessages() {
        List<StoredMessage> messages = new ArrayList<>(retained);
        slots.forEach(entry -> messages.add(entry.message));
        return messages;
    }

    /** In no order. */
    List<StoredMessage> unacknowledged() {
        List<StoredMessage> messages = new ArrayList<>();
        slots.forEach(
                entry -> {
                    if (entry.state != State.ACKNOWLEDGED) {
                        messages.add(entry.message);
                    }
                });
        return messages;
    }

    /** Starts anew with these messages, in this order; what was outstanding is so no longer. */
    void reset(
            Collection<StoredMessage> unacknowledged, Collection<StoredMessage> nowAcknowledged) {
        slots.forEach(
                entry -> {
                    if (entry.state == State.LEASED) {
                        endLease(entry);
                    } else if (entry.state == State.DELAYED) {
                        endDelay(entry);
                    }
                });
        slots.clear();
        unordered.clear();
        orderedKeys.clear();
        retained.clear();
        available = 0;
        if (policy.retainAcknowledged()) {
            retained.addAll(nowAcknowledged);
        }
        unacknowledged.forEach(this::append);
    }

    // ------------------------------------------------------------------------------------------
    // Views
    // ------------------------------------------------------------------------------------------

    OrderedKeys orderedKeys() {
        return orderedKeys;
    }

    long available() {
        return available;
    }

    OptionalLong nextDeadline() {
        return deadlines.first();
    }

    List<DeadLetter> drainDeadLetters() {
        if (deadLetters.isEmpty()) {
            return List.of();
        }
        List<DeadLetter> drained = List.copyOf(deadLetters);
        deadLetters.clear();
        return drained;
    }

    BacklogStatistics statistics() {
        return new BacklogStatistics(available, outstanding, delayed, acknowledged);
    }
}
