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

package io.flinkbundle.emulators.pubsub.rules;

import org.apache.flink.annotation.Internal;

import com.google.pubsub.v1.PublishRequest;
import com.google.pubsub.v1.PubsubMessage;

import java.util.Map;

import static java.nio.charset.StandardCharsets.UTF_8;

/** What the service refuses to publish. */
@Internal
public final class PublishRules {

    private PublishRules() {}

    /**
     * Throws INVALID_ARGUMENT when the request breaks a rule; then none of its messages is
     * published.
     */
    public static void check(PublishRequest request) {
        int count = request.getMessagesCount();
        if (count == 0) {
            throw Errors.invalidArgument("The request has no messages.");
        }
        if (count > Limits.MESSAGES_PER_PUBLISH) {
            throw Errors.invalidArgument(
                    "The request has "
                            + count
                            + " messages, the limit is "
                            + Limits.MESSAGES_PER_PUBLISH
                            + ".");
        }
        checkRequestBytes(request.getSerializedSize(), Limits.PUBLISH_REQUEST_BYTES);
        String orderingKey = request.getMessages(0).getOrderingKey();
        for (int i = 0; i < count; i++) {
            PubsubMessage message = request.getMessages(i);
            if (!message.getOrderingKey().equals(orderingKey)) {
                throw Errors.invalidArgument(
                        "All messages of a request must have the same ordering key.");
            }
            check(message, i);
        }
    }

    /** Throws INVALID_ARGUMENT when a request is larger than the service reads. */
    public static void checkRequestBytes(int bytes, int limit) {
        if (bytes > limit) {
            throw Errors.invalidArgument(
                    "Request payload size exceeds the limit: " + limit + " bytes.");
        }
    }

    private static void check(PubsubMessage message, int index) {
        if (message.getData().isEmpty() && message.getAttributesCount() == 0) {
            throw Errors.invalidArgument(
                    "Message " + index + " is empty: it needs data or at least one attribute.");
        }
        if (message.getSerializedSize() > Limits.MESSAGE_BYTES) {
            throw Errors.invalidArgument(
                    "Message "
                            + index
                            + " has "
                            + message.getSerializedSize()
                            + " bytes, the limit is "
                            + Limits.MESSAGE_BYTES
                            + ".");
        }
        if (longer(message.getOrderingKey(), Limits.ORDERING_KEY_BYTES)) {
            throw Errors.invalidArgument(
                    "The ordering key of message "
                            + index
                            + " is longer than "
                            + Limits.ORDERING_KEY_BYTES
                            + " bytes.");
        }
        if (message.getAttributesCount() > 0) {
            checkAttributes(message.getAttributesMap(), index);
        }
    }

    private static void checkAttributes(Map<String, String> attributes, int index) {
        if (attributes.size() > Limits.ATTRIBUTES) {
            throw Errors.invalidArgument(
                    "Message "
                            + index
                            + " has "
                            + attributes.size()
                            + " attributes, the limit is "
                            + Limits.ATTRIBUTES
                            + ".");
        }
        for (Map.Entry<String, String> attribute : attributes.entrySet()) {
            String key = attribute.getKey();
            if (key.isEmpty() || longer(key, Limits.ATTRIBUTE_KEY_BYTES)) {
                throw Errors.invalidArgument(
                        "An attribute key of message "
                                + index
                                + " is empty or longer than "
                                + Limits.ATTRIBUTE_KEY_BYTES
                                + " bytes.");
            }
            if (key.startsWith("goog")) {
                throw Errors.invalidArgument(
                        "The attribute key '"
                                + key
                                + "' of message "
                                + index
                                + " starts with goog, which is reserved.");
            }
            if (longer(attribute.getValue(), Limits.ATTRIBUTE_VALUE_BYTES)) {
                throw Errors.invalidArgument(
                        "The value of the attribute '"
                                + key
                                + "' of message "
                                + index
                                + " is longer than "
                                + Limits.ATTRIBUTE_VALUE_BYTES
                                + " bytes.");
            }
        }
    }

    private static boolean longer(String text, int bytes) {
        return text.length() > bytes
                || text.length() > bytes / 3 && text.getBytes(UTF_8).length > bytes;
    }
}
