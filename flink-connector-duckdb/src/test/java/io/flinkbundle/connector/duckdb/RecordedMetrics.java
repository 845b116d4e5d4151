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

package io.flinkbundle.connector.duckdb;

import org.apache.flink.metrics.Counter;
import org.apache.flink.metrics.Gauge;
import org.apache.flink.metrics.Metric;
import org.apache.flink.runtime.metrics.groups.UnregisteredMetricGroups;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** A metric group that remembers what was registered. */
public final class RecordedMetrics
        extends UnregisteredMetricGroups.UnregisteredOperatorMetricGroup {

    private final Map<String, Metric> metrics = new ConcurrentHashMap<>();

    @Override
    protected void addMetric(String name, Metric metric) {
        // The superclass calls this from its constructor, too.
        if (metrics != null) {
            metrics.put(name, metric);
        }
    }

    public long count(String name) {
        return ((Counter) metrics.get(name)).getCount();
    }

    public long value(String name) {
        return (Long) ((Gauge<?>) metrics.get(name)).getValue();
    }
}
