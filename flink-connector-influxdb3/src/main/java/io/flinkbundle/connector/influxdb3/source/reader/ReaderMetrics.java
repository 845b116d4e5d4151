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

package io.flinkbundle.connector.influxdb3.source.reader;

import io.flinkbundle.connector.common.metrics.TargetWaitMetrics;
import io.flinkbundle.connector.influxdb3.source.EpochNanos;

import org.apache.flink.annotation.Internal;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.groups.SourceReaderMetricGroup;
import org.apache.flink.runtime.metrics.MetricNames;

/**
 * What a reader tells of its work beside Flink's own figures. How many points are left nobody
 * knows, short of counting them by a query that costs as much as reading them.
 */
@Internal
final class ReaderMetrics {

    private final TargetWaitMetrics waits;
    private final Counter bytes;
    private final Counter queries;
    private final Counter lateRecords;
    private final Counter malformed;

    // Undefined as Flink has it, until something is fetched.
    private volatile long fetchLagMillis = -1;

    ReaderMetrics(SourceReaderMetricGroup group) {
        waits = new TargetWaitMetrics(group);
        bytes = group.getIOMetricGroup().getNumBytesInCounter();
        queries = group.counter("queries");
        lateRecords = group.counter("lateRecords");
        malformed = group.getNumRecordsInErrorsCounter();
        group.gauge(MetricNames.CURRENT_FETCH_EVENT_TIME_LAG, (Gauge<Long>) () -> fetchLagMillis);
    }

    /** Counts rows that cannot be read. */
    Counter malformed() {
        return malformed;
    }

    void asked() {
        queries.inc();
    }

    void received(long count) {
        bytes.inc(count);
    }

    void retried() {
        waits.retried();
    }

    void succeeded() {
        waits.succeeded();
    }

    void fetched(long lastTimeNanos) {
        fetchLagMillis = System.currentTimeMillis() - EpochNanos.toMillis(lastTimeNanos);
    }

    /** Points that were not there when their time was looked at first. */
    void foundLate(int count) {
        lateRecords.inc(count);
    }
}
