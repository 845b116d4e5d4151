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

import org.apache.flink.annotation.Internal;

import java.io.Serializable;
import java.util.List;

/**
 * What is read in place of points: one row for each group of them in a part of the time, first the
 * columns that make the group and then the aggregates. Whoever reads merges the rows of different
 * parts.
 *
 * @param keys the columns that make a group; without any there is one group, even of no points
 * @param aggregates what is computed of each group
 */
@Internal
public record PointAggregation(List<String> keys, List<Aggregate> aggregates)
        implements Serializable {

    private static final long serialVersionUID = 1L;

    /** Points are read as they are. */
    public static final PointAggregation NONE = new PointAggregation(List.of(), List.of());

    public PointAggregation {
        keys = List.copyOf(keys);
        aggregates = List.copyOf(aggregates);
    }

    public boolean isNone() {
        return keys.isEmpty() && aggregates.isEmpty();
    }

    /** One value of a group. */
    public sealed interface Aggregate extends Serializable {

        /** The number of points. */
        record CountRows() implements Aggregate {}

        /** The number of values. */
        record Count(String column) implements Aggregate {}

        /** The lowest value. */
        record Min(String column) implements Aggregate {}

        /** The highest value. */
        record Max(String column) implements Aggregate {}

        /**
         * The sum of integers.
         *
         * @param zeroOfNothing whether the sum of no value is zero and not NULL
         */
        record Sum(String column, boolean zeroOfNothing) implements Aggregate {}
    }
}
