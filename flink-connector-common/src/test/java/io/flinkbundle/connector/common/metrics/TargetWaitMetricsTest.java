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

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.SimpleCounter;
import org.apache.flink.metrics.groups.UnregisteredMetricsGroup;

import org.junit.jupiter.api.Test;

import java.util.HashMap;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class TargetWaitMetricsTest {

    private final Map<String, Counter> counters = new HashMap<>();
    private final Map<String, Gauge<?>> gauges = new HashMap<>();
    private final TargetWaitMetrics waiting =
            new TargetWaitMetrics(
                    new UnregisteredMetricsGroup() {
                        @Override
                        public Counter counter(String name) {
                            return counters.computeIfAbsent(name, key -> new SimpleCounter());
                        }

                        @Override
                        public <T, G extends Gauge<T>> G gauge(String name, G gauge) {
                            gauges.put(name, gauge);
                            return gauge;
                        }
                    });

    @Test
    void aTargetIsBlockedFromItsFirstRetryOn() {
        long before = System.currentTimeMillis();

        waiting.retried();
        long since = blockedSince();
        waiting.retried();

        assertThat(since).isBetween(before, System.currentTimeMillis());
        assertThat(blockedSince()).isEqualTo(since);
        assertThat(counters.get("retries").getCount()).isEqualTo(2);
    }

    @Test
    void aTargetIsNotBlockedAfterASuccess() {
        waiting.retried();

        waiting.succeeded();

        assertThat(blockedSince()).isZero();
    }

    private long blockedSince() {
        return (Long) gauges.get("blockedSince").getValue();
    }
}
