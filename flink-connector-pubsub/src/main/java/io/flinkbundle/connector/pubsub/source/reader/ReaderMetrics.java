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
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.groups.SourceReaderMetricGroup;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.atomic.LongAdder;
import java.util.function.LongSupplier;

/** The metrics of a reader beside those that Flink keeps itself. Thread-safe but for one method. */
@Internal
final class ReaderMetrics {

    private static final Logger LOG = LoggerFactory.getLogger(ReaderMetrics.class);

    /** The value while nothing is blocked. */
    private static final long NOT_BLOCKED = 0;

    private final SourceReaderMetricGroup group;
    private final Counter malformed;
    private final Counter bytesIn;
    private final LongAdder redelivered = new LongAdder();
    private final LongAdder leasesExtended = new LongAdder();
    private final LongAdder leasesExpired = new LongAdder();
    private final LongAdder retries = new LongAdder();
    private volatile long fetchLagMillis;
    private volatile long blockedSince = NOT_BLOCKED;

    ReaderMetrics(SourceReaderMetricGroup group) {
        this.group = group;
        this.malformed = group.getNumRecordsInErrorsCounter();
        this.bytesIn = group.getIOMetricGroup().getNumBytesInCounter();
        group.gauge("currentFetchEventTimeLag", () -> fetchLagMillis);
        group.gauge("blockedSince", () -> blockedSince);
        group.gauge("redeliveredMessages", redelivered::sum);
        group.gauge("leaseExtensions", leasesExtended::sum);
        group.gauge("leasesExpired", leasesExpired::sum);
        group.gauge("retries", retries::sum);
    }

    /**
     * @param messages how many are leased and not acknowledged
     * @param bytes the size of their data
     * @param buffered how many of them were not emitted
     */
    void outstanding(LongSupplier messages, LongSupplier bytes, LongSupplier buffered) {
        group.gauge("outstandingMessages", messages::getAsLong);
        group.gauge("outstandingBytes", bytes::getAsLong);
        group.gauge("bufferedMessages", buffered::getAsLong);
    }

    /** Counts messages that the schema could not read. */
    Counter malformed() {
        return malformed;
    }

    /** Task thread. */
    void bytesRead(int bytes) {
        bytesIn.inc(bytes);
    }

    void fetched(long lagMillis) {
        fetchLagMillis = lagMillis;
    }

    void redelivered(int messages) {
        redelivered.add(messages);
    }

    void leasesExtended(int messages) {
        leasesExtended.add(messages);
    }

    void leasesExpired(int messages) {
        leasesExpired.add(messages);
    }

    void retried() {
        retries.increment();
    }

    void blocked(Exception cause) {
        retries.increment();
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
