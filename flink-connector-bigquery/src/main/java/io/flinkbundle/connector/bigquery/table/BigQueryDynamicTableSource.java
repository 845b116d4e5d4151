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

package io.flinkbundle.connector.bigquery.table;

import io.flinkbundle.connector.bigquery.source.BigQuerySourceBuilder;
import io.flinkbundle.connector.bigquery.table.lookup.BigQueryLookups;
import io.flinkbundle.connector.bigquery.table.pushdown.NestedColumns;
import io.flinkbundle.connector.common.lookup.LookupProviders;
import io.flinkbundle.connector.common.options.CommonConnectorOptions;

import org.apache.flink.annotation.Internal;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.connector.source.LookupTableSource;
import org.apache.flink.table.connector.source.ScanTableSource;
import org.apache.flink.table.connector.source.SourceProvider;
import org.apache.flink.table.connector.source.abilities.SupportsFilterPushDown;
import org.apache.flink.table.connector.source.abilities.SupportsLimitPushDown;
import org.apache.flink.table.connector.source.abilities.SupportsProjectionPushDown;
import org.apache.flink.table.connector.source.lookup.LookupOptions;
import org.apache.flink.table.expressions.ResolvedExpression;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** Reads a table: only its needed columns, and the rows that fulfil a condition. */
@Internal
final class BigQueryDynamicTableSource
        implements ScanTableSource,
                LookupTableSource,
                SupportsProjectionPushDown,
                SupportsFilterPushDown,
                SupportsLimitPushDown {

    private final Supplier<BigQuerySourceBuilder> source;
    private final ReadableConfig options;

    /** Read in place of no column at all, to count rows. */
    private final String firstColumn;

    private final DataType physicalType;
    private DataType rowType;
    private Map<String, List<String>> nestedPaths = Map.of();
    private List<String> conditions = List.of();
    private long limit = Long.MAX_VALUE;

    /**
     * @param source makes a new builder at each call, without row type
     */
    BigQueryDynamicTableSource(
            Supplier<BigQuerySourceBuilder> source,
            DataType physicalType,
            String firstColumn,
            ReadableConfig options) {
        this.source = source;
        this.firstColumn = firstColumn;
        this.physicalType = physicalType;
        this.rowType = physicalType;
        this.options = options;
    }

    @Override
    public ChangelogMode getChangelogMode() {
        return ChangelogMode.insertOnly();
    }

    @Override
    public ScanRuntimeProvider getScanRuntimeProvider(ScanContext context) {
        BigQuerySourceBuilder built =
                builder().setProducedType(context.createTypeInformation(rowType));
        if (limit < Long.MAX_VALUE && !new ScanOptions(options).polls()) {
            built.setLimit(limit);
        }
        return SourceProvider.of(
                built.build(),
                options.getOptional(CommonConnectorOptions.SCAN_PARALLELISM).orElse(null));
    }

    private BigQuerySourceBuilder builder() {
        return source.get()
                .setRowType(rowType)
                .setNestedPaths(nestedPaths)
                .setCountedColumn(firstColumn)
                .setRowRestriction(
                        conditions.stream()
                                .map(condition -> "(" + condition + ")")
                                .collect(Collectors.joining(" AND ")));
    }

    @Override
    public LookupRuntimeProvider getLookupRuntimeProvider(LookupContext context) {
        return LookupProviders.create(
                options,
                new BigQueryLookups(
                        context, builder().buildScan(), options.get(LookupOptions.MAX_RETRIES)));
    }

    @Override
    public boolean supportsNestedProjection() {
        return NestedColumns.haveParts((RowType) physicalType.getLogicalType());
    }

    @Override
    public void applyProjection(int[][] fields, DataType producedType) {
        nestedPaths =
                NestedColumns.paths(
                        fields,
                        (RowType) physicalType.getLogicalType(),
                        (RowType) producedType.getLogicalType());
        rowType = producedType;
    }

    @Override
    public Result applyFilters(List<ResolvedExpression> filters) {
        List<ResolvedExpression> accepted = new ArrayList<>();
        List<String> found = new ArrayList<>();
        for (ResolvedExpression filter : filters) {
            RowRestriction.of(filter)
                    .ifPresent(
                            condition -> {
                                accepted.add(filter);
                                found.add(condition);
                            });
        }
        conditions = List.copyOf(found);
        // Flink examines the rows again: types and rounding may differ in corners.
        return Result.of(accepted, filters);
    }

    @Override
    public void applyLimit(long rows) {
        limit = rows;
    }

    @Override
    public DynamicTableSource copy() {
        BigQueryDynamicTableSource copy =
                new BigQueryDynamicTableSource(source, physicalType, firstColumn, options);
        copy.rowType = rowType;
        copy.nestedPaths = nestedPaths;
        copy.conditions = conditions;
        copy.limit = limit;
        return copy;
    }

    @Override
    public String asSummaryString() {
        return "Google BigQuery";
    }
}
