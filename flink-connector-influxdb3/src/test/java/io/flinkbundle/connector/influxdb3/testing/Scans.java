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

package io.flinkbundle.connector.influxdb3.testing;

import io.flinkbundle.connector.common.deadletter.BadRecordHandling;
import io.flinkbundle.connector.common.retry.RetryPolicy;
import io.flinkbundle.connector.influxdb3.client.InfluxDb3ConnectionOptions;
import io.flinkbundle.connector.influxdb3.source.InfluxDb3Scan;
import io.flinkbundle.connector.influxdb3.source.PointAggregation;
import io.flinkbundle.connector.influxdb3.source.PointFilter;
import io.flinkbundle.connector.influxdb3.source.ScanMode;
import io.flinkbundle.connector.influxdb3.source.ScanTables;
import io.flinkbundle.connector.influxdb3.source.TimeRange;

import java.time.Duration;
import java.util.List;

/** Scans for tests that need no server. */
public final class Scans {

    private Scans() {}

    /** Of whole tables, once, with watermarks. */
    public static InfluxDb3Scan of(Duration splitDuration, String... tables) {
        return new InfluxDb3Scan(
                InfluxDb3ConnectionOptions.builder()
                        .setUrl("http://127.0.0.1:1")
                        .setDatabase("db")
                        .build(),
                new ScanTables.Names(List.of(tables)),
                List.of(),
                PointFilter.ALL,
                PointAggregation.NONE,
                new ScanMode.Bounded(TimeRange.ALL),
                splitDuration,
                InfluxDb3Scan.NO_LIMIT,
                InfluxDb3Scan.NO_RATE,
                true,
                RetryPolicy.of(Duration.ofMillis(1), Duration.ofMillis(1), Duration.ofMillis(1)),
                BadRecordHandling.fail());
    }
}
