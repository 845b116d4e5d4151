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

import org.apache.flink.annotation.Internal;

import java.util.Map;
import java.util.TreeMap;

/**
 * A query in the SQL of InfluxDB 3.
 *
 * @param sql names its parameters as {@code $name}
 * @param parameters their values: strings, numbers and booleans. No value stands in the SQL itself.
 */
@Internal
public record SqlQuery(String sql, Map<String, Object> parameters) {

    public SqlQuery {
        parameters = Map.copyOf(parameters);
    }

    /** A query without parameters. */
    public static SqlQuery of(String sql) {
        return new SqlQuery(sql, Map.of());
    }

    /** For logs: the values may be anybody's data and stay out. */
    @Override
    public String toString() {
        return parameters.isEmpty() ? sql : sql + " with " + new TreeMap<>(parameters).keySet();
    }
}
