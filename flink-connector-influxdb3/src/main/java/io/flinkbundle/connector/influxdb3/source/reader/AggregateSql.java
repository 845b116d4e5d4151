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

package io.flinkbundle.connector.influxdb3.source.reader;

import io.flinkbundle.connector.influxdb3.client.Identifiers;
import io.flinkbundle.connector.influxdb3.source.PointAggregation.Aggregate;

import org.apache.flink.annotation.Internal;

/** Says an aggregate in SQL. */
@Internal
final class AggregateSql {

    private AggregateSql() {}

    static String of(Aggregate aggregate) {
        if (aggregate instanceof Aggregate.CountRows) {
            return "COUNT(*)";
        }
        if (aggregate instanceof Aggregate.Count count) {
            return "COUNT(" + Identifiers.quote(count.column()) + ")";
        }
        if (aggregate instanceof Aggregate.Min min) {
            return "MIN(" + Identifiers.quote(min.column()) + ")";
        }
        if (aggregate instanceof Aggregate.Max max) {
            return "MAX(" + Identifiers.quote(max.column()) + ")";
        }
        Aggregate.Sum sum = (Aggregate.Sum) aggregate;
        String sql = "SUM(" + Identifiers.quote(sum.column()) + ")";
        return sum.zeroOfNothing() ? "COALESCE(" + sql + ", 0)" : sql;
    }
}
