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

import io.grpc.Status;

import java.util.ArrayDeque;

/**
 * Who receives messages of a subscription: a stream, or a pull that waits.
 *
 * <p>What it has outstanding is guarded by the lock of the subscription.
 */
@Internal
public abstract class Receiver {

    private final String clientId;
    private final long maxMessages;
    private final long maxBytes;

    /** Keys with messages for this receiver alone, because it holds earlier ones of them. */
    private final ArrayDeque<OrderedKey> readyKeys = new ArrayDeque<>();

    private long outstandingMessages;
    private long outstandingBytes;
    private boolean closed;

    /**
     * @param clientId of the stream, empty when it has none
     * @param maxMessages how many messages may be outstanding; no limit when not positive
     * @param maxBytes how many bytes may be outstanding; no limit when not positive
     */
    protected Receiver(String clientId, long maxMessages, long maxBytes) {
        this.clientId = clientId;
        this.maxMessages = maxMessages > 0 ? maxMessages : Long.MAX_VALUE;
        this.maxBytes = maxBytes > 0 ? maxBytes : Long.MAX_VALUE;
    }

    /**
     * Says that there may be something to take. Called by any thread and without a lock; must not
     * block.
     */
    protected abstract void wake();

    /** Ends the call, because the subscription serves it no longer. Must not block. */
    protected abstract void terminate(Status status);

    final boolean hasRoom() {
        return outstandingMessages < maxMessages && outstandingBytes < maxBytes;
    }

    final void leased(BacklogEntry entry) {
        outstandingMessages++;
        outstandingBytes += entry.message.bytes();
    }

    final void released(BacklogEntry entry) {
        outstandingMessages--;
        outstandingBytes -= entry.message.bytes();
    }

    final ArrayDeque<OrderedKey> readyKeys() {
        return readyKeys;
    }

    final boolean isClosed() {
        return closed;
    }

    final void close() {
        closed = true;
    }

    /** Whether this is the stream that a client opened in place of an earlier one. */
    final boolean succeeds(Receiver earlier) {
        return earlier.closed && !clientId.isEmpty() && clientId.equals(earlier.clientId);
    }
}
