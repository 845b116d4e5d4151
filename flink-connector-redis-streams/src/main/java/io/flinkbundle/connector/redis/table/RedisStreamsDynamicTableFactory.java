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

import io.flinkbundle.connector.common.options.CommonConnectorOptions;
import io.flinkbundle.connector.common.options.OptionChecks;
import io.flinkbundle.connector.redis.client.RedisConnectionOptions;
import io.flinkbundle.connector.redis.sink.RedisStreamsSink;
import io.flinkbundle.connector.redis.sink.RedisStreamsSinkBuilder;

import org.apache.flink.annotation.PublicEvolving;
import org.apache.flink.api.common.serialization.DeserializationSchema;
import org.apache.flink.api.common.serialization.SerializationSchema;
import org.apache.flink.configuration.ConfigOption;
import org.apache.flink.configuration.ReadableConfig;
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

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes tables of Redis streams, to read and to write.
 *
 * <pre>{@code
 * CREATE TABLE orders (
 *     id BIGINT,
 *     amount DECIMAL(10, 2),
 *     added TIMESTAMP_LTZ(3) METADATA FROM 'timestamp' VIRTUAL,
 *     WATERMARK FOR added AS SOURCE_WATERMARK()
 * ) WITH (
 *     'connector' = 'redis-streams',
 *     'host' = 'redis.example',
 *     'streams' = 'orders'
 * );
 * }</pre>
 */
@PublicEvolving
public final class RedisStreamsDynamicTableFactory
        implements DynamicTableSourceFactory, DynamicTableSinkFactory {

    /** The value of the option {@code connector}. */
    public static final String IDENTIFIER = "redis-streams";

    private static final Set<ConfigOption<?>> STREAM_OPTIONS =
            Set.of(
                    RedisStreamsConnectorOptions.STREAMS,
                    RedisStreamsConnectorOptions.STREAMS_PATTERN,
                    RedisStreamsConnectorOptions.TOPIC,
                    RedisStreamsConnectorOptions.TOPIC_PARTITIONS,
                    RedisStreamsConnectorOptions.KEY_FIELDS,
                    RedisStreamsConnectorOptions.KEY_FORMAT,
                    RedisStreamsConnectorOptions.KEY_FIELD,
                    RedisStreamsConnectorOptions.VALUE_FORMAT,
                    RedisStreamsConnectorOptions.VALUE_FIELDS_INCLUDE,
                    FactoryUtil.FORMAT,
                    RedisStreamsConnectorOptions.PAYLOAD_FIELD,
                    RedisStreamsConnectorOptions.FIELDS_UNKNOWN,
                    RedisStreamsConnectorOptions.SCAN_MODE,
                    RedisStreamsConnectorOptions.GROUP_ID,
                    RedisStreamsConnectorOptions.GROUP_CONSUMER_PREFIX,
                    RedisStreamsConnectorOptions.GROUP_CLAIM_MIN_IDLE,
                    RedisStreamsConnectorOptions.GROUP_MAX_PENDING,
                    RedisStreamsConnectorOptions.SCAN_STARTUP_MODE,
                    RedisStreamsConnectorOptions.SCAN_STARTUP_SPECIFIC_IDS,
                    CommonConnectorOptions.SCAN_STARTUP_TIMESTAMP,
                    RedisStreamsConnectorOptions.SCAN_BOUNDED_MODE,
                    CommonConnectorOptions.SCAN_BOUNDED_TIMESTAMP,
                    RedisStreamsConnectorOptions.SCAN_BOUNDED_SPECIFIC_IDS,
                    RedisStreamsConnectorOptions.SCAN_BOUNDED_DURATION,
                    RedisStreamsConnectorOptions.SCAN_BOUNDED_IDLE_TIMEOUT,
                    RedisStreamsConnectorOptions.SCAN_STREAM_DISCOVERY_INTERVAL,
                    RedisStreamsConnectorOptions.SCAN_ON_DATA_LOSS,
                    RedisStreamsConnectorOptions.SCAN_READ_FROM,
                    RedisStreamsConnectorOptions.SCAN_PROGRESS_GROUP,
                    RedisStreamsConnectorOptions.SCAN_TRIM_AFTER_CHECKPOINT,
                    RedisStreamsConnectorOptions.SCAN_BLOCK_TIMEOUT,
                    RedisStreamsConnectorOptions.SCAN_BATCH_SIZE,
                    CommonConnectorOptions.SCAN_PARALLELISM,
                    CommonConnectorOptions.SCAN_ON_MALFORMED,
                    CommonConnectorOptions.SCAN_MAX_RECORDS_PER_SECOND,
                    CommonConnectorOptions.DEAD_LETTER_PATH,
                    CommonConnectorOptions.SINK_PARALLELISM,
                    CommonConnectorOptions.SINK_WRITE_MODE,
                    CommonConnectorOptions.SINK_DELIVERY_GUARANTEE,
                    CommonConnectorOptions.SINK_ON_REJECTED,
                    CommonConnectorOptions.SINK_RETRY_TIMEOUT,
                    CommonConnectorOptions.SINK_RETRY_INITIAL_BACKOFF,
                    CommonConnectorOptions.SINK_RETRY_MAX_BACKOFF,
                    RedisStreamsConnectorOptions.SINK_CREATE_STREAM,
                    RedisStreamsConnectorOptions.SINK_BUFFER_FLUSH_MAX_ROWS,
                    RedisStreamsConnectorOptions.SINK_BUFFER_FLUSH_MAX_SIZE,
                    RedisStreamsConnectorOptions.SINK_BUFFER_FLUSH_INTERVAL,
                    RedisStreamsConnectorOptions.SINK_TRIM_MAX_LEN,
                    RedisStreamsConnectorOptions.SINK_TRIM_MIN_ID,
                    RedisStreamsConnectorOptions.SINK_TRIM_EXACT,
                    RedisStreamsConnectorOptions.SINK_TRIM_LIMIT,
                    RedisStreamsConnectorOptions.SINK_WAIT_REPLICAS,
                    RedisStreamsConnectorOptions.SINK_WAIT_TIMEOUT,
                    RedisStreamsConnectorOptions.DEAD_LETTER_STREAM,
                    RedisStreamsConnectorOptions.SINK_ID,
                    RedisStreamsConnectorOptions.SINK_EXACTLY_ONCE_MAX_BUFFER,
                    RedisStreamsConnectorOptions.SINK_STAGING_PATH,
                    RedisStreamsConnectorOptions.SINK_MARKER_RETENTION);

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
        options.addAll(STREAM_OPTIONS);
        return options;
    }

    @Override
    public DynamicTableSource createDynamicTableSource(Context context) {
        FactoryUtil.TableFactoryHelper helper = FactoryUtil.createTableFactoryHelper(this, context);
        Optional<DecodingFormat<DeserializationSchema<RowData>>> format =
                decoding(helper, FactoryUtil.FORMAT)
                        .or(() -> decoding(helper, RedisStreamsConnectorOptions.VALUE_FORMAT));
        Optional<DecodingFormat<DeserializationSchema<RowData>>> keyFormat =
                decoding(helper, RedisStreamsConnectorOptions.KEY_FORMAT);
        helper.validate();
        ReadableConfig config = helper.getOptions();
        RedisStreamsTableOptions options = new RedisStreamsTableOptions(config);
        options.refuseUnused();

        options.chooseOne();

        return new RedisStreamsDynamicTableSource(
                new ScanOptions(config)
                        .source(new ConnectionOptions(config).read(), options::streams),
                new SourceLayout(
                        context.getPhysicalRowDataType(),
                        options.keyLayout(columns(context), keyFormat),
                        format,
                        config.get(RedisStreamsConnectorOptions.PAYLOAD_FIELD),
                        config.get(RedisStreamsConnectorOptions.FIELDS_UNKNOWN)
                                == UnknownFields.FAIL),
                SourceWatermarks.of(config, context.getConfiguration()),
                config.getOptional(CommonConnectorOptions.SCAN_PARALLELISM),
                context.getObjectIdentifier().asSummaryString());
    }

    @Override
    public DynamicTableSink createDynamicTableSink(Context context) {
        FactoryUtil.TableFactoryHelper helper = FactoryUtil.createTableFactoryHelper(this, context);
        Optional<EncodingFormat<SerializationSchema<RowData>>> format =
                encoding(helper, FactoryUtil.FORMAT)
                        .or(() -> encoding(helper, RedisStreamsConnectorOptions.VALUE_FORMAT));
        Optional<EncodingFormat<SerializationSchema<RowData>>> keyFormat =
                encoding(helper, RedisStreamsConnectorOptions.KEY_FORMAT);
        helper.validate();
        ReadableConfig config = helper.getOptions();
        RedisStreamsTableOptions options = new RedisStreamsTableOptions(config);
        OptionChecks checks = new OptionChecks(config);
        options.refuseUnused();

        RedisConnectionOptions connection = new ConnectionOptions(config).read();
        RedisStreamsSinkBuilder<RowData> sink =
                RedisStreamsSink.<RowData>builder()
                        .setConnection(connection)
                        .setCreateStream(
                                config.get(RedisStreamsConnectorOptions.SINK_CREATE_STREAM))
                        .setOnRejected(new BadRecordOptions(config, connection).onRejected())
                        .setWriteMode(config.get(CommonConnectorOptions.SINK_WRITE_MODE))
                        .setRetry(CommonConnectorOptions.retryPolicy(config))
                        .setTrimming(options.trimming())
                        .setBufferFlushInterval(
                                checks.between(
                                        RedisStreamsConnectorOptions.SINK_BUFFER_FLUSH_INTERVAL,
                                        Duration.ZERO,
                                        Duration.ofDays(1)));
        options.configureTargets(sink);
        // What the user has not set may be larger if the input is bounded.
        if (config.getOptional(RedisStreamsConnectorOptions.SINK_BUFFER_FLUSH_MAX_ROWS)
                .isPresent()) {
            sink.setBufferFlushMaxRows(
                    checks.atLeastOne(RedisStreamsConnectorOptions.SINK_BUFFER_FLUSH_MAX_ROWS));
        }
        if (config.getOptional(RedisStreamsConnectorOptions.SINK_BUFFER_FLUSH_MAX_SIZE)
                .isPresent()) {
            sink.setBufferFlushMaxSize(
                    checks.notEmpty(RedisStreamsConnectorOptions.SINK_BUFFER_FLUSH_MAX_SIZE));
        }

        options.configureGuarantee(sink, context.getObjectIdentifier().asSummaryString());
        return new RedisStreamsDynamicTableSink(
                serializer -> sink.setSerializer(serializer).build(),
                new SinkLayout(
                        context.getPhysicalRowDataType(),
                        options.partitionKey(columns(context)),
                        options.keyLayout(columns(context), keyFormat),
                        format,
                        config.get(RedisStreamsConnectorOptions.PAYLOAD_FIELD)),
                config.getOptional(CommonConnectorOptions.SINK_PARALLELISM));
    }

    private static List<String> columns(Context context) {
        return DataType.getFieldNames(context.getPhysicalRowDataType());
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
