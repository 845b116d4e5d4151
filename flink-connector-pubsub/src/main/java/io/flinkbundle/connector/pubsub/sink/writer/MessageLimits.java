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

package io.flinkbundle.connector.pubsub.sink.writer;

import org.apache.flink.annotation.Internal;

import com.google.pubsub.v1.PubsubMessage;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;

/**
 * What the service refuses, found out before a message spoils the request that it is in.
 *
 * @see <a href="https://cloud.google.com/pubsub/quotas#resource_limits">Resource limits</a>
 */
@Internal
final class MessageLimits {

    static final int MAX_MESSAGE_BYTES = 10_000_000;

    /** What a request holds beside its messages. */
    private static final int REQUEST_OVERHEAD_BYTES = 1024;

    private static final int MAX_ATTRIBUTES = 100;
    private static final int MAX_KEY_BYTES = 256;
    private static final int MAX_VALUE_BYTES = 1024;
    private static final int MAX_ORDERING_KEY_BYTES = 1024;
    private static final String RESERVED = "goog";

    private MessageLimits() {}

    /** Why the service would refuse a message, if it would. */
    static Optional<String> violation(PubsubMessage message) {
        if (message.getData().isEmpty() && message.getAttributesCount() == 0) {
            return Optional.of("its message has neither data nor an attribute, and needs one");
        }
        if (message.getSerializedSize() > MAX_MESSAGE_BYTES - REQUEST_OVERHEAD_BYTES) {
            return Optional.of(
                    "its message has "
                            + message.getSerializedSize()
                            + " bytes, more than the 10 MB that Pub/Sub takes");
        }
        if (bytes(message.getOrderingKey()) > MAX_ORDERING_KEY_BYTES) {
            return Optional.of("its ordering key is longer than 1,024 bytes");
        }
        return message.getAttributesCount() == 0
                ? Optional.empty()
                : violation(message.getAttributesMap());
    }

    private static Optional<String> violation(Map<String, String> attributes) {
        if (attributes.size() > MAX_ATTRIBUTES) {
            return Optional.of(
                    "its message has "
                            + attributes.size()
                            + " attributes, more than the 100 that Pub/Sub takes");
        }
        for (Map.Entry<String, String> attribute : attributes.entrySet()) {
            String key = attribute.getKey();
            if (key.isEmpty() || bytes(key) > MAX_KEY_BYTES || key.startsWith(RESERVED)) {
                return Optional.of(
                        "the name of its attribute '"
                                + key
                                + "' is empty, longer than 256 bytes, or begins with 'goog'");
            }
            if (bytes(attribute.getValue()) > MAX_VALUE_BYTES) {
                return Optional.of("its attribute '" + key + "' is longer than 1,024 bytes");
            }
        }
        return Optional.empty();
    }

    /** Most texts are too short to be counted. */
    private static int bytes(String text) {
        return text.length() <= MAX_KEY_BYTES / 3
                ? text.length()
                : text.getBytes(StandardCharsets.UTF_8).length;
    }
}
