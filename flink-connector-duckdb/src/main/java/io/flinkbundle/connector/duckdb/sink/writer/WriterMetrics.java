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

package io.flinkbundle.connector.duckdb.sink.writer;

import io.flinkbundle.connector.common.metrics.TargetWaitMetrics;

import org.apache.flink.annotation.Internal;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.groups.SinkWriterMetricGroup;

import java.util.concurrent.TimeUnit;

/** What a writer reports, by the names that Flink gives to sinks. */
@Internal
final class WriterMetrics {

    private final Counter records;
    private final Counter bytes;
    private final Counter errors;
    private final Counter rejected;
    private final TargetWaitMetrics waiting;
    private volatile long sendMillis;

    WriterMetrics(SinkWriterMetricGroup group) {
        records = group.getNumRecordsSendCounter();
        bytes = group.getNumBytesSendCounter();
        errors = group.getNumRecordsSendErrorsCounter();
        rejected = group.counter("rejected");
        waiting = new TargetWaitMetrics(group);
        group.setCurrentSendTimeGauge(() -> sendMillis);
    }

    void written(RowBatch batch, long nanos) {
        records.inc(batch.rows());
        bytes.inc(batch.bytes());
        sendMillis = TimeUnit.NANOSECONDS.toMillis(nanos);
        waiting.succeeded();
    }

    void failed(RowBatch batch) {
        errors.inc(batch.rows());
    }

    void unwritable() {
        errors.inc();
    }

    /** Counts the rows that are dealt with as {@code sink.on-rejected} says. */
    Counter rejected() {
        return rejected;
    }

    void retried() {
        waiting.retried();
    }

    /** The target could be opened. */
    void opened() {
        waiting.succeeded();
    }
}
