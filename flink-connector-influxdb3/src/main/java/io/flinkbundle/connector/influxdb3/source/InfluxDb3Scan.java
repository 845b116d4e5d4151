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

package io.flinkbundle.connector.influxdb3.source;

import io.flinkbundle.connector.common.deadletter.BadRecordHandling;
import io.flinkbundle.connector.common.deadletter.BadRecordPolicy;
import io.flinkbundle.connector.common.retry.RetryPolicy;
import io.flinkbundle.connector.influxdb3.client.InfluxDb3ConnectionOptions;

import org.apache.flink.annotation.Internal;

import java.io.Serializable;
import java.time.Duration;
import java.util.List;

/**
 * What is read from where, and how.
 *
 * @param connection where
 * @param tables what
 * @param columns the columns of the rows, in their order
 * @param filter which points, by their tags and fields
 * @param aggregation what is read in place of points
 * @param mode from when to when
 * @param splitDuration the time that a reader takes at once
 * @param limit how many rows a reader reads at most
 * @param recordsPerSecond how fast a reader reads at most
 * @param emitsWatermarks whether the source says itself up to which time it has read
 * @param retry how long a query is tried again
 * @param onMalformed what becomes of rows with a value that does not fit its column
 */
@Internal
public record InfluxDb3Scan(
        InfluxDb3ConnectionOptions connection,
        ScanTables tables,
        List<ScanColumn> columns,
        PointFilter filter,
        PointAggregation aggregation,
        ScanMode mode,
        Duration splitDuration,
        long limit,
        double recordsPerSecond,
        boolean emitsWatermarks,
        RetryPolicy retry,
        BadRecordHandling onMalformed)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /** The limit that is none. */
    public static final long NO_LIMIT = Long.MAX_VALUE;

    /** The rate that is none. */
    public static final double NO_RATE = Double.POSITIVE_INFINITY;

    public InfluxDb3Scan {
        columns = List.copyOf(columns);
    }

    public boolean isRateLimited() {
        return recordsPerSecond < NO_RATE;
    }

    /**
     * Whether rows that cannot be read are left out. Results of aggregates never are: what was
     * computed would be wrong.
     */
    public boolean goesOnWithoutMalformed() {
        return onMalformed.policy() != BadRecordPolicy.FAIL && aggregation.isNone();
    }

    @Override
    public String toString() {
        return tables + " of " + connection;
    }
}
