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

package io.flinkbundle.connector.bigquery.source.reader;

import io.flinkbundle.connector.common.metrics.TargetWaitMetrics;

import org.apache.flink.annotation.Internal;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.groups.SourceReaderMetricGroup;
import org.apache.flink.runtime.metrics.MetricNames;

/** The metrics of a subtask that reads: FLIP-33's, and those of {@link TargetWaitMetrics}. */
@Internal
public final class ReaderMetrics {

    private final TargetWaitMetrics waits;
    private final Counter bytes;

    // Undefined as Flink has it, until something is fetched whose time is known.
    private volatile long fetchLagMillis = -1;

    public ReaderMetrics(SourceReaderMetricGroup group) {
        waits = new TargetWaitMetrics(group);
        bytes = group.getIOMetricGroup().getNumBytesInCounter();
        group.gauge(MetricNames.CURRENT_FETCH_EVENT_TIME_LAG, (Gauge<Long>) () -> fetchLagMillis);
    }

    /**
     * @param untilMillis the time before which the rows were written; zero if it is not known
     */
    void received(long count, long untilMillis) {
        bytes.inc(count);
        waits.succeeded();
        if (untilMillis > 0) {
            fetchLagMillis = System.currentTimeMillis() - untilMillis;
        }
    }

    void retried() {
        waits.retried();
    }
}
