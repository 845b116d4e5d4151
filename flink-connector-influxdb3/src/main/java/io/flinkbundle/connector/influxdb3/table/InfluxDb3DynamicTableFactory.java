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
import io.flinkbundle.connector.influxdb3.sink.InfluxDb3SinkBuilder;

import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.common.typeinfo.TypeInformation;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.factories.DynamicTableSinkFactory;
import org.apache.flink.table.factories.DynamicTableSourceFactory;
import org.apache.flink.table.factories.FactoryUtil;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Makes tables of InfluxDB 3.
 *
 * <pre>{@code
 * CREATE TABLE climate (
 *     room STRING,
 *     temperature DOUBLE,
 *     humidity DOUBLE,
 *     `time` TIMESTAMP_LTZ(3)
 * ) WITH (
 *     'connector' = 'influxdb3',
 *     'url' = 'https://influxdb.example:8181',
 *     'database' = 'building',
 *     'token.file' = '/etc/secrets/influxdb-token',
 *     'table-name' = 'climate',
 *     'tag.columns' = 'room'
 * );
 * }</pre>
 */
@PublicEvolving
public final class InfluxDb3DynamicTableFactory
        implements DynamicTableSourceFactory, DynamicTableSinkFactory {

    /** The value of the option {@code connector}. */
    public static final String IDENTIFIER = "influxdb3";

    @Override
    public String factoryIdentifier() {
        return IDENTIFIER;
    }

    @Override
    public Set<ConfigOption<?>> requiredOptions() {
        return Set.of(InfluxDb3ConnectorOptions.URL, InfluxDb3ConnectorOptions.DATABASE);
    }

    @Override
    public Set<ConfigOption<?>> optionalOptions() {
        Set<ConfigOption<?>> options = new HashSet<>(ConnectionOptions.optional());
        options.addAll(SinkOptions.all());
        options.addAll(ScanOptions.all());
        options.addAll(LookupProviders.OPTIONS);
        return options;
    }

    @Override
    public DynamicTableSource createDynamicTableSource(Context context) {
        FactoryUtil.TableFactoryHelper helper = FactoryUtil.createTableFactoryHelper(this, context);
        helper.validate();
        InfluxDb3DynamicTableSource source =
                AggregatingTableSource.of(
                        new SourceTable(
                                helper.getOptions(),
                                context.getPhysicalRowDataType(),
                                ScanLayout.of(
                                        helper.getOptions(),
                                        context.getCatalogTable().getResolvedSchema()),
                                context.getObjectIdentifier().asSummaryString()));
        try {
            source.builder(TypeInformation.of(RowData.class)).buildScan();
        } catch (IllegalArgumentException e) {
            throw new ValidationException(e.getMessage(), e);
        }
        return source;
    }

    @Override
    public DynamicTableSink createDynamicTableSink(Context context) {
        FactoryUtil.TableFactoryHelper helper = FactoryUtil.createTableFactoryHelper(this, context);
        helper.validate();
        ReadableConfig config = helper.getOptions();
        refuseWhatCanOnlyBeRead(config);
        PointLayout layout =
                new PointLayouts(config, context.getCatalogTable().getResolvedSchema()).layout();
        InfluxDb3SinkBuilder<RowData> sink = new SinkOptions(config).sink(layout.precision());
        return new InfluxDb3DynamicTableSink(
                serializer -> sink.setSerializer(serializer).build(),
                layout,
                config.getOptional(CommonConnectorOptions.SINK_PARALLELISM));
    }

    private static void refuseWhatCanOnlyBeRead(ReadableConfig config) {
        for (ConfigOption<String> option :
                List.of(InfluxDb3ConnectorOptions.QUERY, InfluxDb3ConnectorOptions.TABLE_PATTERN)) {
            if (config.getOptional(option).isPresent()) {
                throw new ValidationException(
                        "Option '"
                                + option.key()
                                + "' is set: such a table can only be read. Name the table to write"
                                + " to in 'table-name'.");
            }
        }
    }
}
