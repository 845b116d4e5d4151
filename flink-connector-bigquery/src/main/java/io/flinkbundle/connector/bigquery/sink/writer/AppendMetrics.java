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

package io.flinkbundle.connector.bigquery.sink.writer;

import io.flinkbundle.connector.common.metrics.TargetWaitMetrics;

import org.apache.flink.annotation.Internal;
import org.apache.flink.metrics.groups.SinkWriterMetricGroup;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The metrics of a subtask's requests: FLIP-33's, those of {@link TargetWaitMetrics}, and {@code
 * requestsInFlight}. Updated by the task thread.
 */
@Internal
public final class AppendMetrics {

    private static final Logger LOG = LoggerFactory.getLogger(AppendMetrics.class);

    private final SinkWriterMetricGroup group;
    private final TargetWaitMetrics waits;

    private volatile int inFlight;
    private volatile long lastSendMillis;
    private boolean blocked;

    public AppendMetrics(SinkWriterMetricGroup group) {
        this.group = group;
        this.waits = new TargetWaitMetrics(group);
        group.setCurrentSendTimeGauge(() -> lastSendMillis);
        group.gauge("requestsInFlight", () -> inFlight);
    }

    /**
     * @param change how many more requests wait for their answers; negative if they are fewer
     */
    void inFlightChanged(int change) {
        inFlight += change;
    }

    void written(AppendTask task, long nowMillis) {
        group.getNumRecordsSendCounter().inc(task.rows().count());
        group.getNumBytesSendCounter().inc(task.rows().length());
        lastSendMillis = nowMillis - task.startMillis();
        waits.succeeded();
        if (blocked) {
            LOG.info("BigQuery takes rows again.");
            blocked = false;
        }
    }

    /** A request failed and will be sent again. */
    void failed(AppendTask task, Exception cause) {
        group.getNumRecordsSendErrorsCounter().inc(task.rows().count());
        waits.retried();
        if (!blocked) {
            LOG.warn("BigQuery does not take rows: {}. Trying again.", cause.getMessage());
            blocked = true;
        }
    }
}
