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

package io.flinkbundle.connector.pubsub.sink.writer;

import io.flinkbundle.connector.common.metrics.TargetWaitMetrics;

import org.apache.flink.annotation.Internal;
import org.apache.flink.metrics.groups.SinkWriterMetricGroup;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.concurrent.TimeUnit;

/**
 * The metrics of a subtask's requests: FLIP-33's, those of {@link TargetWaitMetrics}, and {@code
 * requestsInFlight}. Updated by the task thread.
 */
@Internal
public final class PublishMetrics {

    private static final Logger LOG = LoggerFactory.getLogger(PublishMetrics.class);

    private final SinkWriterMetricGroup group;
    private final TargetWaitMetrics waits;

    private volatile int inFlight;
    private volatile long lastSendMillis;
    private boolean blocked;

    public PublishMetrics(SinkWriterMetricGroup group) {
        this.group = group;
        this.waits = new TargetWaitMetrics(group);
        group.setCurrentSendTimeGauge(() -> lastSendMillis);
        group.gauge("requestsInFlight", () -> inFlight);
    }

    void inFlight(int requests) {
        inFlight = requests;
    }

    void stored(PublishTask task) {
        group.getNumRecordsSendCounter().inc(task.messages().size());
        group.getNumBytesSendCounter().inc(task.request().getSerializedSize());
        lastSendMillis = TimeUnit.NANOSECONDS.toMillis(task.nanosSinceStart());
        waits.succeeded();
        if (blocked) {
            LOG.info("Pub/Sub takes messages again.");
            blocked = false;
        }
    }

    /** A request failed and will be sent again. */
    void failed(PublishTask task, Exception cause) {
        group.getNumRecordsSendErrorsCounter().inc(task.messages().size());
        waits.retried();
        if (!blocked) {
            LOG.warn("Pub/Sub does not take messages: {}. Trying again.", cause.getMessage());
            blocked = true;
        }
    }
}
