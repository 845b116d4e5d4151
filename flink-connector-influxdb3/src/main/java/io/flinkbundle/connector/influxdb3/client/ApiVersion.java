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

package io.flinkbundle.connector.influxdb3.client;

import org.apache.flink.annotation.PublicEvolving;

import java.util.Locale;

/**
 * The generation of the HTTP API that a server speaks.
 *
 * @see <a href="https://docs.influxdata.com/influxdb3/core/write-data/http-api/">Write APIs of
 *     InfluxDB 3</a>
 */
@PublicEvolving
public enum ApiVersion {
    /**
     * InfluxDB 3, {@code /api/v3/write_lp}: takes the good lines of a request and names the bad
     * ones.
     */
    V3,
    /** InfluxDB 2 and compatible servers, {@code /api/v2/write}: a bucket and an organization. */
    V2,
    /** InfluxDB 1 and compatible servers, {@code /write}. */
    V1;

    /** The value as it is written in a table option. */
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }

    /**
     * Whether two backslashes stand for one in names and tags. The older parsers take a backslash
     * for itself unless a character follows that has to be escaped.
     */
    boolean escapesBackslashes() {
        return this == V3;
    }
}
