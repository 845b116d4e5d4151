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

import io.flinkbundle.connector.common.deadletter.BadRecordHandling;
import io.flinkbundle.connector.common.ratelimit.RecordRateLimiter;
import io.flinkbundle.connector.pubsub.source.AckMode;

import org.apache.flink.annotation.Internal;

import java.io.Serializable;
import java.time.Duration;
import java.util.Optional;

/**
 * How a reader reads.
 *
 * @param maxMessages how many messages of a split may be received and not acknowledged
 * @param maxBytes how large those may be together
 * @param lease how long a message is leased each time
 * @param ackMode when messages are acknowledged
 * @param exactlyOnce whether a message counts once, with the help of the subscription
 * @param idleTimeout ends a split after so long without messages, if it is to end; zero means never
 * @param recordLimit how many records a split emits at most; zero means without limit
 * @param maxRecordsPerSecond for each subtask; zero means without limit
 * @param onMalformed what becomes of messages that the schema cannot read
 * @param timestampAttribute holds the time of a record; empty for the time of publication
 * @param timers make the time that counts
 */
@Internal
public record ReaderConfig(
        long maxMessages,
        long maxBytes,
        Duration lease,
        AckMode ackMode,
        boolean exactlyOnce,
        Duration idleTimeout,
        long recordLimit,
        double maxRecordsPerSecond,
        BadRecordHandling onMalformed,
        String timestampAttribute,
        ReaderTimers timers)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /** What is to be done about messages that are leased no more. */
    OnInvalid onInvalid() {
        return exactlyOnce ? OnInvalid.FAIL : OnInvalid.FORGET;
    }

    /** Keeps to the limit, if there is one. */
    Optional<RecordRateLimiter> rateLimiter() {
        return maxRecordsPerSecond > 0
                ? Optional.of(new RecordRateLimiter(maxRecordsPerSecond))
                : Optional.empty();
    }

    /** A batch that holds more than a second's worth would make the flow jerky. */
    int largestBatch(int batchSize) {
        return maxRecordsPerSecond > 0
                ? (int) Math.max(1, Math.min(batchSize, maxRecordsPerSecond))
                : batchSize;
    }
}
