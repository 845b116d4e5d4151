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
import java.util.function.Consumer;

/**
 * The messages of one ordering key, in the order in which they were published.
 *
 * <p>Several may be outstanding, all of them with one receiver. A message that was acknowledged
 * stays until all before it are, because the redelivery of an earlier one brings it back.
 *
 * @see <a href="https://docs.cloud.google.com/pubsub/docs/ordering">message ordering</a>
 */
@Internal
final class OrderedKey {

    private final String name;
    private final ArrayDeque<BacklogEntry> delivered = new ArrayDeque<>();
    private final ArrayDeque<BacklogEntry> waiting = new ArrayDeque<>();

    private Receiver owner;
    private int outstanding;
    private boolean held;
    private boolean queued;

    OrderedKey(String name, boolean held) {
        this.name = name;
        this.held = held;
    }

    String name() {
        return name;
    }

    void append(BacklogEntry entry) {
        entry.key = this;
        waiting.addLast(entry);
    }

    /** The next message, when it may be delivered now; else null. */
    BacklogEntry head() {
        BacklogEntry first = held ? null : waiting.peekFirst();
        return first != null && first.state == State.AVAILABLE ? first : null;
    }

    /** Hands the head to a receiver. */
    void deliver(Receiver receiver) {
        delivered.addLast(waiting.pollFirst());
        owner = receiver;
        outstanding++;
    }

    /** Called when a lease of this key has ended, for whatever reason. */
    void leaseEnded() {
        outstanding--;
    }

    /** Whether the messages before this one are all acknowledged. */
    boolean isNextToAcknowledge(BacklogEntry entry) {
        return delivered.peekFirst() == entry;
    }

    /** Forgets the acknowledged messages that no redelivery can bring back. */
    void prune(Consumer<BacklogEntry> gone) {
        while (isAcknowledged(delivered.peekFirst())) {
            gone.accept(delivered.pollFirst());
        }
        while (isAcknowledged(waiting.peekFirst())) {
            BacklogEntry entry = waiting.pollFirst();
            if (delivered.isEmpty()) {
                gone.accept(entry);
            } else {
                delivered.addLast(entry);
            }
        }
    }

    private static boolean isAcknowledged(BacklogEntry entry) {
        return entry != null && entry.state == State.ACKNOWLEDGED;
    }

    /**
     * Puts a delivered message and all after it back in line; each of the latter is handed over
     * before it moves.
     */
    void rewind(BacklogEntry entry, Consumer<BacklogEntry> takenBack) {
        BacklogEntry last;
        do {
            last = delivered.pollLast();
            if (last != entry) {
                takenBack.accept(last);
            }
            waiting.addFirst(last);
        } while (last != entry);
    }

    /** Who alone may receive the next message; null when anyone may. */
    Receiver owner() {
        return outstanding > 0 ? owner : null;
    }

    void transferTo(Receiver successor) {
        owner = successor;
    }

    void hold(boolean hold) {
        this.held = hold;
    }

    boolean isQueued() {
        return queued;
    }

    void queued(boolean isQueued) {
        this.queued = isQueued;
    }

    void clear() {
        delivered.clear();
        waiting.clear();
    }

    boolean isEmpty() {
        return delivered.isEmpty() && waiting.isEmpty();
    }
}
