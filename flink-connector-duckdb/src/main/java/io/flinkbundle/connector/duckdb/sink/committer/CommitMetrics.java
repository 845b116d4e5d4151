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

package io.flinkbundle.connector.duckdb.sink.committer;

import io.flinkbundle.connector.common.metrics.TargetWaitMetrics;

import org.apache.flink.annotation.Internal;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.groups.SinkCommitterMetricGroup;

import java.util.concurrent.TimeUnit;

/** What a committer reports beyond Flink's own counters. */
@Internal
final class CommitMetrics {

    private static final long NOTHING = 0;

    private final TargetWaitMetrics waiting;
    private volatile long latencyMillis;
    private volatile long lastAgeMillis;
    private volatile long pendingSince = NOTHING;

    CommitMetrics(SinkCommitterMetricGroup group) {
        waiting = new TargetWaitMetrics(group);
        group.gauge("commitLatency", (Gauge<Long>) () -> latencyMillis);
        group.gauge("commitAge", (Gauge<Long>) this::ageMillis);
    }

    void retried() {
        waiting.retried();
    }

    /**
     * A commit is under way; from now on its age grows.
     *
     * @param stagedAt when its rows were staged
     */
    void started(long stagedAt) {
        pendingSince = stagedAt;
    }

    /**
     * @param nanos how long the commit took
     * @param stagedAt when its rows were staged
     */
    void committed(long nanos, long stagedAt) {
        latencyMillis = TimeUnit.NANOSECONDS.toMillis(nanos);
        lastAgeMillis = System.currentTimeMillis() - stagedAt;
        pendingSince = NOTHING;
        waiting.succeeded();
    }

    private long ageMillis() {
        long since = pendingSince;
        return since == NOTHING ? lastAgeMillis : System.currentTimeMillis() - since;
    }
}
