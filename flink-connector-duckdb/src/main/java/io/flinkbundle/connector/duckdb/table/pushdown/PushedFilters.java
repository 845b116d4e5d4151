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

package io.flinkbundle.connector.duckdb.table.pushdown;

import io.flinkbundle.connector.duckdb.source.RowFilter;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.connector.source.abilities.SupportsFilterPushDown;
import org.apache.flink.table.expressions.ResolvedExpression;
import org.apache.flink.table.types.logical.RowType;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The conditions of a query, divided between DuckDB and Flink.
 *
 * @param filter what DuckDB evaluates
 * @param result the same for Flink's planner: what DuckDB evaluates, Flink does not evaluate again
 */
@Internal
public record PushedFilters(RowFilter filter, SupportsFilterPushDown.Result result) {

    /**
     * Divides conditions.
     *
     * @param conditions what has to be true of each row
     * @param columns the declared columns
     */
    public static PushedFilters divide(List<ResolvedExpression> conditions, RowType columns) {
        FilterConverter converter = new FilterConverter(columns);
        List<RowFilter> filters = new ArrayList<>();
        List<ResolvedExpression> accepted = new ArrayList<>();
        List<ResolvedExpression> remaining = new ArrayList<>();
        for (ResolvedExpression condition : conditions) {
            Optional<RowFilter> filter = converter.convert(condition);
            filter.ifPresent(filters::add);
            (filter.isPresent() ? accepted : remaining).add(condition);
        }
        return new PushedFilters(
                filters.isEmpty() ? RowFilter.ALL_ROWS : new RowFilter.And(filters),
                SupportsFilterPushDown.Result.of(accepted, remaining));
    }

    /** Leaves all conditions to Flink. */
    public static PushedFilters none(List<ResolvedExpression> conditions) {
        return new PushedFilters(
                RowFilter.ALL_ROWS, SupportsFilterPushDown.Result.of(List.of(), conditions));
    }
}
