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

import com.google.protobuf.Timestamp;
import com.google.pubsub.v1.PubsubMessage;
import com.google.pubsub.v1.ReceivedMessage;

import java.util.List;

/** When a message was published, by the clock of the service. */
@Internal
public final class PublishTime {

    private static final long MILLIS_OF_SECOND = 1000;
    private static final int NANOS_OF_MILLI = 1_000_000;

    private PublishTime() {}

    /** Milliseconds since the epoch. */
    public static long millis(PubsubMessage message) {
        Timestamp time = message.getPublishTime();
        return time.getSeconds() * MILLIS_OF_SECOND + time.getNanos() / NANOS_OF_MILLI;
    }

    /** Of the oldest of some messages. */
    static long oldestMillis(List<ReceivedMessage> messages) {
        long oldest = Long.MAX_VALUE;
        for (ReceivedMessage message : messages) {
            oldest = Math.min(oldest, millis(message.getMessage()));
        }
        return oldest;
    }
}
