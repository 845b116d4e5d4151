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

import io.flinkbundle.emulators.pubsub.rules.Limits;

import org.apache.flink.annotation.Internal;

import java.util.ArrayList;
import java.util.List;

/** The messages of one response while it is put together. */
@Internal
final class Batch {

    private final Receiver receiver;
    private final int maxMessages;
    private final List<Delivery> deliveries;

    private long bytes;

    Batch(Receiver receiver, int maxMessages) {
        this.receiver = receiver;
        this.maxMessages = maxMessages;
        this.deliveries = new ArrayList<>(Math.min(maxMessages, 64));
    }

    boolean hasRoom() {
        return deliveries.size() < maxMessages
                && bytes < Limits.RESPONSE_BYTES
                && receiver.hasRoom();
    }

    /** A response stays below its size, unless one message alone is larger. */
    boolean fits(BacklogEntry entry) {
        return deliveries.isEmpty() || bytes + entry.message.bytes() <= Limits.RESPONSE_BYTES;
    }

    void add(BacklogEntry entry, Delivery delivery) {
        bytes += entry.message.bytes();
        deliveries.add(delivery);
        receiver.leased(entry);
    }

    Receiver receiver() {
        return receiver;
    }

    List<Delivery> deliveries() {
        return deliveries;
    }
}
