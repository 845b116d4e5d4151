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

import io.flinkbundle.connector.pubsub.source.split.UnconfirmedMessages;

import org.apache.flink.annotation.Internal;

import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Messages that count in Flink's state already, whichever reader had them: when they come again
 * they are acknowledged and not emitted. Filled before the first stream is opened.
 */
@Internal
final class RepeatedMessages {

    private final Map<String, Set<String>> messageIds = new ConcurrentHashMap<>();

    void add(UnconfirmedMessages messages) {
        if (!messages.messageIds().isEmpty()) {
            messageIds
                    .computeIfAbsent(messages.subscription(), name -> new HashSet<>())
                    .addAll(messages.messageIds());
        }
    }

    boolean isEmpty() {
        return messageIds.isEmpty();
    }

    boolean contains(String subscription, String messageId) {
        Set<String> ids = messageIds.get(subscription);
        return ids != null && ids.contains(messageId);
    }
}
