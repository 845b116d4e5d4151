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

package io.flinkbundle.connector.influxdb3.table.pushdown;

import io.flinkbundle.connector.influxdb3.source.PointFilter;
import io.flinkbundle.connector.influxdb3.source.TimeRange;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.connector.source.abilities.SupportsFilterPushDown;
import org.apache.flink.table.expressions.ResolvedExpression;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The conditions of a query, divided between the server and Flink.
 *
 * @param filter what the server evaluates of tags and fields
 * @param times the times that are read
 * @param result the same for Flink's planner: what is done, Flink does not evaluate again
 */
@Internal
public record PushedFilters(
        PointFilter filter, TimeRange times, SupportsFilterPushDown.Result result) {

    /**
     * Which conditions may be pushed.
     *
     * @param values those on tags and fields
     * @param timesAreComplete whether nothing outside of the times is read, so that Flink need not
     *     look at them again
     */
    public record Allowance(boolean values, boolean timesAreComplete) {}

    /** Divides conditions, all of which have to be true of each row. */
    public static PushedFilters divide(
            List<ResolvedExpression> conditions, TableColumns columns, Allowance allowance) {
        FilterConverter filters = new FilterConverter(columns);
        TimeConditions times = new TimeConditions(columns);
        PointFilter filter = PointFilter.ALL;
        TimeRange range = TimeRange.ALL;
        List<ResolvedExpression> accepted = new ArrayList<>();
        List<ResolvedExpression> remaining = new ArrayList<>();
        for (ResolvedExpression condition : conditions) {
            Optional<TimeConditions.Found> time = times.convert(condition);
            Optional<PointFilter> value =
                    allowance.values() && time.isEmpty()
                            ? filters.convert(condition)
                            : Optional.empty();
            if (time.isPresent()) {
                range = range.and(time.get().times());
            }
            filter = value.map(filter::and).orElse(filter);
            if (time.isPresent() || value.isPresent()) {
                accepted.add(condition);
            }
            boolean isDone =
                    value.isPresent()
                            || allowance.timesAreComplete()
                                    && time.map(TimeConditions.Found::isExact).orElse(false);
            if (!isDone) {
                remaining.add(condition);
            }
        }
        return new PushedFilters(
                filter, range, SupportsFilterPushDown.Result.of(accepted, remaining));
    }

    /** Leaves all conditions to Flink. */
    public static PushedFilters none(List<ResolvedExpression> conditions) {
        return new PushedFilters(
                PointFilter.ALL,
                TimeRange.ALL,
                SupportsFilterPushDown.Result.of(List.of(), conditions));
    }
}
