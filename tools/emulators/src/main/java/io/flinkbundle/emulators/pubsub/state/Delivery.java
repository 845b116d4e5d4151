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

import com.google.pubsub.v1.ReceivedMessage;

/**
 * A message on its way to a receiver.
 *
 * @param attempt the number of this delivery attempt; 0 when the subscription has no dead-letter
 *     topic
 */
@Internal
public record Delivery(StoredMessage stored, String ackId, int attempt) {

    public ReceivedMessage toProto() {
        return ReceivedMessage.newBuilder()
                .setAckId(ackId)
                .setMessage(stored.message())
                .setDeliveryAttempt(attempt)
                .build();
    }
}
