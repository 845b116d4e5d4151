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

import io.flinkbundle.connector.bigquery.sink.BigQuerySinkBuilder;
import io.flinkbundle.connector.bigquery.types.BigQueryTypes;
import io.flinkbundle.connector.common.lookup.LookupProviders;
import io.flinkbundle.connector.common.options.CommonConnectorOptions;

import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.catalog.UniqueConstraint;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.factories.DynamicTableSinkFactory;
import org.apache.flink.table.factories.DynamicTableSourceFactory;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.types.DataType;
import org.apache.flink.table.types.logical.RowType;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Makes tables of tables of BigQuery.
 *
 * <pre>{@code
 * CREATE TABLE orders (
 *     id BIGINT,
 *     customer STRING,
 *     amount DECIMAL(10, 2),
 *     ordered TIMESTAMP_LTZ(6)
 * ) WITH (
 *     'connector' = 'bigquery',
 *     'table-name' = 'shop.sales.orders'
 * );
 * }</pre>
 */
@PublicEvolving
public final class BigQueryDynamicTableFactory
        implements DynamicTableSourceFactory, DynamicTableSinkFactory {

    /** The value of the option {@code connector}. */
    public static final String IDENTIFIER = "bigquery";

    @Override
    public String factoryIdentifier() {
        return IDENTIFIER;
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return Set.of();
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
        Set<ConfigOption<?>> options = new HashSet<>(ConnectionOptions.all());
        options.addAll(TableOptions.all());
        options.addAll(ScanOptions.all());
        options.addAll(LookupProviders.OPTIONS);
        options.addAll(SinkOptions.all());
        return options;
    }

    @Override
    public DynamicTableSource createDynamicTableSource(Context context) {
        FactoryUtil.TableFactoryHelper helper = FactoryUtil.createTableFactoryHelper(this, context);
        helper.validate();
        ReadableConfig config = helper.getOptions();
        ScanOptions scan = new ScanOptions(config);
        // Refuses what is wrong before the planner asks for the source.
        scan.source();
        LookupProviders.check(config);
        DataType rowType = context.getPhysicalRowDataType();
        return new BigQueryDynamicTableSource(
                scan::source, rowType, DataType.getFieldNames(rowType).get(0), config);
    }

    @Override
    public DynamicTableSink createDynamicTableSink(Context context) {
        FactoryUtil.TableFactoryHelper helper = FactoryUtil.createTableFactoryHelper(this, context);
        helper.validate();
        ReadableConfig config = helper.getOptions();
        DataType rowType = context.getPhysicalRowDataType();
        List<String> primaryKey =
                context.getCatalogTable()
                        .getResolvedSchema()
                        .getPrimaryKey()
                        .map(UniqueConstraint::getColumns)
                        .orElse(List.of());
        BigQuerySinkBuilder<RowData> sink =
                new SinkOptions(config)
                        .sink(DataType.getFieldNames(rowType), primaryKey)
                        .setRowType(rowType)
                        .setRowConverter(row -> row);
        try {
            BigQueryTypes.schema((RowType) rowType.getLogicalType());
            // The planner may never ask for a sink that cannot be built.
            sink.build();
        } catch (IllegalArgumentException e) {
            throw new ValidationException(e.getMessage(), e);
        }
        return new BigQueryDynamicTableSink(
                sink,
                TableOptions.read(config),
                DataType.getFieldCount(rowType),
                !primaryKey.isEmpty(),
                config.getOptional(CommonConnectorOptions.SINK_PARALLELISM));
    }
}
