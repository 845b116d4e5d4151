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

package io.flinkbundle.connector.pubsub.source.reader;

import io.flinkbundle.connector.pubsub.source.split.PendingMessage;

import org.apache.flink.annotation.Internal;

import com.google.pubsub.v1.ReceivedMessage;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.function.Consumer;

/**
 * The messages of one split that were received and are not acknowledged, in the order in which they
 * came. They are numbered, and emitted in that order, so that the number of emitted messages says
 * which ones they are. Only their ids are kept, in a ring: nothing is allocated for a message.
 *
 * <p>Thread-safe: streams add, the task asks, answers of the service confirm, a timer extends.
 */
@Internal
final class Ledger {

    private static final int INITIAL_CAPACITY = 1024;

    /** Ids of messages whose acknowledgement the service has confirmed are null. */
    private String[] ackIds = new String[INITIAL_CAPACITY];

    private String[] messageIds = new String[INITIAL_CAPACITY];
    private int[] sizes = new int[INITIAL_CAPACITY];
    private MessageIndex index = new MessageIndex(messageIds);

    /** The number of the first message that is not confirmed. */
    private long head;

    /** The number that the next message gets. */
    private long tail;

    /** The number of the first message whose acknowledgement was not begun. */
    private long taken;

    private int messages;
    private int kept;

    /** How many messages a checkpoint held. */
    private long restored;

    private long bytes;
    private final OnInvalid onInvalid;
    private final ArrayDeque<Lease> leases = new ArrayDeque<>();

    /**
     * @param onInvalid what is to be done about messages that are leased no more
     */
    Ledger(OnInvalid onInvalid) {
        this.onInvalid = onInvalid;
    }

    OnInvalid onInvalid() {
        return onInvalid;
    }

    /** So many messages stay although their ids are not valid. */
    synchronized void keep(int count) {
        kept += count;
    }

    /** Whether a checkpoint held the message with this number. */
    synchronized boolean isRestored(long number) {
        return number < restored;
    }

    /** Whether all acknowledgements are answered. */
    synchronized boolean isAnswered() {
        return messages == kept;
    }

    /** Messages that are to be extended together. */
    record Due(Lease lease, List<String> ackIds) {}

    /**
     * Messages that are to be acknowledged.
     *
     * @param from the number of the first
     * @param ackIds their ids; they follow each other
     */
    record Taken(long from, List<String> ackIds) {}

    /**
     * Takes messages in. One that is in already was delivered again, and only its new ack id
     * counts.
     *
     * @param deadline until when they are leased
     * @return those that were not in
     */
    synchronized List<ReceivedMessage> add(List<ReceivedMessage> received, long deadline) {
        int repeated = 0;
        List<ReceivedMessage> fresh = received;
        for (int i = 0; i < received.size(); i++) {
            ReceivedMessage message = received.get(i);
            int known = index.find(message.getMessage().getMessageId());
            if (known == MessageIndex.NONE) {
                append(
                        message.getMessage().getMessageId(),
                        message.getAckId(),
                        MessageSize.of(message.getMessage()));
                if (repeated > 0) {
                    fresh.add(message);
                }
            } else {
                ackIds[known] = message.getAckId();
                if (repeated++ == 0) {
                    fresh = new ArrayList<>(received.subList(0, i));
                }
            }
        }
        if (!fresh.isEmpty()) {
            lease(deadline);
        }
        return fresh;
    }

    /** Takes messages in that a checkpoint held, before all others. */
    synchronized void restore(List<PendingMessage> pending) {
        restored = pending.size();
        for (PendingMessage message : pending) {
            append(message.messageId(), message.ackId(), 0);
        }
    }

    private void append(String messageId, String ackId, int size) {
        if (tail - head == ackIds.length) {
            grow();
        }
        int position = position(tail++);
        ackIds[position] = ackId;
        messageIds[position] = messageId;
        sizes[position] = size;
        index.add(position);
        messages++;
        bytes += size;
    }

    private void lease(long deadline) {
        Lease last = leases.peekLast();
        if (last != null && last.deadline == deadline && last.requests == 0) {
            last.end = tail;
        } else {
            leases.addLast(new Lease(tail, deadline));
        }
    }

    private void grow() {
        int length = 2 * ackIds.length;
        String[] newAckIds = new String[length];
        String[] newMessageIds = new String[length];
        int[] newSizes = new int[length];
        MessageIndex newIndex = new MessageIndex(newMessageIds);
        for (long number = head; number < tail; number++) {
            int from = position(number);
            if (ackIds[from] != null) {
                int to = (int) (number & (length - 1));
                newAckIds[to] = ackIds[from];
                newMessageIds[to] = messageIds[from];
                newSizes[to] = sizes[from];
                newIndex.add(to);
            }
        }
        ackIds = newAckIds;
        messageIds = newMessageIds;
        sizes = newSizes;
        index = newIndex;
    }

    private int position(long number) {
        return (int) (number & (ackIds.length - 1));
    }

    /** The messages before a number whose acknowledgement was not begun; each is given once. */
    synchronized Taken take(long upTo) {
        long from = taken;
        List<String> ids = new ArrayList<>((int) Math.max(0, upTo - from));
        while (taken < upTo) {
            ids.add(ackIds[position(taken++)]);
        }
        return new Taken(from, ids);
    }

    /** The service has confirmed the acknowledgements of the messages with these numbers. */
    synchronized void confirm(long[] numbers) {
        for (long number : numbers) {
            remove(number);
        }
        while (head < tail && ackIds[position(head)] == null) {
            head++;
        }
        dropLeases();
    }

    private void remove(long number) {
        int position = position(number);
        if (number < head || ackIds[position] == null) {
            return;
        }
        index.remove(position);
        ackIds[position] = null;
        messageIds[position] = null;
        messages--;
        bytes -= sizes[position];
    }

    private void dropLeases() {
        while (!leases.isEmpty() && leases.peekFirst().end <= head) {
            leases.pollFirst();
        }
    }

    /** The messages from one number to before another that are not confirmed. */
    synchronized void forEach(long from, long to, Consumer<PendingMessage> action) {
        for (long number = Math.max(head, from); number < Math.min(tail, to); number++) {
            int position = position(number);
            if (ackIds[position] != null) {
                action.accept(new PendingMessage(messageIds[position], ackIds[position]));
            }
        }
    }

    /** How many there are. */
    synchronized int size() {
        return messages;
    }

    /** How much data they have. */
    synchronized long bytes() {
        return bytes;
    }

    /** The number of the first message whose acknowledgement was not begun. */
    synchronized long taken() {
        return taken;
    }

    /** The number that the next message gets. */
    synchronized long tail() {
        return tail;
    }

    /**
     * What is to be extended; the caller says of each lease how its requests ended.
     *
     * @param before the deadline of those that need it
     */
    synchronized List<Due> due(long before) {
        List<Due> due = new ArrayList<>();
        long start = head;
        mergeLeases();
        for (Lease lease : leases) {
            if (lease.deadline < before && lease.requests == 0) {
                List<String> ids = new ArrayList<>((int) (lease.end - start));
                for (long number = start; number < lease.end; number++) {
                    String ackId = ackIds[position(number)];
                    if (ackId != null) {
                        ids.add(ackId);
                    }
                }
                due.add(new Due(lease, ids));
            }
            start = lease.end;
        }
        return due;
    }

    private void mergeLeases() {
        Lease previous = null;
        for (Iterator<Lease> all = leases.iterator(); all.hasNext(); ) {
            Lease lease = all.next();
            if (previous != null
                    && previous.deadline == lease.deadline
                    && previous.expired == lease.expired
                    && previous.requests == 0
                    && lease.requests == 0) {
                previous.end = lease.end;
                all.remove();
            } else {
                previous = lease;
            }
        }
    }

    /** Requests for a lease are made. */
    synchronized void extending(Lease lease, int requests) {
        lease.requests = requests;
        lease.failed = false;
    }

    /**
     * One of the requests for a lease is answered.
     *
     * @param deadline the new one, which counts when all requests were accepted
     */
    synchronized void extended(Lease lease, boolean accepted, long deadline) {
        lease.failed |= !accepted;
        if (--lease.requests == 0 && !lease.failed) {
            lease.deadline = deadline;
            lease.expired = false;
        }
    }

    /**
     * Counts messages whose leases have passed since the last call.
     *
     * @param now by the timer
     */
    synchronized int expire(long now) {
        int count = 0;
        long start = head;
        for (Lease lease : leases) {
            if (!lease.expired && lease.deadline <= now) {
                lease.expired = true;
                for (long number = start; number < lease.end; number++) {
                    if (ackIds[position(number)] != null) {
                        count++;
                    }
                }
            }
            start = lease.end;
        }
        return count;
    }
}
