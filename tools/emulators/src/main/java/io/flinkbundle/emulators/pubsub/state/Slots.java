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

import java.util.Arrays;
import java.util.function.Consumer;

/** The table that ack ids point into; a slot is used again once its message is gone. */
@Internal
final class Slots {

    private static final int INITIAL_SIZE = 64;

    private BacklogEntry[] entries = new BacklogEntry[INITIAL_SIZE];
    private int[] free = new int[INITIAL_SIZE];
    private int freeCount;
    private int used;

    /** Stores a message in a free slot. */
    BacklogEntry store(StoredMessage message, long firstDelivery) {
        int slot = freeCount > 0 ? free[--freeCount] : used++;
        if (slot == entries.length) {
            entries = Arrays.copyOf(entries, entries.length * 2);
        }
        BacklogEntry entry = new BacklogEntry(message, slot, firstDelivery);
        entries[slot] = entry;
        return entry;
    }

    void release(BacklogEntry entry) {
        entries[entry.slot] = null;
        if (freeCount == free.length) {
            free = Arrays.copyOf(free, free.length * 2);
        }
        free[freeCount++] = entry.slot;
    }

    /**
     * The message that a well-formed ack id leads to; null when the subscription does not hold it
     * any more.
     */
    BacklogEntry find(String ackId) {
        int slot = AckIds.slot(ackId);
        BacklogEntry entry = slot >= 0 && slot < used ? entries[slot] : null;
        return entry != null
                        && entry.message.sequence() == AckIds.message(ackId)
                        && entry.firstDelivery < AckIds.delivery(ackId)
                ? entry
                : null;
    }

    int size() {
        return used - freeCount;
    }

    void forEach(Consumer<BacklogEntry> action) {
        for (int slot = 0; slot < used; slot++) {
            if (entries[slot] != null) {
                action.accept(entries[slot]);
            }
        }
    }

    void clear() {
        entries = new BacklogEntry[INITIAL_SIZE];
        free = new int[INITIAL_SIZE];
        freeCount = 0;
        used = 0;
    }
}
