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

import org.apache.flink.annotation.Internal;

import java.io.Serializable;
import java.time.Duration;
import java.util.OptionalDouble;

/**
 * How a reader reads.
 *
 * @param batchSize about how many entries one read returns
 * @param blockTimeout how long a read waits for entries, and with it a wake-up
 * @param maxRecordsPerSecond for each subtask; zero means without limit
 * @param onMalformed what becomes of entries that the schema cannot read
 */
@Internal
public record ReaderConfig(
        int batchSize,
        Duration blockTimeout,
        double maxRecordsPerSecond,
        BadRecordHandling onMalformed)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /** The limit, if there is one. */
    OptionalDouble rateLimit() {
        return maxRecordsPerSecond > 0
                ? OptionalDouble.of(maxRecordsPerSecond)
                : OptionalDouble.empty();
    }
}
