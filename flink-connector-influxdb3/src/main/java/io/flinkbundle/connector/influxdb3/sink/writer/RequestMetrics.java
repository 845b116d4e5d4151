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

package io.flinkbundle.connector.influxdb3.sink.writer;

import io.flinkbundle.connector.common.metrics.TargetWaitMetrics;

import org.apache.flink.annotation.Internal;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.groups.SinkWriterMetricGroup;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.TimeUnit;

/**
 * The metrics of a subtask's requests: FLIP-33's, those of {@link TargetWaitMetrics}, {@code
 * requestsInFlight}, and {@code skippedFields}, the fields that were NaN or infinite. Thread-safe.
 */
@Internal
public final class RequestMetrics {

    private static final Logger LOG = LoggerFactory.getLogger(RequestMetrics.class);

    private final SinkWriterMetricGroup group;
    private final TargetWaitMetrics waits;
    private final Counter skippedFields;

    private volatile int inFlight;
    private volatile long lastSendMillis;
    private boolean blocked;

    public RequestMetrics(SinkWriterMetricGroup group) {
        this.group = group;
        this.waits = new TargetWaitMetrics(group);
        this.skippedFields = group.counter("skippedFields");
        group.setCurrentSendTimeGauge(() -> lastSendMillis);
        group.gauge("requestsInFlight", () -> inFlight);
    }

    synchronized void begun() {
        inFlight++;
    }

    synchronized void ended() {
        inFlight--;
    }

    /** A request was answered, whatever the answer says about its lines. */
    synchronized void answered(long nanos) {
        lastSendMillis = TimeUnit.NANOSECONDS.toMillis(nanos);
        waits.succeeded();
        if (blocked) {
            LOG.info("The server takes points again.");
            blocked = false;
        }
    }

    synchronized void stored(int points, long bytes) {
        group.getNumRecordsSendCounter().inc(points);
        group.getNumBytesSendCounter().inc(bytes);
    }

    synchronized void skippedFields(long fields) {
        skippedFields.inc(fields);
    }

    /** A request failed and will be sent again. */
    synchronized void failed(int points, Exception cause) {
        group.getNumRecordsSendErrorsCounter().inc(points);
        waits.retried();
        if (!blocked) {
            LOG.warn("The server does not take points: {}. Trying again.", cause.getMessage());
            blocked = true;
        }
    }
}
