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

package io.flinkbundle.connector.redis.source.reader;

import io.flinkbundle.connector.common.deadletter.BadRecordHandling;
import io.flinkbundle.connector.common.ratelimit.RecordRateLimiter;
import io.flinkbundle.connector.redis.source.DataLossPolicy;
import io.flinkbundle.connector.redis.source.ReadFrom;

import org.apache.flink.annotation.Internal;

import java.io.Serializable;
import java.time.Duration;
import java.util.Optional;

/**
 * How a reader reads.
 *
 * @param batchSize about how many entries one read returns
 * @param blockTimeout how long a read waits for entries, and with it a wake-up
 * @param maxRecordsPerSecond for each subtask; zero means without limit
 * @param onMalformed what becomes of entries that the schema cannot read
 * @param idleTimeout ends the reader after so long without entries; zero means never
 * @param onDataLoss what follows when entries are gone unread
 * @param readFrom which servers are read
 * @param afterCheckpoint what the server is told when a checkpoint is complete
 */
@Internal
public record ReaderConfig(
        int batchSize,
        Duration blockTimeout,
        double maxRecordsPerSecond,
        BadRecordHandling onMalformed,
        Duration idleTimeout,
        DataLossPolicy onDataLoss,
        ReadFrom readFrom,
        AfterCheckpoint afterCheckpoint)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /** With the defaults of what is seldom set. */
    public static ReaderConfig of(int batchSize, Duration blockTimeout) {
        return new ReaderConfig(
                batchSize,
                blockTimeout,
                0,
                BadRecordHandling.fail(),
                Duration.ZERO,
                DataLossPolicy.FAIL,
                ReadFrom.MASTER,
                AfterCheckpoint.NOTHING);
    }

    /** Keeps to the limit, if there is one. */
    Optional<RecordRateLimiter> rateLimiter() {
        return maxRecordsPerSecond > 0
                ? Optional.of(new RecordRateLimiter(maxRecordsPerSecond))
                : Optional.empty();
    }

    /** A batch that holds more than a second's worth would make the flow jerky. */
    int largestBatch() {
        return maxRecordsPerSecond > 0
                ? (int) Math.max(1, Math.min(batchSize, maxRecordsPerSecond))
                : batchSize;
    }
}
