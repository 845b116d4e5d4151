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

package io.flinkbundle.connector.pubsub.source.split;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.connector.source.SourceEvent;

import java.util.ArrayList;
import java.util.List;

/**
 * Ids of messages that count in Flink's state and may be delivered again, because the service has
 * not confirmed their acknowledgement. Readers tell the enumerator theirs when they start, and it
 * tells all readers those of all.
 *
 * @param subscription its full name; empty in a last part without ids
 * @param messageIds their ids
 * @param last whether this is the last part
 */
@Internal
public record UnconfirmedMessages(String subscription, List<String> messageIds, boolean last)
        implements SourceEvent {

    private static final long serialVersionUID = 1L;

    /** A frame of Flink's RPC has 10 MiB. */
    private static final int MAX_BYTES = 1 << 20;

    /** What Java serialization puts around a short text. */
    private static final int BYTES_AROUND_ID = 3;

    public UnconfirmedMessages {
        messageIds = List.copyOf(messageIds);
    }

    /** The end of what is told. */
    public static UnconfirmedMessages end() {
        return new UnconfirmedMessages("", List.of(), true);
    }

    /** Parts that are small enough to be sent; none is the last. */
    public static List<UnconfirmedMessages> parts(
            String subscription, Iterable<String> messageIds) {
        List<UnconfirmedMessages> parts = new ArrayList<>();
        List<String> part = new ArrayList<>();
        int bytes = 0;
        for (String messageId : messageIds) {
            bytes += messageId.length() + BYTES_AROUND_ID;
            if (bytes > MAX_BYTES) {
                parts.add(new UnconfirmedMessages(subscription, part, false));
                part = new ArrayList<>();
                bytes = messageId.length() + BYTES_AROUND_ID;
            }
            part.add(messageId);
        }
        if (!part.isEmpty()) {
            parts.add(new UnconfirmedMessages(subscription, part, false));
        }
        return parts;
    }
}
