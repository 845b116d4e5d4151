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

package io.flinkbundle.connector.pubsub.source.reader;

import org.apache.flink.annotation.Internal;

import com.google.pubsub.v1.PubsubMessage;

import java.util.Map;

/** About how many bytes a message has for the service, found without encoding it again. */
@Internal
final class MessageSize {

    /** Its id, its time, and what is around its parts. */
    private static final int FIXED_BYTES = 48;

    private static final int BYTES_OF_ATTRIBUTE = 6;

    private MessageSize() {}

    static int of(PubsubMessage message) {
        int size = FIXED_BYTES + message.getData().size() + message.getOrderingKey().length();
        if (message.getAttributesCount() > 0) {
            for (Map.Entry<String, String> attribute : message.getAttributesMap().entrySet()) {
                size +=
                        BYTES_OF_ATTRIBUTE
                                + attribute.getKey().length()
                                + attribute.getValue().length();
            }
        }
        return size;
    }
}
