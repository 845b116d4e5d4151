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

package io.flinkbundle.connector.influxdb3.source.split;

import org.apache.flink.annotation.PublicEvolving;

/**
 * The points of a table from one time to another. They come by time and, of one time, by their
 * tags, so that a place is told by a time and a number.
 *
 * @param table the table; empty for the result of a query
 * @param from its first nanosecond since the epoch
 * @param to the nanosecond behind its last one
 * @param time the time of the point that was read last; {@code from} before the first
 * @param rows how many points of that time have been read
 */
@PublicEvolving
public record RangeSplit(String table, long from, long to, long time, long rows)
        implements InfluxDb3Split {

    /** A range of which nothing has been read. */
    public static RangeSplit unread(String table, long from, long to) {
        return new RangeSplit(table, from, to, from, 0);
    }

    @Override
    public String splitId() {
        return table + '@' + from + '-' + to;
    }
}
