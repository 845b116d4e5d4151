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

package io.flinkbundle.connector.common.batching;

import org.apache.flink.annotation.Internal;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.groups.SinkWriterMetricGroup;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.TimeUnit;

/** The metrics of a {@link BatchingSinkWriter}; updated by its I/O thread. */
@Internal
final class BatchingSinkMetrics {

    private static final Logger LOG = LoggerFactory.getLogger(BatchingSinkMetrics.class);

    /** The gauge's value while nothing is blocked. */
    private static final long NOT_BLOCKED = 0;

    private final SinkWriterMetricGroup group;
    private final Counter retries;
    private final Counter throttledMillis;
    private volatile long lastSendMillis;
    private volatile long blockedSince = NOT_BLOCKED;

    BatchingSinkMetrics(SinkWriterMetricGroup group) {
        this.group = group;
        this.retries = group.counter("retries");
        this.throttledMillis = group.counter("throttledTime");
        group.setCurrentSendTimeGauge(() -> lastSendMillis);
        group.gauge("blockedSince", () -> blockedSince);
    }

    void written(int rows, long bytes, long nanos) {
        group.getNumRecordsSendCounter().inc(rows);
        group.getNumBytesSendCounter().inc(bytes);
        lastSendMillis = TimeUnit.NANOSECONDS.toMillis(nanos);
        if (blockedSince != NOT_BLOCKED) {
            LOG.info("The target takes records again.");
            blockedSince = NOT_BLOCKED;
        }
    }

    void failed(int rows) {
        group.getNumRecordsSendErrorsCounter().inc(rows);
    }

    void retried() {
        retries.inc();
    }

    void paused(Exception cause) {
        if (blockedSince == NOT_BLOCKED) {
            LOG.warn("The target does not take records: {}. Trying again.", cause.getMessage());
            blockedSince = System.currentTimeMillis();
        }
    }

    void resumed(long nanos) {
        throttledMillis.inc(TimeUnit.NANOSECONDS.toMillis(nanos));
    }
}
