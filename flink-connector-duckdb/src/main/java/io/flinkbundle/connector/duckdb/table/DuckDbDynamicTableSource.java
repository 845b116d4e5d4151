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

package io.flinkbundle.connector.duckdb.table;

import io.flinkbundle.connector.common.lookup.LookupProviders;
import io.flinkbundle.connector.common.options.CommonConnectorOptions;
import io.flinkbundle.connector.duckdb.client.DuckDbSettings;
import io.flinkbundle.connector.duckdb.sink.ConnectionHold;
import io.flinkbundle.connector.duckdb.source.DuckDbScan;
import io.flinkbundle.connector.duckdb.source.DuckDbSource;
import io.flinkbundle.connector.duckdb.source.DuckDbSourceBuilder;
import io.flinkbundle.connector.duckdb.source.RowAggregation;
import io.flinkbundle.connector.duckdb.source.RowFilter;
import io.flinkbundle.connector.duckdb.source.ScanBoundedMode;
import io.flinkbundle.connector.duckdb.table.lookup.DuckDbLookups;
import io.flinkbundle.connector.duckdb.table.pushdown.AggregateConverter;
import io.flinkbundle.connector.duckdb.table.pushdown.FilterHandlingPolicy;
import io.flinkbundle.connector.duckdb.table.pushdown.NestedPaths;
import io.flinkbundle.connector.duckdb.table.pushdown.PushedFilters;
import io.flinkbundle.connector.duckdb.table.pushdown.TableStatistics;

import org.apache.flink.annotation.Internal;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.connector.source.LookupTableSource;
import org.apache.flink.table.connector.source.ScanTableSource;
import org.apache.flink.table.connector.source.SourceProvider;
import org.apache.flink.table.connector.source.abilities.SupportsFilterPushDown;
import org.apache.flink.table.connector.source.abilities.SupportsLimitPushDown;
import org.apache.flink.table.connector.source.abilities.SupportsProjectionPushDown;
import org.apache.flink.table.connector.source.abilities.SupportsStatisticReport;
import org.apache.flink.table.connector.source.lookup.LookupOptions;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.expressions.AggregateExpression;
import org.apache.flink.table.expressions.ResolvedExpression;
import org.apache.flink.table.plan.stats.TableStats;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;

/** A DuckDB table in SQL, scanned or looked up. Reads the columns and, about, the rows needed. */
@Internal
class DuckDbDynamicTableSource
        implements ScanTableSource,
                LookupTableSource,
                SupportsFilterPushDown,
                SupportsProjectionPushDown,
                SupportsLimitPushDown,
                SupportsStatisticReport {

    private final DuckDbSettings settings;
    private final ReadableConfig options;
    private final boolean readsSplitsAnew;
    private final DataType physicalType;
    private DataType producedType;
    private Map<String, List<String>> nestedPaths = Map.of();
    private RowFilter filter = RowFilter.ALL_ROWS;
    private RowAggregation aggregation = RowAggregation.NONE;
    private OptionalLong limit = OptionalLong.empty();

    /**
     * @param readsSplitsAnew whether a failure leads back to the start of a split, never into it
     */
    DuckDbDynamicTableSource(
            DuckDbSettings settings,
            ReadableConfig options,
            DataType physicalRowType,
            boolean readsSplitsAnew) {
        this.settings = settings;
        this.options = options;
        this.physicalType = physicalRowType;
        this.producedType = physicalRowType;
        this.readsSplitsAnew = readsSplitsAnew;
    }

    @Override
    public ChangelogMode getChangelogMode() {
        return ChangelogMode.insertOnly();
    }

    @Override
    public ScanRuntimeProvider getScanRuntimeProvider(ScanContext context) {
        return SourceProvider.of(
                builder(context.createTypeInformation(producedType)).build(),
                options.getOptional(CommonConnectorOptions.SCAN_PARALLELISM).orElse(null));
    }

    private DuckDbSourceBuilder<RowData> builder(TypeInformation<RowData> typeInformation) {
        DuckDbSourceBuilder<RowData> builder =
                DuckDbSource.<RowData>builder(row -> row, typeInformation)
                        .setSettings(settings)
                        .setRowType(producedType)
                        .setNestedPaths(nestedPaths)
                        .setFilter(filter)
                        .setAggregation(aggregation)
                        .setResumable(!readsSplitsAnew);
        ScanOptions.apply(options, builder);
        limit.ifPresent(builder::setLimit);
        return builder;
    }

    /** Looks at the file, if it is there. */
    @Override
    public TableStats reportStatistics() {
        return TableStatistics.of(builder(TypeInformation.of(RowData.class)).buildScan());
    }

    @Override
    public LookupRuntimeProvider getLookupRuntimeProvider(LookupContext context) {
        TypeInformation<RowData> type = context.createTypeInformation(producedType);
        DuckDbScan scan =
                builder(type)
                        .setResumable(false)
                        .setBoundedMode(ScanBoundedMode.LATEST)
                        .buildScan();
        return LookupProviders.create(
                options,
                new DuckDbLookups(
                        context,
                        scan,
                        type,
                        options.get(LookupOptions.MAX_RETRIES),
                        options.get(DuckDbConnectorOptions.CONNECTION_HOLD) == ConnectionHold.JOB));
    }

    @Override
    public Result applyFilters(List<ResolvedExpression> conditions) {
        boolean pushes =
                options.get(DuckDbConnectorOptions.FILTER_HANDLING_POLICY)
                        == FilterHandlingPolicy.ALWAYS;
        PushedFilters pushed =
                pushes
                        ? PushedFilters.divide(conditions, (RowType) physicalType.getLogicalType())
                        : PushedFilters.none(conditions);
        filter = filter.and(pushed.filter());
        return pushed.result();
    }

    /** Reads groups of rows in place of rows, and returns true, if that is sure to be the same. */
    final boolean aggregate(
            List<int[]> groupings, List<AggregateExpression> aggregates, DataType groupType) {
        // A limit would be one of rows, and what has been aggregated is not again.
        // Aggregates name whole columns.
        if (limit.isPresent() || !aggregation.isNone() || !nestedPaths.isEmpty()) {
            return false;
        }
        Optional<RowAggregation> converted =
                AggregateConverter.convert(
                        groupings,
                        aggregates,
                        (RowType) producedType.getLogicalType(),
                        (RowType) groupType.getLogicalType());
        converted.ifPresent(
                pushed -> {
                    aggregation = pushed;
                    producedType = groupType;
                });
        return converted.isPresent();
    }

    @Override
    public boolean supportsNestedProjection() {
        return true;
    }

    @Override
    public void applyProjection(int[][] projectedFields, DataType producedDataType) {
        producedType = producedDataType;
        nestedPaths =
                NestedPaths.of(
                        projectedFields,
                        (RowType) physicalType.getLogicalType(),
                        (RowType) producedDataType.getLogicalType());
    }

    /** Each split ends after so many rows; the rows beyond the limit are dropped by Flink. */
    @Override
    public void applyLimit(long maxRows) {
        limit = OptionalLong.of(maxRows);
    }

    @Override
    public DynamicTableSource copy() {
        DuckDbDynamicTableSource copy =
                AggregatingTableSource.of(settings, options, physicalType, readsSplitsAnew);
        copy.producedType = producedType;
        copy.nestedPaths = nestedPaths;
        copy.filter = filter;
        copy.aggregation = aggregation;
        copy.limit = limit;
        return copy;
    }

    @Override
    public String asSummaryString() {
        return options.getOptional(DuckDbConnectorOptions.TABLE_NAME)
                .map(name -> "DuckDB table " + name)
                .orElse("DuckDB query");
    }
}
