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

import org.apache.flink.annotation.Internal;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.groups.SourceReaderMetricGroup;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.OptionalLong;

/** The metrics of a reader beside those that Flink keeps itself. */
@Internal
final class ReaderMetrics {

    private static final Logger LOG = LoggerFactory.getLogger(ReaderMetrics.class);

    /** The value while nothing is blocked. */
    private static final long NOT_BLOCKED = 0;

    private final Counter retries;
    private final Counter malformed;
    private final Counter bytesIn;
    private final Counter lostRecords;
    private final Counter dataLosses;
    private volatile long pendingRecords;
    private volatile long fetchLagMillis;
    private volatile long blockedSince = NOT_BLOCKED;

    ReaderMetrics(SourceReaderMetricGroup group) {
        this.retries = group.counter("retries");
        this.malformed = group.getNumRecordsInErrorsCounter();
        this.bytesIn = group.getIOMetricGroup().getNumBytesInCounter();
        this.lostRecords = group.counter("lostRecords");
        this.dataLosses = group.counter("dataLosses");
        group.setPendingRecordsGauge(() -> pendingRecords);
        group.gauge("currentFetchEventTimeLag", () -> fetchLagMillis);
        group.gauge("blockedSince", () -> blockedSince);
    }

    /** Counts entries that the schema could not read. */
    Counter malformed() {
        return malformed;
    }

    /** Task thread. */
    void bytesRead(int bytes) {
        bytesIn.inc(bytes);
    }

    /** Fetcher thread, as all that follow. */
    void pending(long records) {
        pendingRecords = records;
    }

    void fetched(int records, long lagMillis) {
        pendingRecords = Math.max(0, pendingRecords - records);
        fetchLagMillis = lagMillis;
    }

    /**
     * @param records how many entries are gone, if that is known
     */
    void lost(OptionalLong records) {
        dataLosses.inc();
        lostRecords.inc(records.orElse(0));
    }

    void blocked(Exception cause) {
        retries.inc();
        if (blockedSince == NOT_BLOCKED) {
            LOG.warn("Reading has stopped and is tried again: {}", cause.getMessage());
            blockedSince = System.currentTimeMillis();
        }
    }

    void unblocked() {
        if (blockedSince != NOT_BLOCKED) {
            LOG.info("Reading goes on.");
            blockedSince = NOT_BLOCKED;
        }
    }
}
