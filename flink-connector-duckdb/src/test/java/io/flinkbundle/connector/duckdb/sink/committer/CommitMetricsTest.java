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

import io.flinkbundle.connector.duckdb.RecordedMetrics;

import org.apache.flink.runtime.metrics.groups.InternalSinkCommitterMetricGroup;

import org.junit.jupiter.api.Test;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;

class CommitMetricsTest {

    private static final long AN_HOUR = Duration.ofHours(1).toMillis();

    private final RecordedMetrics recorded = new RecordedMetrics();
    private final CommitMetrics metrics =
            new CommitMetrics(InternalSinkCommitterMetricGroup.wrap(recorded));
    private final long anHourAgo = System.currentTimeMillis() - AN_HOUR;

    @Test
    void theAgeIsThatOfTheCommitUnderWay() {
        metrics.started(anHourAgo);

        assertThat(recorded.value("commitAge")).isGreaterThanOrEqualTo(AN_HOUR);
    }

    @Test
    void theAgeOfTheLastCommitStays() {
        metrics.started(anHourAgo);

        metrics.committed(0, anHourAgo);

        assertThat(recorded.value("commitAge"))
                .isBetween(AN_HOUR, System.currentTimeMillis() - anHourAgo);
    }

    @Test
    void aCommitEndsTheWaitForTheTarget() {
        metrics.retried();

        metrics.committed(0, anHourAgo);

        assertThat(recorded.value("blockedSince")).isZero();
    }
}
