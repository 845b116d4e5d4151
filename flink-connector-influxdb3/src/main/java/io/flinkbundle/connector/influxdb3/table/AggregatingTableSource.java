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

package io.flinkbundle.connector.influxdb3.table;

import org.apache.flink.annotation.Internal;
import org.apache.flink.table.connector.source.abilities.SupportsAggregatePushDown;
import org.apache.flink.table.expressions.AggregateExpression;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.LogicalTypeRoot;
import org.apache.flink.table.types.logical.utils.LogicalTypeChecks;

import java.util.List;

/**
 * A source that aggregates. A class of its own, because Flink 2.3 cannot plan the average of a
 * DECIMAL over a source with this ability, whatever the source would answer.
 */
@Internal
final class AggregatingTableSource extends InfluxDb3DynamicTableSource
        implements SupportsAggregatePushDown {

    private AggregatingTableSource(SourceTable table) {
        super(table);
    }

    /** The source for a table, with this ability if Flink can handle it. */
    static InfluxDb3DynamicTableSource of(SourceTable table) {
        boolean decimals =
                LogicalTypeChecks.hasNested(
                        table.physicalType().getLogicalType(),
                        type -> type.is(LogicalTypeRoot.DECIMAL));
        return decimals
                ? new InfluxDb3DynamicTableSource(table)
                : new AggregatingTableSource(table);
    }

    @Override
    public boolean applyAggregates(
            List<int[]> groupings, List<AggregateExpression> aggregates, DataType producedType) {
        return aggregate(groupings, aggregates, producedType);
    }
}
