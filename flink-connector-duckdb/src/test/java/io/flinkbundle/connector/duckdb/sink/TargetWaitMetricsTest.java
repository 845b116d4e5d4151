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

package io.flinkbundle.connector.duckdb.sink;

import io.flinkbundle.connector.duckdb.RecordedMetrics;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TargetWaitMetricsTest {

    private final RecordedMetrics metrics = new RecordedMetrics();
    private final TargetWaitMetrics waiting = new TargetWaitMetrics(metrics);

    @Test
    void aTargetIsBlockedFromItsFirstRetryOn() {
        long before = System.currentTimeMillis();

        waiting.retried();
        long since = metrics.value("blockedSince");
        waiting.retried();

        assertThat(since).isBetween(before, System.currentTimeMillis());
        assertThat(metrics.value("blockedSince")).isEqualTo(since);
        assertThat(metrics.count("retries")).isEqualTo(2);
    }

    @Test
    void aTargetIsNotBlockedAfterASuccess() {
        waiting.retried();

        waiting.succeeded();

        assertThat(metrics.value("blockedSince")).isZero();
    }
}
