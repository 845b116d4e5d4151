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

import org.apache.flink.annotation.Internal;

import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;

/** The ordering keys of a subscription, and which of them have a message to deliver. */
@Internal
final class OrderedKeys {

    private final Map<String, OrderedKey> keys = new HashMap<>();

    /** Keys whose next message anyone may receive. */
    private final ArrayDeque<OrderedKey> ready = new ArrayDeque<>();

    private final Set<String> heldNames = new HashSet<>();

    void append(BacklogEntry entry) {
        String name = entry.message.message().getOrderingKey();
        OrderedKey key = keys.computeIfAbsent(name, n -> new OrderedKey(n, heldNames.contains(n)));
        key.append(entry);
        offer(key);
    }

    /**
     * Queues the key when its next message can be delivered; a key whose owner is gone waits for
     * its leases to end.
     */
    void offer(OrderedKey key) {
        if (key.isQueued() || key.head() == null) {
            return;
        }
        Receiver owner = key.owner();
        if (owner == null) {
            ready.addLast(key);
            key.queued(true);
        } else if (!owner.isClosed()) {
            owner.readyKeys().addLast(key);
            key.queued(true);
        }
    }

    /**
     * The next key with a message for the receiver, or null. It has to be offered again afterwards.
     */
    OrderedKey poll(Receiver receiver) {
        for (OrderedKey key = next(receiver); key != null; key = next(receiver)) {
            key.queued(false);
            if (key.head() != null && (key.owner() == null || key.owner() == receiver)) {
                return key;
            }
            offer(key);
        }
        return null;
    }

    private OrderedKey next(Receiver receiver) {
        OrderedKey own = receiver.readyKeys().pollFirst();
        return own != null ? own : ready.pollFirst();
    }

    /** After an acknowledgement: what can go goes, and the next message may be due. */
    void settled(OrderedKey key, Consumer<BacklogEntry> gone) {
        key.prune(gone);
        if (key.isEmpty()) {
            keys.remove(key.name(), key);
        } else {
            offer(key);
        }
    }

    void opened(Receiver receiver) {
        for (OrderedKey key : keys.values()) {
            Receiver owner = key.owner();
            if (owner != null && receiver.succeeds(owner)) {
                key.transferTo(receiver);
                offer(key);
            }
        }
    }

    void closed(Receiver receiver) {
        for (OrderedKey key : receiver.readyKeys()) {
            key.queued(false);
            offer(key);
        }
        receiver.readyKeys().clear();
    }

    void hold(String name) {
        heldNames.add(name);
        OrderedKey key = keys.get(name);
        if (key != null) {
            key.hold(true);
        }
    }

    void release(String name) {
        heldNames.remove(name);
        OrderedKey key = keys.get(name);
        if (key != null) {
            key.hold(false);
            offer(key);
        }
    }

    /** Forgets all messages; keys that a receiver still has in line are left without any. */
    void clear() {
        keys.values().forEach(OrderedKey::clear);
        keys.clear();
        ready.clear();
    }
}
