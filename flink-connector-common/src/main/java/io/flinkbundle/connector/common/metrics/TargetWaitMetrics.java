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

package io.flinkbundle.connector.common.metrics;

import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.MetricGroup;

/**
 * Shows that a target is busy while it is: {@code blockedSince}, in milliseconds since the epoch
 * and zero otherwise, {@code throttledTime}, the milliseconds that were lost in all, and {@code
 * retries}. Updated by one thread at a time.
 */
@PublicEvolving
public final class TargetWaitMetrics {

    private static final long NOT_BLOCKED = 0;

    private final Counter retries;
    private final Counter throttledMillis;
    private volatile long blockedSince = NOT_BLOCKED;

    public TargetWaitMetrics(MetricGroup group) {
        retries = group.counter("retries");
        throttledMillis = group.counter("throttledTime");
        group.gauge("blockedSince", (Gauge<Long>) () -> blockedSince);
    }

    /** The target is busy and is tried again. */
    public void retried() {
        retries.inc();
        if (blockedSince == NOT_BLOCKED) {
            blockedSince = System.currentTimeMillis();
        }
    }

    /** The target has taken something, or could be opened at least. */
    public void succeeded() {
        long since = blockedSince;
        if (since != NOT_BLOCKED) {
            blockedSince = NOT_BLOCKED;
            throttledMillis.inc(System.currentTimeMillis() - since);
        }
    }
}
