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

package io.flinkbundle.connector.redis.table;

import io.flinkbundle.connector.common.lookup.LookupProviders;
import io.flinkbundle.connector.common.options.CommonConnectorOptions;
import io.flinkbundle.connector.redis.client.JedisStreamsClient;
import io.flinkbundle.connector.redis.keyvalue.RedisKeyValueSink;
import io.flinkbundle.connector.redis.keyvalue.RedisKeyValueSinkBuilder;

import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;
import org.apache.flink.table.api.ValidationException;
import org.apache.flink.table.connector.ChangelogMode;
import org.apache.flink.table.connector.format.DecodingFormat;
import org.apache.flink.table.connector.format.EncodingFormat;
import org.apache.flink.table.connector.format.Format;
import org.apache.flink.table.connector.sink.DynamicTableSink;
import org.apache.flink.table.connector.source.DynamicTableSource;
import org.apache.flink.table.data.RowData;
import org.apache.flink.table.factories.DeserializationFormatFactory;
import org.apache.flink.table.factories.DynamicTableSinkFactory;
import org.apache.flink.table.factories.DynamicTableSourceFactory;
import org.apache.flink.table.factories.FactoryUtil;
import org.apache.flink.table.factories.SerializationFormatFactory;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes tables of Redis keys, to look up and to write.
 *
 * <pre>{@code
 * CREATE TABLE users (
 *     id BIGINT,
 *     name STRING,
 *     PRIMARY KEY (id) NOT ENFORCED
 * ) WITH (
 *     'connector' = 'redis',
 *     'host' = 'redis.example',
 *     'key.prefix' = 'user:'
 * );
 * }</pre>
 */
@PublicEvolving
public final class RedisDynamicTableFactory
        implements DynamicTableSourceFactory, DynamicTableSinkFactory {

    /** The value of the option {@code connector}. */
    public static final String IDENTIFIER = "redis";

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
        Set<ConfigOption<?>> options =
                new HashSet<>(
                        List.of(
                                RedisConnectorOptions.KEY_PREFIX,
                                RedisConnectorOptions.KEY_COLUMNS,
                                RedisConnectorOptions.VALUE_TYPE,
                                RedisConnectorOptions.VALUE_FIELDS_INCLUDE,
                                FactoryUtil.FORMAT,
                                CommonConnectorOptions.SCAN_ON_MALFORMED,
                                RedisConnectorOptions.SINK_TTL,
                                RedisConnectorOptions.SINK_BUFFER_FLUSH_MAX_ROWS,
                                RedisConnectorOptions.SINK_BUFFER_FLUSH_MAX_SIZE,
                                RedisConnectorOptions.SINK_BUFFER_FLUSH_INTERVAL,
                                CommonConnectorOptions.SINK_PARALLELISM,
                                CommonConnectorOptions.SINK_WRITE_MODE,
                                CommonConnectorOptions.SINK_DELIVERY_GUARANTEE,
                                CommonConnectorOptions.SINK_ON_REJECTED,
                                CommonConnectorOptions.DEAD_LETTER_PATH,
                                CommonConnectorOptions.SINK_RETRY_TIMEOUT,
                                CommonConnectorOptions.SINK_RETRY_INITIAL_BACKOFF,
                                CommonConnectorOptions.SINK_RETRY_MAX_BACKOFF));
        options.addAll(ConnectionOptions.all());
        options.addAll(LookupProviders.OPTIONS);
        return options;
    }

    @Override
    public DynamicTableSource createDynamicTableSource(Context context) {
        FactoryUtil.TableFactoryHelper helper = FactoryUtil.createTableFactoryHelper(this, context);
        Optional<DecodingFormat<DeserializationSchema<RowData>>> format =
                helper.discoverOptionalDecodingFormat(
                        DeserializationFormatFactory.class, FactoryUtil.FORMAT);
        helper.validate();
        ReadableConfig config = helper.getOptions();
        RedisTableOptions options = new RedisTableOptions(config);
        options.check();
        LookupProviders.check(config);
        format.ifPresent(RedisDynamicTableFactory::checkInsertOnly);
        return new RedisDynamicTableSource(
                new KeyValueSourceLayout(layout(options, context), format),
                new JedisStreamsClient(options.connection()),
                options.onMalformed(),
                config,
                context.getConfiguration(),
                context.getObjectIdentifier().asSummaryString());
    }

    @Override
    public DynamicTableSink createDynamicTableSink(Context context) {
        FactoryUtil.TableFactoryHelper helper = FactoryUtil.createTableFactoryHelper(this, context);
        Optional<EncodingFormat<SerializationSchema<RowData>>> format =
                helper.discoverOptionalEncodingFormat(
                        SerializationFormatFactory.class, FactoryUtil.FORMAT);
        helper.validate();
        ReadableConfig config = helper.getOptions();
        RedisTableOptions options = new RedisTableOptions(config);
        options.check();
        format.ifPresent(RedisDynamicTableFactory::checkInsertOnly);
        KeyValueLayout layout = layout(options, context);

        RedisKeyValueSinkBuilder<RowData> sink =
                RedisKeyValueSink.<RowData>builder().setDatasetName(layout.datasetName());
        options.configure(sink);
        return new RedisDynamicTableSink(
                serializer -> sink.setSerializer(serializer).build(),
                new KeyValueSinkLayout(layout, format),
                context.getCatalogTable().getResolvedSchema().getPrimaryKey().isPresent(),
                config.getOptional(CommonConnectorOptions.SINK_PARALLELISM));
    }

    private static KeyValueLayout layout(RedisTableOptions options, Context context) {
        return options.layout(
                context.getCatalogTable().getResolvedSchema(), context.getPhysicalRowDataType());
    }

    /** The key tells what a change changes; a format that encodes changes too would be lost. */
    private static void checkInsertOnly(Format format) {
        if (!format.getChangelogMode().equals(ChangelogMode.insertOnly())) {
            throw new ValidationException(
                    "The format of a Redis table must describe rows, not changes. Set 'format' to"
                            + " 'json', 'csv', 'avro' or 'raw', for example.");
        }
    }
}
