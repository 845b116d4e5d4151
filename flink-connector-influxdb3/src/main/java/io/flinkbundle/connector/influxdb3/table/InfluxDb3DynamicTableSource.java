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

import io.flinkbundle.connector.common.lookup.LookupProviders;
import io.flinkbundle.connector.common.options.CommonConnectorOptions;
import io.flinkbundle.connector.influxdb3.source.InfluxDb3Scan;
import io.flinkbundle.connector.influxdb3.source.InfluxDb3Source;
import io.flinkbundle.connector.influxdb3.source.InfluxDb3SourceBuilder;
import io.flinkbundle.connector.influxdb3.source.PointAggregation;
import io.flinkbundle.connector.influxdb3.source.PointFilter;
import io.flinkbundle.connector.influxdb3.source.ScanColumn;
import io.flinkbundle.connector.influxdb3.source.TimeRange;
import io.flinkbundle.connector.influxdb3.table.lookup.InfluxDb3Lookups;
import io.flinkbundle.connector.influxdb3.table.pushdown.AggregateConverter;
import io.flinkbundle.connector.influxdb3.table.pushdown.FilterHandlingPolicy;
import io.flinkbundle.connector.influxdb3.table.pushdown.PushedFilters;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.eventtime.WatermarkStrategy;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.table.api.DataTypes;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.connector.source.LookupTableSource;
import org.apache.flink.table.connector.source.ScanTableSource;
import org.apache.flink.table.connector.source.abilities.SupportsFilterPushDown;
import org.apache.flink.table.connector.source.abilities.SupportsLimitPushDown;
import org.apache.flink.table.connector.source.abilities.SupportsProjectionPushDown;
import org.apache.flink.table.connector.source.abilities.SupportsReadingMetadata;
import org.apache.flink.table.connector.source.abilities.SupportsSourceWatermark;
import org.apache.flink.table.connector.source.abilities.SupportsWatermarkPushDown;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.expressions.AggregateExpression;
import org.apache.flink.table.expressions.ResolvedExpression;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A table of InfluxDB 3 in SQL. Reads the columns, times and, about, the rows needed. */
@Internal
class InfluxDb3DynamicTableSource
        implements ScanTableSource,
                LookupTableSource,
                SupportsFilterPushDown,
                SupportsProjectionPushDown,
                SupportsLimitPushDown,
                SupportsReadingMetadata,
                SupportsWatermarkPushDown,
                SupportsSourceWatermark {

    static final String MEASUREMENT = "measurement";

    private final SourceTable table;
    private final ScanOptions options;

    private List<ScanColumn> physicalColumns;
    private List<String> metadataKeys = List.of();
    private DataType producedType;
    private PointFilter filter = PointFilter.ALL;
    private TimeRange times = TimeRange.ALL;
    private PointAggregation aggregation = PointAggregation.NONE;
    private long limit = InfluxDb3Scan.NO_LIMIT;
    private boolean emitsWatermarks;
    private WatermarkStrategy<RowData> watermarks = WatermarkStrategy.noWatermarks();

    InfluxDb3DynamicTableSource(SourceTable table) {
        this.table = table;
        this.options = new ScanOptions(table.config());
        this.physicalColumns = table.columns().columns();
        this.producedType = table.physicalType();
    }

    @Override
    public ChangelogMode getChangelogMode() {
        return ChangelogMode.insertOnly();
    }

    @Override
    public ScanRuntimeProvider getScanRuntimeProvider(ScanContext context) {
        return new InfluxDb3ScanProvider(
                builder(context.createTypeInformation(producedType)).build(),
                watermarks,
                table.identifier(),
                table.config().getOptional(CommonConnectorOptions.SCAN_PARALLELISM));
    }

    final InfluxDb3SourceBuilder<RowData> builder(TypeInformation<RowData> type) {
        InfluxDb3SourceBuilder<RowData> source =
                InfluxDb3Source.<RowData>builder(row -> row, type)
                        .setColumns(columns())
                        .setFilter(filter)
                        .setTimes(times)
                        .setAggregation(aggregation)
                        .setLimit(limit)
                        .setEmitsWatermarks(emitsWatermarks);
        return options.apply(source, table.columns().hasTime());
    }

    @Override
    public LookupRuntimeProvider getLookupRuntimeProvider(LookupContext context) {
        if (options.readsSeveralTables()) {
            throw new ValidationException(
                    "Rows are looked up in one table: set 'table-name' to its name.");
        }
        TypeInformation<RowData> type = context.createTypeInformation(producedType);
        return LookupProviders.create(
                table.config(),
                new InfluxDb3Lookups(context, builder(type).buildScan(), type, table.config()));
    }

    private List<ScanColumn> columns() {
        List<ScanColumn> columns = new ArrayList<>(physicalColumns);
        metadataKeys.forEach(
                key -> columns.add(ScanColumn.measurement(DataTypes.STRING().getLogicalType())));
        return columns;
    }

    @Override
    public Map<String, DataType> listReadableMetadata() {
        return Map.of(MEASUREMENT, DataTypes.STRING().notNull());
    }

    @Override
    public void applyReadableMetadata(List<String> keys, DataType produced) {
        metadataKeys = List.copyOf(keys);
        producedType = produced;
    }

    @Override
    public Result applyFilters(List<ResolvedExpression> conditions) {
        boolean pushes =
                table.config().get(InfluxDb3ConnectorOptions.FILTER_HANDLING_POLICY)
                        == FilterHandlingPolicy.ALWAYS;
        // A condition on a column that a table lacks would be an error there.
        PushedFilters pushed =
                pushes
                        ? PushedFilters.divide(
                                conditions,
                                table.columns(),
                                new PushedFilters.Allowance(
                                        !options.readsSeveralTables(), !options.isUnbounded()))
                        : PushedFilters.none(conditions);
        filter = filter.and(pushed.filter());
        times = times.and(pushed.times());
        return pushed.result();
    }

    /** Reads groups of points in place of points, and returns true, if that is the same. */
    final boolean aggregate(
            List<int[]> groupings, List<AggregateExpression> aggregates, DataType groupType) {
        // A limit would be one of points, and what has been aggregated is not again.
        if (limit != InfluxDb3Scan.NO_LIMIT
                || !aggregation.isNone()
                || options.readsSeveralTables()
                || options.isUnbounded()) {
            return false;
        }
        Optional<AggregateConverter.Converted> converted =
                new AggregateConverter(
                                table.columns(),
                                columns(),
                                (RowType) groupType.getLogicalType(),
                                !table.config().get(InfluxDb3ConnectorOptions.FIELD_INTS_AS_FLOATS))
                        .convert(groupings, aggregates);
        converted.ifPresent(
                pushed -> {
                    aggregation = pushed.aggregation();
                    physicalColumns = pushed.columns();
                    metadataKeys = List.of();
                    producedType = groupType;
                });
        return converted.isPresent();
    }

    @Override
    public boolean supportsNestedProjection() {
        return false;
    }

    @Override
    public void applyProjection(int[][] projectedFields, DataType produced) {
        List<ScanColumn> projected = new ArrayList<>();
        for (int[] field : projectedFields) {
            projected.add(table.columns().columns().get(field[0]));
        }
        physicalColumns = projected;
        producedType = produced;
    }

    /** Each reader ends after so many rows; the rows beyond the limit are dropped by Flink. */
    @Override
    public void applyLimit(long maxRows) {
        limit = maxRows;
    }

    @Override
    public void applyWatermark(WatermarkStrategy<RowData> strategy) {
        watermarks = strategy;
    }

    @Override
    public void applySourceWatermark() {
        emitsWatermarks = true;
    }

    @Override
    public DynamicTableSource copy() {
        InfluxDb3DynamicTableSource copy = AggregatingTableSource.of(table);
        copy.physicalColumns = physicalColumns;
        copy.metadataKeys = metadataKeys;
        copy.producedType = producedType;
        copy.filter = filter;
        copy.times = times;
        copy.aggregation = aggregation;
        copy.limit = limit;
        copy.emitsWatermarks = emitsWatermarks;
        copy.watermarks = watermarks;
        return copy;
    }

    @Override
    public String asSummaryString() {
        return "InfluxDB 3";
    }
}
