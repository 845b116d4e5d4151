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

package io.flinkbundle.connector.bigquery.sink.writer.encode;

import org.apache.flink.annotation.Internal;

/**
 * Intervals in the form of BigQuery, {@code [sign]Y-M [sign]D [sign]H:M:S[.F]}.
 *
 * @see <a
 *     href="https://cloud.google.com/bigquery/docs/reference/standard-sql/data-types#interval_type">INTERVAL</a>
 */
@Internal
public final class IntervalTexts {

    private static final int MONTHS = 12;
    private static final long MILLIS = 1000;
    private static final long SECONDS = 60;
    private static final long HOURS = 24;

    private IntervalTexts() {}

    public static String ofMonths(int months) {
        int size = Math.abs(months);
        return sign(months) + size / MONTHS + "-" + size % MONTHS + " 0 0:0:0";
    }

    public static String ofMillis(long millis) {
        long seconds = Math.abs(millis) / MILLIS;
        long hours = seconds / SECONDS / SECONDS;
        String fraction =
                millis % MILLIS == 0 ? "" : String.format(".%03d", Math.abs(millis % MILLIS));
        return "0-0 "
                + sign(hours / HOURS == 0 ? 0 : millis)
                + hours / HOURS
                + " "
                + sign(millis)
                + hours % HOURS
                + ":"
                + seconds / SECONDS % SECONDS
                + ":"
                + seconds % SECONDS
                + fraction;
    }

    private static String sign(long value) {
        return value < 0 ? "-" : "";
    }
}
