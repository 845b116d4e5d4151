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

package io.flinkbundle.connector.pubsub.table;

import io.flinkbundle.connector.common.options.CommonConnectorOptions;
import io.flinkbundle.connector.pubsub.client.SchemaLookup;
import io.flinkbundle.connector.pubsub.sink.PubSubSinkBuilder;

import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.Configuration;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.connector.base.DeliveryGuarantee;
import org.apache.flink.table.connector.format.DecodingFormat;
import org.apache.flink.table.connector.format.EncodingFormat;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.factories.DeserializationFormatFactory;
import org.apache.flink.table.factories.DynamicTableSinkFactory;
import org.apache.flink.table.factories.DynamicTableSourceFactory;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.factories.SerializationFormatFactory;
import org.apache.flink.table.types.DataType;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Makes tables of Pub/Sub topics and subscriptions, to write and to read.
 *
 * <pre>{@code
 * CREATE TABLE orders (
 *     id BIGINT,
 *     customer STRING,
 *     amount DECIMAL(10, 2)
 * ) WITH (
 *     'connector' = 'pubsub',
 *     'project' = 'shop',
 *     'topic' = 'orders',
 *     'subscription' = 'orders-flink',
 *     'format' = 'json',
 *     'key.fields' = 'customer'
 * );
 * }</pre>
 */
@PublicEvolving
public final class PubSubDynamicTableFactory
        implements DynamicTableSourceFactory, DynamicTableSinkFactory {

    /** The value of the option {@code connector}. */
    public static final String IDENTIFIER = "pubsub";

    private static final Set<ConfigOption<?>> MESSAGE_OPTIONS =
            Set.of(
                    PubSubConnectorOptions.TOPIC,
                    FactoryUtil.FORMAT,
                    PubSubConnectorOptions.VALUE_FORMAT,
                    PubSubConnectorOptions.KEY_FIELDS,
                    PubSubConnectorOptions.KEY_FORMAT,
                    CommonConnectorOptions.DEAD_LETTER_PATH);

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
        options.addAll(MESSAGE_OPTIONS);
        options.addAll(ScanOptions.all());
        options.addAll(SinkOptions.all());
        return options;
    }

    @Override
    public DynamicTableSource createDynamicTableSource(Context context) {
        FactoryUtil.TableFactoryHelper helper = FactoryUtil.createTableFactoryHelper(this, context);
        ReadableConfig config = helper.getOptions();
        KeyOptions keys = new KeyOptions(config);
        keys.check();
        ValueDecoding values =
                keys.isSchemaFormat()
                        ? new SchemaFormat.Decoding(
                                lookup(config), new ScanOptions(config).schemaTopics())
                        : new FormatDecoding(
                                decoding(helper, FactoryUtil.FORMAT)
                                        .or(
                                                () ->
                                                        decoding(
                                                                helper,
                                                                PubSubConnectorOptions
                                                                        .VALUE_FORMAT))
                                        .orElseThrow());
        DataType physicalType = context.getPhysicalRowDataType();
        int[] keyColumns = keys.keyColumns(DataType.getFieldNames(physicalType));
        Optional<DecodingFormat<DeserializationSchema<RowData>>> keyFormat =
                keyColumns.length == 0
                        ? Optional.empty()
                        : Optional.of(keyDecodingFormat(helper, context));
        helper.validate();
        ScanOptions options = new ScanOptions(config);
        options.check();
        return new PubSubDynamicTableSource(
                new ScanSource(
                        options::source,
                        config.get(PubSubSourceOptions.SCAN_DELIVERY_GUARANTEE)
                                == DeliveryGuarantee.EXACTLY_ONCE,
                        config.get(PubSubSourceOptions.SCAN_ACK_MODE),
                        config.get(PubSubSourceOptions.SCAN_BATCH_ACKNOWLEDGE)),
                new SourceLayout(physicalType, values, keyColumns, keyFormat),
                new PubSubDynamicTableSource.ScanSettings(
                        config.get(PubSubSourceOptions.SCAN_BOUNDED_MODE)
                                != ScanBoundedMode.UNBOUNDED,
                        config.getOptional(PubSubSourceOptions.SCAN_TIMESTAMP_ATTRIBUTE).orElse(""),
                        SourceWatermarks.of(config, context.getConfiguration()),
                        config.getOptional(CommonConnectorOptions.SCAN_PARALLELISM),
                        context.getObjectIdentifier().asSummaryString()));
    }

    @Override
    public DynamicTableSink createDynamicTableSink(Context context) {
        FactoryUtil.TableFactoryHelper helper = FactoryUtil.createTableFactoryHelper(this, context);
        ReadableConfig config = helper.getOptions();
        KeyOptions keys = new KeyOptions(config);
        keys.check();
        EncodingFormat<SerializationSchema<RowData>> format =
                keys.isSchemaFormat()
                        ? new SchemaFormat.Encoding(
                                lookup(config), new SinkOptions(config).schemaTopic())
                        : encoding(helper, FactoryUtil.FORMAT)
                                .or(() -> encoding(helper, PubSubConnectorOptions.VALUE_FORMAT))
                                .orElseThrow();
        DataType physicalType = context.getPhysicalRowDataType();
        int[] keyColumns = keys.keyColumns(DataType.getFieldNames(physicalType));
        Optional<EncodingFormat<SerializationSchema<RowData>>> keyFormat =
                keyColumns.length == 0 ? Optional.empty() : Optional.of(keyFormat(helper, context));
        helper.validate();
        PubSubSinkBuilder<RowData> sink = new SinkOptions(config).sink();
        return new PubSubDynamicTableSink(
                serializer -> sink.setSerializer(serializer).build(),
                new SinkLayout(physicalType, format, keyColumns, keyFormat),
                config.getOptional(PubSubConnectorOptions.TOPIC).isPresent(),
                config.getOptional(CommonConnectorOptions.SINK_PARALLELISM));
    }

    private static SchemaLookup lookup(ReadableConfig config) {
        return new SchemaLookup(new ConnectionOptions(config).read());
    }

    /** Flink looks for formats that are set, and not for defaults. */
    private static EncodingFormat<SerializationSchema<RowData>> keyFormat(
            FactoryUtil.TableFactoryHelper helper, Context context) {
        return encoding(helper, PubSubConnectorOptions.KEY_FORMAT)
                .orElseGet(
                        () ->
                                FactoryUtil.discoverFactory(
                                                context.getClassLoader(),
                                                SerializationFormatFactory.class,
                                                PubSubConnectorOptions.KEY_FORMAT.defaultValue())
                                        .createEncodingFormat(context, new Configuration()));
    }

    /** See {@link #keyFormat}. */
    private static DecodingFormat<DeserializationSchema<RowData>> keyDecodingFormat(
            FactoryUtil.TableFactoryHelper helper, Context context) {
        return decoding(helper, PubSubConnectorOptions.KEY_FORMAT)
                .orElseGet(
                        () ->
                                FactoryUtil.discoverFactory(
                                                context.getClassLoader(),
                                                DeserializationFormatFactory.class,
                                                PubSubConnectorOptions.KEY_FORMAT.defaultValue())
                                        .createDecodingFormat(context, new Configuration()));
    }

    private static Optional<DecodingFormat<DeserializationSchema<RowData>>> decoding(
            FactoryUtil.TableFactoryHelper helper, ConfigOption<String> option) {
        return helper.discoverOptionalDecodingFormat(DeserializationFormatFactory.class, option);
    }

    private static Optional<EncodingFormat<SerializationSchema<RowData>>> encoding(
            FactoryUtil.TableFactoryHelper helper, ConfigOption<String> option) {
        return helper.discoverOptionalEncodingFormat(SerializationFormatFactory.class, option);
    }
}
