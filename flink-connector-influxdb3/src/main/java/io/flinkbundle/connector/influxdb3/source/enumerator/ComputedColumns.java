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

package io.flinkbundle.connector.influxdb3.source.enumerator;

import io.flinkbundle.connector.influxdb3.source.InfluxDb3Scan;
import io.flinkbundle.connector.influxdb3.source.PointAggregation.Aggregate;
import io.flinkbundle.connector.influxdb3.source.PointFilter;

import org.apache.flink.annotation.Internal;

import java.io.Serializable;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/** The columns with which the server computes something. */
@Internal
final class ComputedColumns {

    private ComputedColumns() {}

    /** Those that are taken for numbers or booleans. */
    static Set<String> notTexts(InfluxDb3Scan scan) {
        Set<String> columns = new HashSet<>();
        collect(scan.filter(), columns);
        for (Aggregate aggregate : scan.aggregation().aggregates()) {
            if (aggregate instanceof Aggregate.Min min) {
                columns.add(min.column());
            } else if (aggregate instanceof Aggregate.Max max) {
                columns.add(max.column());
            } else if (aggregate instanceof Aggregate.Sum sum) {
                columns.add(sum.column());
            }
        }
        return columns;
    }

    /** Those whose sum is wanted. */
    static List<String> sums(InfluxDb3Scan scan) {
        return scan.aggregation().aggregates().stream()
                .filter(Aggregate.Sum.class::isInstance)
                .map(sum -> ((Aggregate.Sum) sum).column())
                .toList();
    }

    private static void collect(PointFilter filter, Set<String> columns) {
        if (filter instanceof PointFilter.And and) {
            and.parts().forEach(part -> collect(part, columns));
        } else if (filter instanceof PointFilter.Or or) {
            or.parts().forEach(part -> collect(part, columns));
        } else if (filter instanceof PointFilter.Not not) {
            collect(not.negated(), columns);
        } else if (filter instanceof PointFilter.Flag flag) {
            columns.add(flag.column());
        } else if (filter instanceof PointFilter.Compare compare) {
            add(compare.column(), List.of(compare.value()), columns);
        } else if (filter instanceof PointFilter.In in) {
            add(in.column(), in.values(), columns);
        }
    }

    private static void add(
            String column, List<? extends Serializable> values, Set<String> columns) {
        if (values.stream().anyMatch(Predicate.not(String.class::isInstance))) {
            columns.add(column);
        }
    }
}
