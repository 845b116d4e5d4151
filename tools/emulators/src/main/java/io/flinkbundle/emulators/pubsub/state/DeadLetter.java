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

import io.flinkbundle.emulators.pubsub.rules.ResourceNames;

import org.apache.flink.annotation.Internal;

import com.google.protobuf.util.Timestamps;
import com.google.pubsub.v1.PubsubMessage;

/** A message that was delivered too often. */
@Internal
record DeadLetter(StoredMessage stored, int attempts) {

    private static final String PREFIX = "CloudPubSubDeadLetterSource";

    /**
     * The message as the dead-letter topic gets it.
     *
     * @see <a href="https://docs.cloud.google.com/pubsub/docs/dead-letter-topics">dead-letter
     *     topics</a>
     */
    PubsubMessage toMessage(String subscription) {
        PubsubMessage original = stored.message();
        String id = subscription.substring(subscription.lastIndexOf('/') + 1);
        return PubsubMessage.newBuilder()
                .setData(original.getData())
                .setOrderingKey(original.getOrderingKey())
                .putAllAttributes(original.getAttributesMap())
                .putAttributes(PREFIX + "DeliveryCount", String.valueOf(attempts))
                .putAttributes(PREFIX + "Subscription", id)
                .putAttributes(
                        PREFIX + "SubscriptionProject", ResourceNames.projectOf(subscription))
                .putAttributes(
                        PREFIX + "TopicPublishTime", Timestamps.toString(original.getPublishTime()))
                .build();
    }
}
