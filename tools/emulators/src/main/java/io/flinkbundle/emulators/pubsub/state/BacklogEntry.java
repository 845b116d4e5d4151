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

/**
 * One message in one subscription, until it is acknowledged. Guarded by the lock of the
 * subscription.
 */
@Internal
final class BacklogEntry {

    enum State {
        /** Waits for delivery. */
        AVAILABLE,
        /** With a subscriber, until its deadline. */
        LEASED,
        /** Waits for the end of its back-off. */
        DELAYED,
        ACKNOWLEDGED
    }

    final StoredMessage message;

    /**
     * The delivery number of the subscription when the message came: an ack id from before is of
     * another life.
     */
    final long firstDelivery;

    /** Where the ack ids of this message lead to. */
    final int slot;

    State state = State.AVAILABLE;

    /** The number of the last delivery; only its ack id is the latest. */
    long delivery;

    /** Negative acknowledgements and expired deadlines so far. */
    int failures;

    /** Who holds the lease; set while LEASED. */
    Receiver holder;

    /** The queue of its ordering key; null when the order does not matter. */
    OrderedKey key;

    /** The bucket of {@link Deadlines} that it is in, and its neighbours there. */
    Deadlines.Bucket bucket;

    BacklogEntry previous;
    BacklogEntry next;

    BacklogEntry(StoredMessage message, int slot, long firstDelivery) {
        this.message = message;
        this.slot = slot;
        this.firstDelivery = firstDelivery;
    }
}
